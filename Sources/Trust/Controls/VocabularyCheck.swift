// Promise 2 of the design, asked of the running program: what runtimes send by themselves has no room for a sentence.

import AppSpec
import Contract
public import Values

public enum VocabularyCheck {
  /// Takes one report of each kind and puts a sentence wherever one could stand: as a further member, and in the place of
  /// each text. Returns where it was taken, and how often it was tried.
  ///
  /// - Parameter accepts: whether the control plane's reader takes a report.
  public static func run(
    accepts: (JSON) -> Bool = accepted
  ) -> (found: [String], tried: Int) {
    var found: [String] = []
    var tried = 0
    for report in samples {
      let members = report.json.members ?? []
      let kind = report.json["kind"]?.string ?? ""
      guard accepts(.object(members)) else {
        found.append("a report \(kind) as it should be is refused")
        continue
      }
      tried += 1
      if accepts(.object(members + [.init("note", sentence)])) { found.append("\(kind) takes another member") }
      for (index, member) in members.enumerated() where member.value.string != nil || member.value == .null {
        var changed = members
        changed[index].value = sentence
        tried += 1
        if accepts(.object(changed)) { found.append("\(kind) takes a sentence as \(member.name)") }
      }
    }
    return (found, tried)
  }

  public static func accepted(_ json: JSON) -> Bool {
    do {
      _ = try Report(json)
      return true
    } catch { return false }
  }

  private static let sentence = JSON.string("Ana Lindqvist owes 4,711.00 EUR")

  private static var samples: [Report] {
    guard let name = Name("settle") else { return [] }
    func id<Of>() -> ID<Of> { ID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001) }
    let run = Report.ActionRun(release: id(), action: name, by: id(), request: id())
    let kinds: [Report.Kind] = [
      .actionIntended(run), .actionEnded(run, intent: id(), outcome: .committed, rows: 1, milliseconds: 1),
      .modelCalled(
        ModelCall(
          app: id(), by: id(), request: id(), release: id(), action: name, problem: .redactionFailed, milliseconds: 1,
          receipt: ModelReceipt(
            connection: id(), policy: .required, redactor: .own, masked: [.init(.personal, 1)], tokensIn: 1,
            tokensOut: 1, isGuessed: true))),
      .exported(release: id(), query: name, by: id(), rows: 1), .releasePrepared(id(), milliseconds: 1),
      .releaseFailed(id(), element: nil, problem: .notFound, sqlState: nil), .sessionOpened(by: id()),
      .passRefused(.notFound), .secretSet(.production, by: nil), .secretRemoved(.production, by: nil),
      .auditHeadRejected,
    ]
    return kinds.map { Report(id: id(), workspace: id(), at: Instant(secondsSinceEpoch: 1_700_000_000), kind: $0) }
  }
}
