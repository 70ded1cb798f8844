import Contract
import Synchronization
import Values

@testable import AppRuntime

/// What stands in for the control plane: releases signed with a key of the test's, a feed that the test speaks into,
/// and the reports that arrived.
final class FarSide: ControlPlaneLink {
  let key = SigningKey()
  private let state = Mutex<State>(State())

  private struct State {
    var releases: [ReleaseID: SignedRelease] = [:]
    var reports: [Report] = []
    var isAway = false
    var refuses = false
    var feeds: [AsyncStream<FeedEvent>.Continuation] = []
    var greeting: [FeedEvent] = []
    var position: Int64 = 0
    var tree = TestTree([])
    var failsProofs = false
  }

  struct Away: Error {}

  /// Refuses everything and ends its feeds.
  func goAway() {
    let feeds = state.withLock { state in
      state.isAway = true
      defer { state.feeds = [] }
      return state.feeds
    }
    for feed in feeds { feed.finish() }
  }

  func comeBack() { state.withLock { $0.isAway = false } }

  /// Ends the feeds and does not know the runtime any more.
  func removeRuntime() {
    goAway()
    state.withLock { state in
      state.isAway = false
      state.refuses = true
    }
  }

  var reports: [Report] { state.withLock { $0.reports } }

  func publish(_ signed: SignedRelease, as id: ReleaseID) { state.withLock { $0.releases[id] = signed } }

  /// What each new feed begins with.
  func greet(_ events: [FeedEvent]) { state.withLock { $0.greeting = events } }

  func say(_ kind: FeedEvent.Kind) {
    let (feeds, event) = state.withLock { state in
      state.position += 1
      return (state.feeds, FeedEvent(position: state.position, kind: kind))
    }
    for feed in feeds { feed.yield(event) }
  }

  func release(_ id: ReleaseID) async throws -> SignedRelease {
    let signed = state.withLock { $0.isAway ? nil : $0.releases[id] }
    guard let signed else { throw Away() }
    return signed
  }

  func deliver(_ reports: [Report]) async throws -> Set<ReportID> {
    try state.withLock { state in
      if state.isAway { throw Away() }
      let known = Set(state.reports.map(\.id))
      state.reports += reports.filter { !known.contains($0.id) }
    }
    return Set(reports.map(\.id))
  }

  /// What the control plane's audit tree is by now, and what it proves with.
  func grow(_ tree: TestTree) { state.withLock { $0.tree = tree } }

  func failProofs(_ fails: Bool) { state.withLock { $0.failsProofs = fails } }

  func consistency(of workspace: WorkspaceID, from first: Int64, to second: Int64) async throws -> ConsistencyProof? {
    let tree = try state.withLock { state in
      if state.isAway || state.failsProofs { throw Away() }
      return state.tree
    }
    return second <= tree.leaves.count ? ConsistencyProof(path: tree.proof(Int(first), Int(second))) : nil
  }

  func feed(after position: Int64, _ take: @Sendable (FeedEvent) async throws -> Void) async throws {
    let (stream, continuation) = AsyncStream<FeedEvent>.makeStream()
    try state.withLock { state in
      if state.isAway { throw Away() }
      if state.refuses { throw ControlRefusal(status: 401, problem: "runtime_unknown") }
      for event in state.greeting { continuation.yield(event) }
      continuation.yield(FeedEvent(position: 0, kind: .ping))
      state.feeds.append(continuation)
    }
    for await event in stream { try await take(event) }
  }
}
