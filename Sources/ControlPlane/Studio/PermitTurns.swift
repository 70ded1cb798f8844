/// How many requests of one account may wait for its credits at the same time. They take turns at the account's row; without
/// a bound, one account's could hold every connection to the database while the others' wait.

import Contract
import ServerKit
import Synchronization
import Workspaces

final class PermitTurns: Sendable {
  /// More than one person's tabs need, and less than the pool has connections.
  static let most = 4

  private let underWay = Mutex<[AccountID: Int]>([:])

  /// Runs `work`; refuses with `too_many_requests` where `most` of this account are under way.
  func take<Value>(_ account: AccountID, _ work: () async throws -> Value) async throws -> Value {
    guard begin(account) else { throw Problem.tooManyRequests(retryAfter: 1) }
    defer { end(account) }
    return try await work()
  }

  private func begin(_ account: AccountID) -> Bool {
    underWay.withLock { all in
      guard all[account, default: 0] < Self.most else { return false }
      all[account, default: 0] += 1
      return true
    }
  }

  private func end(_ account: AccountID) {
    underWay.withLock { all in
      guard let count = all[account], count > 1 else { return all[account] = nil }
      all[account] = count - 1
    }
  }
}
