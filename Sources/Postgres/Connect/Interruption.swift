// A cancelled task must not leave its statement running. The thread of the connection is busy waiting for the server, so
// that the cancellation travels on another one.

import CLibpq
import Glibc
import Synchronization

/// Cancels the running statement of one connection from outside of its thread.
final class Interruption: @unchecked Sendable {
  private struct State {
    var operation = 0
    var isRunning = false
    var isInterrupted = false
  }

  private let state = Mutex(State())
  private let server: Server
  private let socket: CInt
  private let backendPID: Int32
  /// libpq's own way, which is not encrypted: nil where the connection is.
  private let cancel: OpaquePointer?
  /// How long the server may take to obey before the connection is cut.
  private static let grace = Duration.seconds(2)

  init(_ wire: Wire, _ server: Server) {
    self.server = server
    socket = wire.socket
    backendPID = wire.backendPID
    cancel = PQsslInUse(wire.handle) == 1 ? nil : PQgetCancel(wire.handle)
  }

  deinit { PQfreeCancel(cancel) }

  /// Whether a statement was interrupted: a late cancellation could hit the next one, so that the connection ends.
  var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  /// The next operation's number.
  func announce() -> Int {
    state.withLock { state in
      state.operation += 1
      return state.operation
    }
  }

  /// False when the operation was interrupted before it began.
  func begin(_ operation: Int) -> Bool {
    state.withLock { state in
      state.isRunning = !state.isInterrupted && state.operation == operation
      return state.isRunning
    }
  }

  /// Must be called before the socket is closed.
  func end() {
    state.withLock { $0.isRunning = false }
  }

  /// Cancels `operation` if it has not ended. `byCutting` is for waits in which the server has nothing to cancel.
  func interrupt(_ operation: Int, byCutting: Bool) {
    let mustCancel = state.withLock { state in
      guard state.operation == operation, !state.isInterrupted else { return false }
      state.isInterrupted = true
      return state.isRunning
    }
    guard mustCancel else { return }
    if byCutting { return cut(operation) }
    if !startThread({ self.cancelOnServer(operation) }) { cut(operation) }
  }

  private func cancelOnServer(_ operation: Int) {
    if let cancel {
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        _ = PQcancel(cancel, buffer.baseAddress, 256)
      }
    } else {
      cancelOverTLS(operation)
    }
    let deadline = Deadline.after(Interruption.grace)
    while isRunning(operation), !deadline.isOver { usleep(5000) }
    cut(operation)
  }

  private func cancelOverTLS(_ operation: Int) {
    do {
      let wire = try Wire.connect(server, isInterrupted: { !self.isRunning(operation) })
      let step = Step(sql: "select pg_cancel_backend($1)", parameters: try ParameterList([backendPID]))
      _ = try wire.exchange([step], .after(Interruption.grace))
    } catch {
      // The caller cuts the connection next, which `client_connection_check_interval` makes the server notice.
      return
    }
  }

  private func isRunning(_ operation: Int) -> Bool {
    state.withLock { $0.isRunning && $0.operation == operation }
  }

  /// Ends the wait of the connection's thread although the server does not answer.
  private func cut(_ operation: Int) {
    state.withLock { state in
      if state.isRunning && state.operation == operation { shutdown(socket, CInt(SHUT_RDWR)) }
    }
  }
}
