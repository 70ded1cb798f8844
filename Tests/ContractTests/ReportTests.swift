import AppSpec
import Contract
import Testing
import Values

@Suite("A report")
struct ReportTests {
  static let at = Instant(iso: "2026-05-04T10:00:00Z")!
  static let run = Report.ActionRun(
    release: .random(milliseconds: 1), action: Name("remind")!, by: .random(milliseconds: 2),
    request: .random(milliseconds: 3))

  static let kinds: [Report.Kind] = [
    .actionIntended(run),
    .actionEnded(run, intent: .random(milliseconds: 4), outcome: .committed, rows: 1, milliseconds: 12),
    .exported(release: run.release, query: Name("overdue")!, by: run.by, rows: 1_000_000),
    .releasePrepared(run.release, milliseconds: 40),
    .releaseFailed(run.release, element: Name("overdue")!, problem: .sourceChanged, sqlState: "42P01"),
    .releaseFailed(run.release, element: nil, problem: .secretMissing, sqlState: nil),
    .sessionOpened(by: run.by), .passRefused(.passUsed), .secretSet(.production, by: run.by),
    .secretRemoved(.production, by: nil), .auditHeadRejected,
  ]

  func report(_ kind: Report.Kind) -> Report {
    Report(id: .random(milliseconds: 5), workspace: .random(milliseconds: 6), at: Self.at, kind: kind)
  }

  @Test("comes back from its wire form as it was", arguments: kinds)
  func roundTrip(kind: Report.Kind) throws {
    let report = report(kind)
    #expect(try Report(JSON.parse(report.json.bytes)) == report)
  }

  @Test("with one more member is refused: there is no room for free text", arguments: kinds)
  func extraMember(kind: Report.Kind) throws {
    let members = try #require(report(kind).json.members)
    #expect(throws: JSONReader.Problem(member: "note")) {
      try Report(.object(members + [.init("note", "Ada Lovelace owes us 12 €")]))
    }
  }

  @Test("any of its strings replaced by a sentence is refused", arguments: kinds)
  func freeText(kind: Report.Kind) throws {
    let members = try #require(report(kind).json.members)
    for index in members.indices where members[index].value.string != nil {
      var changed = members
      changed[index].value = "Ada Lovelace owes us 12 €"
      #expect(throws: JSONReader.Problem.self) { try Report(.object(changed)) }
    }
  }

  @Test("a negative count is refused")
  func negative() throws {
    var members = try #require(report(.releasePrepared(Self.run.release, milliseconds: 1)).json.members)
    members[members.count - 1].value = -1
    #expect(throws: JSONReader.Problem(member: "milliseconds")) { try Report(.object(members)) }
  }
}
