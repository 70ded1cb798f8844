// Reads through cursors wait for a connection as work and not as tasks: the thread that has finished one takes the next,
// so that under load no thread goes to sleep between two of them and no task is woken only to send the other to work.

import Synchronization

extension Pool {
  /// Runs one spec's SELECT through a cursor in a READ ONLY transaction and rolls back, all in one round trip.
  public func cursorRead(
    _ sql: String, values: [String?] = [], limit: Int, timeout: Duration
  ) async throws(PostgresError) -> TextRows {
    let statement = CursorStatement(sql: sql, values: values, limit: limit)
    let results = try await cursorBatch([statement], timeout: timeout)
    return try results[0].get()
  }

  /// Runs several spec's SELECTs on one connection in one round trip, each in a transaction of its own: one result or
  /// failure for each.
  ///
  /// Throws when none could be run. `timeout` is for each.
  public func cursorBatch(
    _ statements: [CursorStatement], timeout: Duration
  ) async throws(PostgresError) -> [Result<TextRows, PostgresError>] {
    guard !statements.isEmpty else { return [] }
    let pending = PendingRead(statements, timeout: timeout)
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        pending.whenAnswered { continuation.resume(returning: $0) }
        submit(pending)
      }
    } onCancel: {
      pending.cancel()
      state.withLock { $0.waiters.remove(pending) }?.claim.refuse(.cancelled)
    }
    return try answer.get()
  }

  private func submit(_ pending: PendingRead) {
    do {
      guard let connection = try idleConnection() else { return enqueue(.read(pending)) }
      start(pending, on: connection)
    } catch {
      pending.answer(.failure(error))
    }
  }

  func start(_ pending: PendingRead, on connection: Connection) {
    connection.start { connection in
      var next: PendingRead? = pending
      while let pending = next {
        pending.answer(Result { () throws(PostgresError) in try connection.read(pending) })
        next = self.passOn(connection)
      }
    }
  }
}

/// Statements that wait for a connection or run on one.
final class PendingRead: Sendable {
  typealias Rows = [Result<TextRows, PostgresError>]
  typealias Answer = Result<Rows, PostgresError>

  let statements: [CursorStatement]
  /// For each.
  let timeout: Duration
  private let state = Mutex(State())

  private struct State {
    var isCancelled = false
    var running: (interruption: Interruption, operation: Int)?
    var answered: (@Sendable (Answer) -> Void)?
  }

  init(_ statements: [CursorStatement], timeout: Duration) {
    self.statements = statements
    self.timeout = timeout
  }

  /// Must be called once, before anybody can answer.
  func whenAnswered(_ body: @escaping @Sendable (Answer) -> Void) { state.withLock { $0.answered = body } }

  func answer(_ answer: Answer) {
    let answered = state.withLock { state in
      defer { state.answered = nil }
      return state.answered
    }
    answered?(answer)
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Ends what runs, and what is still to begin.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      // Under the lock, so that it cannot hit what the connection does next.
      if let (interruption, operation) = state.running { interruption.interrupt(operation, byCutting: false) }
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
