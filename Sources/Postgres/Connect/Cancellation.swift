// Whether statements that wait or run are wanted any more.

import Synchronization

/// Of one operation on a connection, before, while and after it runs.
final class Cancellation: Sendable {
  private let byCutting: Bool
  private let state = Mutex(State())

  private struct State {
    var isCancelled = false
    var running: (interruption: Interruption, operation: Int)?
  }

  /// - Parameter byCutting: the connection is cut: there is no statement that the server could end.
  init(byCutting: Bool) { self.byCutting = byCutting }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Ends what runs, and what is still to begin.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      // Under the lock, so that it cannot hit what the connection does next.
      if let (interruption, operation) = state.running { interruption.interrupt(operation, byCutting: byCutting) }
    }
  }

  /// The operation's number; nil when it was cancelled before it began.
  func begin(_ interruption: Interruption) -> Int? {
    state.withLock { state in
      if state.isCancelled { return nil }
      let operation = interruption.announce()
      state.running = (interruption, operation)
      return operation
    }
  }

  /// From here on a cancellation changes nothing.
  func end() { state.withLock { $0.running = nil } }
}
