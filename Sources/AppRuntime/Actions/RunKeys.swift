/// Idempotency keys of actions over sources that keep none themselves: on this runtime's disk, before the action runs.

import AppSpec
import Contract
import ServerKit
import Values

struct RunKeys: Sendable {
  enum State: String { case running, committed, unknown }

  /// What a key was used for before.
  struct Use: Equatable {
    var state: State
    /// A digest of the form's content.
    var content: String

    init(_ state: State, _ content: String) {
      self.state = state
      self.content = content
    }

    fileprivate init(_ text: String) {
      let words = text.split(separator: " ")
      state = words.first.flatMap { State(rawValue: String($0)) } ?? .unknown
      content = words.count == 2 ? String(words[1]) : ""
    }

    fileprivate var text: String { "\(state.rawValue) \(content)" }
  }

  private static let memorySeconds = 86_400
  private let ledger: Ledger
  private let clock: WallClock

  /// What was running when the process ended has an unknown outcome now.
  init(_ ledger: Ledger, clock: WallClock) async throws(StateFailure) {
    self.ledger = ledger
    self.clock = clock
    for (key, entry) in ledger.entries() {
      let use = Use(entry.value)
      guard use.state == .running else { continue }
      try await ledger.put(key, Use(.unknown, use.content).text, until: entry.expires)
    }
  }

  /// Nil: the key is new, and held now. Otherwise its first use.
  func claim(_ key: String, content: String) async throws(StateFailure) -> Use? {
    try await ledger.claim(key, Use(.running, content).text, until: end).map { Use($0) }
  }

  func settle(_ key: String, _ use: Use) async throws(StateFailure) {
    try await ledger.put(key, use.text, until: end)
  }

  /// Nothing was changed: the form may be sent again.
  func release(_ key: String) async throws(StateFailure) { try await ledger.release(key) }

  private var end: Instant { clock.now().adding(seconds: Self.memorySeconds) }

  /// One person's use of one action: another's key never answers for it.
  static func key(_ plan: ActionPlan, app: AppID, account: AccountID) -> String {
    Digest(of: Array("\(app)|\(plan.action.name)|\(account)|\(plan.idempotencyKey)".utf8)).description
  }

  /// Of what the form says. The key, which nothing on disk holds, keeps short values from being guessed by their digest.
  static func content(_ plan: ActionPlan) -> String {
    Digest(of: Array("\(plan.idempotencyKey)|".utf8) + plan.content).description
  }
}
