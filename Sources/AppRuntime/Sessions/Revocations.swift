/// What the feed said about sessions and members, for as long as a session from before could still be alive.

import Contract
import ServerKit
import Synchronization
import Values

final class Revocations: Sendable {
  /// A session's fifteen minutes, a pass's five before them, and clocks that are apart.
  private static let memorySeconds = 1_500

  private let ledger: Ledger
  private let clock: WallClock
  private let state: Mutex<State>

  private struct State {
    var sessions: [SessionID: Instant] = [:]
    var members: [Member: Instant] = [:]
  }

  private struct Member: Hashable {
    var workspace: WorkspaceID
    var account: AccountID
  }

  init(_ ledger: Ledger, clock: WallClock) {
    self.ledger = ledger
    self.clock = clock
    var state = State()
    for (key, entry) in ledger.entries() {
      let parts = key.split(separator: " ").map(String.init)
      let since = entry.expires.adding(seconds: -Self.memorySeconds)
      if parts.count == 2, let session = SessionID(parts[1]) { state.sessions[session] = since }
      if parts.count == 3, let workspace = WorkspaceID(parts[1]), let account = AccountID(parts[2]) {
        state.members[Member(workspace: workspace, account: account)] = since
      }
    }
    self.state = Mutex(state)
  }

  func revokes(_ session: RuntimeSession) -> Bool {
    state.withLock { state in
      if state.sessions.isEmpty && state.members.isEmpty { return false }
      if state.sessions[session.session] != nil { return true }
      let member = Member(workspace: session.workspace, account: session.account)
      return state.members[member].map { session.vouched <= $0 } ?? false
    }
  }

  /// In force at once, also when it cannot be written down.
  func end(_ session: SessionID) async throws(StateFailure) {
    let now = clock.now()
    state.withLock { state in
      forgetOld(&state, now)
      state.sessions[session] = now
    }
    try await ledger.put("session \(session)", "", until: now.adding(seconds: Self.memorySeconds))
  }

  /// Sessions from before now end; the member comes in again with a new pass, if he is still one.
  func change(_ account: AccountID, in workspace: WorkspaceID) async throws(StateFailure) {
    let now = clock.now()
    state.withLock { state in
      forgetOld(&state, now)
      state.members[Member(workspace: workspace, account: account)] = now
    }
    try await ledger.put(
      "member \(workspace) \(account)", "", until: now.adding(seconds: Self.memorySeconds))
  }

  private func forgetOld(_ state: inout State, _ now: Instant) {
    let oldest = now.adding(seconds: -Self.memorySeconds)
    state.sessions = state.sessions.filter { oldest < $0.value }
    state.members = state.members.filter { oldest < $0.value }
  }
}
