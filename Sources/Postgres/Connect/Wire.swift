// The blocking half: one libpq connection and the waiting for its socket. Only one thread at a time uses a Wire.

import CLibpq
import Glibc

/// An open libpq connection in pipeline mode.
final class Wire {
  let handle: OpaquePointer
  var statements = StatementCache()
  /// Notices are counted and dropped: their text carries values of rows.
  let notices: UnsafeMutablePointer<Int>
  /// What each session of this connection has, besides the settings of its server, because the server knows it.
  var extraSettings: [Server.Setting] = []
  /// Exchanges so far, each of them one wait for the server.
  var roundTrips = 0

  init(_ handle: OpaquePointer) {
    self.handle = handle
    notices = .allocate(capacity: 1)
    notices.initialize(to: 0)
    PQsetNoticeReceiver(
      handle, { counter, _ in counter?.assumingMemoryBound(to: Int.self).pointee += 1 }, notices)
  }

  deinit {
    PQfinish(handle)
    notices.deallocate()
  }

  var socket: CInt { PQsocket(handle) }
  var backendPID: Int32 { PQbackendPID(handle) }
  var isBroken: Bool { PQstatus(handle) == CONNECTION_BAD }
  var isOutsideTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }
  var isInFailedTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }

  func enterPipeline() throws(PostgresError) {
    guard PQenterPipelineMode(handle) == 1 else { throw .connection(.lost) }
  }

  /// COPY and scripts are not possible inside a pipeline.
  func leavePipeline() throws(PostgresError) {
    guard PQexitPipelineMode(handle) == 1 else { throw .connection(.lost) }
  }

  /// Sends everything that is queued. Reads meanwhile, because a server whose own replies are stuck reads nothing.
  func flush(_ deadline: Deadline) throws(PostgresError) {
    while true {
      switch PQflush(handle) {
      case 0: return
      case 1:
        let ready = try wait(for: Int16(POLLIN | POLLOUT), deadline)
        if ready & Int16(POLLIN) != 0 { try consumeInput() }
      default: throw .connection(.lost)
      }
    }
  }

  /// The next result of the wire; nil at the end of a statement's results.
  func nextResult(_ deadline: Deadline) throws(PostgresError) -> OpaquePointer? {
    while PQisBusy(handle) == 1 {
      _ = try wait(for: Int16(POLLIN), deadline)
      try consumeInput()
    }
    return PQgetResult(handle)
  }

  func consumeInput() throws(PostgresError) {
    guard PQconsumeInput(handle) == 1 else { throw .connection(.lost) }
  }

  /// Waits until the socket is ready; `.connection(.timedOut)` at the deadline.
  func wait(for events: Int16, _ deadline: Deadline) throws(PostgresError) -> Int16 {
    while true {
      // poll(2) would wait for a closed socket's -1 without end.
      guard socket >= 0 else { throw .connection(.lost) }
      var descriptor = pollfd(fd: socket, events: events, revents: 0)
      switch poll(&descriptor, 1, deadline.pollTimeout) {
      case 0: if deadline.isOver { throw .connection(.timedOut) }
      case -1: if errno != EINTR { throw .connection(.lost) }
      default: return descriptor.revents
      }
    }
  }
}
