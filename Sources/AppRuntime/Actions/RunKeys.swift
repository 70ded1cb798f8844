/// Idempotency keys of actions over sources that keep none themselves: on this runtime's disk, before the action runs.

import AppSpec
import Contract
import ServerKit
import Values

struct RunKeys: Sendable {
  enum State: String { case running, committed, unknown }

  private static let memorySeconds = 86_400
  private let ledger: Ledger
  private let clock: WallClock

  /// What was running when the process ended has an unknown outcome now.
  init(_ ledger: Ledger, clock: WallClock) async throws(StateFailure) {
    self.ledger = ledger
    self.clock = clock
    for (key, entry) in ledger.entries() where entry.value == State.running.rawValue {
      try await ledger.put(key, State.unknown.rawValue, until: entry.expires)
    }
  }

  /// Nil: the key is new, and held now. Otherwise what became of its first use.
  func claim(_ key: String) async throws(StateFailure) -> State? {
    let held = try await ledger.claim(key, State.running.rawValue, until: end)
    return held.map { State(rawValue: $0) ?? .unknown }
  }

  func settle(_ key: String, _ result: State) async throws(StateFailure) {
    try await ledger.put(key, result.rawValue, until: end)
  }

  /// Nothing was changed: the form may be sent again.
  func release(_ key: String) async throws(StateFailure) { try await ledger.release(key) }

  private var end: Instant { clock.now().adding(seconds: Self.memorySeconds) }

  /// One person's use of one action: another's key never answers for it.
  static func key(_ plan: ActionPlan, app: AppID, account: AccountID) -> String {
    Digest(of: Array("\(app)|\(plan.action.name)|\(account)|\(plan.idempotencyKey)".utf8)).description
  }
}
