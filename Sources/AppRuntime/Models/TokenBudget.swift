/// How many tokens each app has had of each model connection today, on disk: a restart forgets nothing. What a call may
/// cost is set aside before it, so that calls at the same time do not spend the same tokens.

import AppSpec
import Contract
import ServerKit
import Values

actor TokenBudget {
  /// A share that is set aside until the call's end says what it cost.
  struct Share: Sendable {
    fileprivate let key: String
    fileprivate let tokens: Int64
    fileprivate let end: Instant
    /// The longest answer that is left, in tokens.
    let answerTokens: Int
    /// About what the prompt costs.
    var promptTokens: Int64 { tokens - Int64(answerTokens) }
  }

  /// An answer shorter than this is none.
  private static let shortest: Int64 = 64
  private static let longest: Int64 = 2_048

  private let ledger: Ledger
  private let clock: WallClock
  private var used: [String: Int64] = [:]
  private var writing: Task<StateFailure?, Never>?

  init(_ ledger: Ledger, clock: WallClock) {
    self.ledger = ledger
    self.clock = clock
    for (key, entry) in ledger.entries() { used[key] = Int64(entry.value) ?? 0 }
  }

  /// - Parameters:
  ///   - bytes: of the prompt.
  ///   - limit: for the app and the day (UTC), in and out together; nil for none.
  /// - Returns: nil when not enough is left for a prompt of this length and an answer.
  func take(
    for app: AppID, of connection: Name, bytes: Int, limit: Int64?
  ) async throws(StateFailure) -> Share? {
    let now = clock.now()
    let key = "\(app)|\(connection)|\(now.day.iso)"
    let spent = used[key] ?? 0
    let prompt = Self.tokens(bytes)
    let left = min(Self.longest, limit.map { $0 - spent - prompt } ?? Self.longest)
    guard left >= Self.shortest else { return nil }
    let end = Instant(now.day.adding(days: 2))
    let share = Share(key: key, tokens: prompt + left, end: end, answerTokens: Int(left))
    forgetBefore(now)
    try await add(share.tokens, to: share)
    return share
  }

  /// - Parameter tokens: what the call cost, as the provider says.
  func settle(_ share: Share, at tokens: Int64) async throws(StateFailure) {
    try await add(tokens - share.tokens, to: share)
  }

  /// Some of our own words go with every prompt.
  static func tokens(_ bytes: Int) -> Int64 { Int64(bytes / 3 + 160) }

  private func add(_ tokens: Int64, to share: Share) async throws(StateFailure) {
    let value = max(0, (used[share.key] ?? 0) + tokens)
    used[share.key] = value
    // One after the other: the last line of a key is what counts after a restart.
    let (ledger, before) = (ledger, writing)
    let task = Task<StateFailure?, Never> {
      _ = await before?.value
      do throws(StateFailure) {
        try await ledger.put(share.key, String(value), until: share.end)
        return nil
      } catch { return error }
    }
    writing = task
    if let failure = await task.value { throw failure }
  }

  /// Days that are over count no more.
  private func forgetBefore(_ now: Instant) {
    guard used.count > 1_000 else { return }
    let days = [now.day.iso, now.day.adding(days: -1).iso]
    used = used.filter { key, _ in days.contains { key.hasSuffix($0) } }
  }
}
