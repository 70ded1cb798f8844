/// A control and what is known of it: how its check ended last, or what an operator states about it.

import Contract
import Trust
import Values

struct ControlStanding: Sendable {
  enum Last: Sendable {
    case never
    case result(ControlResult)
    /// What is kept was not signed by this installation.
    case notGenuine
    case stated(ControlStatement)
    /// Its time is over.
    case expired(ControlStatement)
    /// This installation does not claim it: why, in a sentence.
    case notClaimed(String)
  }

  let control: Control
  let last: Last
  /// Whether the result speaks of the programs that run now.
  var isOfOtherPrograms = false

  /// Those of the registry, in its order.
  ///
  /// A row that was changed cannot say whose it is: then no control without a genuine result was simply never checked.
  ///
  /// - Parameter unclaimed: why this installation does not claim some of them, by their ids.
  static func all(
    _ kept: [SignedControlResult], _ statements: [SignedControlStatement] = [], key: VerificationKey, now: Instant,
    programs: [ControlResult.Program], unclaimed: [String: String] = [:]
  ) -> [ControlStanding] {
    var genuine: [ControlID: ControlResult] = [:]
    for result in kept.compactMap({ $0.verified(by: key) }) { genuine[result.control] = result }
    var stated: [ControlID: ControlStatement] = [:]
    for statement in statements.compactMap({ $0.verified(by: key) }) { stated[statement.control] = statement }
    let hasForgedResult = kept.contains { $0.verified(by: key) == nil }
    let hasForgedStatement = statements.contains { $0.verified(by: key) == nil }
    return Control.all.map { control in
      if let why = unclaimed[control.id.text] { return ControlStanding(control: control, last: .notClaimed(why)) }
      if control.kind == .attested {
        let last = Last(stated[control.id], at: now, hasForged: hasForgedStatement)
        return ControlStanding(control: control, last: last)
      }
      guard let result = genuine[control.id] else {
        return ControlStanding(control: control, last: hasForgedResult ? .notGenuine : .never)
      }
      return ControlStanding(
        control: control, last: .result(result),
        isOfOtherPrograms: !programs.allSatisfy { result.programs.contains($0) })
    }
  }

  var outcome: ControlOutcome? { if case .result(let result) = last { result.outcome } else { nil } }
  var isNotGenuine: Bool { if case .notGenuine = last { true } else { false } }
  var isNotClaimed: Bool { if case .notClaimed = last { true } else { false } }
  /// An operator's word, still counting or not.
  var isStated: Bool {
    switch last {
    case .stated, .expired: true
    default: false
    }
  }
  /// Holds, and was tried with the programs that run now.
  var holds: Bool { outcome == .passed && !isOfOtherPrograms }
}

extension ControlStanding.Last {
  fileprivate init(_ statement: ControlStatement?, at now: Instant, hasForged: Bool) {
    guard let statement, !statement.isWithdrawal else {
      self = hasForged && statement == nil ? .notGenuine : .notClaimed("The operator states nothing about it.")
      return
    }
    self = statement.counts(at: now) ? .stated(statement) : .expired(statement)
  }
}
