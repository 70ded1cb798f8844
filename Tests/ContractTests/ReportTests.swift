import AppSpec
import Contract
import Redaction
import Testing
import Values

@Suite("A report")
struct ReportTests {
  static let at = Instant(iso: "2026-05-04T10:00:00Z")!
  static let run = Report.ActionRun(
    release: .random(milliseconds: 1), action: Name("remind")!, by: .random(milliseconds: 2),
    request: .random(milliseconds: 3))

  static let receipt = ModelReceipt(
    connection: .random(milliseconds: 8), policy: .required, redactor: .own,
    masked: [.init(.found(.email), 2), .init(.personal, 1)], tokensIn: 210, tokensOut: 96)

  static func call(_ problem: ProblemCode?, release: ReleaseID? = run.release, _ receipt: ModelReceipt) -> Report.Kind {
    .modelCalled(
      ModelCall(
        app: .random(milliseconds: 7), by: run.by, request: run.request, release: release,
        action: release.map { _ in run.action }, problem: problem, milliseconds: 1900, receipt: receipt))
  }

  static let kinds: [Report.Kind] = [
    .actionIntended(run), call(nil, receipt), call(nil, release: nil, receipt),
    call(.redactionFailed, ModelReceipt(connection: nil, policy: .required)),
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

  @Test("what was masked are kinds and counts, each kind once")
  func masked() {
    #expect(Self.receipt.maskedText == "EMAIL:2 PERSONAL:1")
    #expect(ModelReceipt.masked("EMAIL:2 PERSONAL:1") == Self.receipt.masked && ModelReceipt.masked("") == [])
    for text in [
      "EMAIL", "EMAIL:0", "EMAIL:-1", "EMAIL:02", "email:1", "ADA:1", "EMAIL:1 EMAIL:2", "EMAIL:1 ", "EMAIL:1:2",
    ] {
      #expect(ModelReceipt.masked(text) == nil, "\(text)")
    }
    #expect(Set(MaskedKind.all.map(\.name)).count == MaskedKind.all.count)
  }

  @Test("a call that names an action names its release too, or neither")
  func halfNamed() throws {
    let members = try #require(report(Self.call(nil, Self.receipt)).json.members)
    let changed = members.map { $0.name == "release" ? JSON.Member("release", .null) : $0 }
    #expect(throws: JSONReader.Problem(member: "action")) { try Report(.object(changed)) }
  }

  @Test("a negative count is refused")
  func negative() throws {
    var members = try #require(report(.releasePrepared(Self.run.release, milliseconds: 1)).json.members)
    members[members.count - 1].value = -1
    #expect(throws: JSONReader.Problem(member: "milliseconds")) { try Report(.object(members)) }
  }
}
