/// Requests that take longer than a moment end with their browser: their work is cancelled, and with it the statement at
/// the source. The quick ones, which are nearly all, pay a lock and nothing else.

import NIOCore
import ServerKit
import ServiceLifecycle
import Synchronization

final class SlowRequests: Service {
  private static let moment: Duration = .milliseconds(250)
  private let state = Mutex<State>(State())

  private struct State {
    var open: [Int: Entry] = [:]
    var last = 0
  }

  private struct Entry {
    let channel: any Channel
    let started: ContinuousClock.Instant
    let cancel: @Sendable () -> Void
    var isWatched = false
  }

  /// What `work` returns; it is cancelled when the browser behind `channel` goes away.
  func whileClientStays<Value: Sendable>(
    _ channel: any Channel, _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = Task(executorPreference: EventLoopExecution.executor(of: channel.eventLoop), operation: work)
    let id = enter(Entry(channel: channel, started: .now, cancel: { task.cancel() }))
    defer { leave(id) }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Looks every moment for requests that have become slow.
  func run() async throws {
    while try await Pause.wait(for: Self.moment) { watchSlow() }
  }

  private func enter(_ entry: Entry) -> Int {
    state.withLock { state in
      state.last += 1
      state.open[state.last] = entry
      return state.last
    }
  }

  private func leave(_ id: Int) { state.withLock { _ = $0.open.removeValue(forKey: id) } }

  private func watchSlow() {
    let now = ContinuousClock.now
    let slow = state.withLock { state in
      let slow = state.open.filter { !$0.value.isWatched && now - $0.value.started > Self.moment }
      for id in slow.keys { state.open[id]?.isWatched = true }
      return slow.values.map { ($0.channel, $0.cancel) }
    }
    for (channel, cancel) in slow { channel.whenClientLeaves(cancel) }
  }
}
