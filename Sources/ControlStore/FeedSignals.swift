// One listening connection for all standing feeds of this process.

import Logging
import Postgres
import Synchronization

final class FeedSignals: Sendable {
  private struct State {
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var next = 0
    var task: Task<Void, Never>?
    var isClosed = false
  }

  private let server: Server
  private let logger: Logger
  private let state = Mutex(State())

  init(server: Server, logger: Logger) {
    self.server = server
    self.logger = logger
  }

  func subscribe() -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let id = state.withLock { state -> Int? in
        guard !state.isClosed else { return nil }
        state.next += 1
        state.listeners[state.next] = continuation
        if state.task == nil { state.task = Task { [self] in await listen() } }
        return state.next
      }
      guard let id else { return continuation.finish() }
      continuation.onTermination = { [self] _ in state.withLock { _ = $0.listeners.removeValue(forKey: id) } }
    }
  }

  private func listen() async {
    do {
      for try await _ in Connection.listen(server, channels: ["freehold_feed"]) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
      }
    } catch {
      logger.error("the feed's signals ended", metadata: ["error": "\(type(of: error))"])
    }
    state.withLock { $0.task = nil }
  }

  func close() {
    let (listeners, task) = state.withLock { state in
      state.isClosed = true
      return (Array(state.listeners.values), state.task)
    }
    for listener in listeners { listener.finish() }
    task?.cancel()
  }
}
