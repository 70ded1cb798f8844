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
  /// Of the signed record; nil where there is no genuine result.
  var record: Digest?
  /// Whether the result speaks of other programs than those that run now.
  var isOfOtherPrograms = false
  /// Whether a live check passed last so long ago that nobody knows how it is now.
  var isOld = false

  /// After so long a live check that passed counts no more: the server looks each hour.
  static let counts = Duration.seconds(2 * 86_400)

  /// Those of the registry, in its order.
  ///
  /// A row whose columns name no control cannot say whose it is: then no control without a genuine result was simply never
  /// checked.
  ///
  /// - Parameters:
  ///   - programs: those that run now.
  ///   - pageFiles: what they send to browsers beside their pages, which drills tried too.
  ///   - unclaimed: why this installation does not claim some of them, by their ids.
  static func all(
    _ kept: [Kept<ControlResult>], _ statements: [Kept<ControlStatement>] = [], key: VerificationKey,
    now: Instant, programs: [ControlResult.Program], pageFiles: [ControlResult.Program] = [],
    unclaimed: [String: String] = [:]
  ) -> [ControlStanding] {
    let results = kept.standing(by: key, at: now)
    let stated = statements.standing(by: key, at: now)
    return Control.all.map { control in
      let id = control.id
      if let why = unclaimed[id.text] { return ControlStanding(control: control, last: .notClaimed(why)) }
      if control.kind == .attested {
        if stated.forged.contains(id.text) { return ControlStanding(control: control, last: .notGenuine) }
        return ControlStanding(
          control: control, last: Last(stated.newest[id], at: now, hasForged: stated.isAnybodys))
      }
      guard let result = results.newest[id], !results.forged.contains(id.text) else {
        let isForged = results.isAnybodys || results.forged.contains(id.text)
        return ControlStanding(control: control, last: isForged ? .notGenuine : .never)
      }
      return ControlStanding(
        control: control, last: .result(result),
        record: kept.first { $0.control == id.text && $0.at == result.at }?.signed.digest,
        isOfOtherPrograms: !(programs + (control.kind == .drill ? pageFiles : [])).allSatisfy {
          result.programs.contains($0)
        },
        isOld: control.kind == .live && result.outcome == .passed
          && result.at.adding(seconds: Int(counts.components.seconds)) < now)
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
  /// Holds, was tried with the programs that run now, and not too long ago.
  var holds: Bool { outcome == .passed && !isOfOtherPrograms && !isOld }
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
