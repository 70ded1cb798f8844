// Reads wait for a connection as work and not as tasks: the thread that has finished one takes the next, so that under
// load no thread goes to sleep between two of them and no task is woken only to send the other to work.

import Synchronization

/// Statements that wait for a connection or run on one; they are answered once.
final class PendingWork: Sendable {
  private let run: @Sendable (isolated Connection, PendingWork) -> Void
  private let refused: @Sendable (PostgresError) -> Void
  let cancellation = Cancellation(byCutting: false)

  /// - Parameters:
  ///   - answered: is called once with what `body` returned or threw, or why it was not run.
  ///   - body: runs on the connection's thread.
  init<Value: Sendable>(
    answered: @escaping @Sendable (Result<Value, PostgresError>) -> Void,
    body: @escaping @Sendable (isolated Connection, PendingWork) throws(PostgresError) -> Value
  ) {
    run = { connection, work in
      answered(Result { () throws(PostgresError) in try body(connection, work) })
    }
    refused = { answered(.failure($0)) }
  }

  func run(on connection: isolated Connection) { run(connection, self) }

  /// It is not run.
  func refuse(_ error: PostgresError) { refused(error) }

  var isCancelled: Bool { cancellation.isCancelled }

  /// Ends what runs, and what is still to begin.
  func cancel() { cancellation.cancel() }
}

/// What a cancellation may come to before there is any work.
private final class PendingSlot: Sendable {
  private let state = Mutex<(work: PendingWork?, isCancelled: Bool)>((nil, false))

  func fill(_ work: PendingWork) {
    let isCancelled = state.withLock { state in
      state.work = work
      return state.isCancelled
    }
    if isCancelled { work.cancel() }
  }

  /// The work that is there already, cancelled.
  func cancel() -> PendingWork? {
    let work = state.withLock { state in
      state.isCancelled = true
      return state.work
    }
    work?.cancel()
    return work
  }
}

extension Pool {
  /// What `body` returns; it runs on the thread of the first connection that is free, outside a transaction.
  func perform<Value: Sendable>(
    _ body: @escaping @Sendable (isolated Connection, PendingWork) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    let slot = PendingSlot()
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, PostgresError>, Never>) in
        let work = PendingWork(answered: { continuation.resume(returning: $0) }, body: body)
        slot.fill(work)
        submit(work)
      }
    } onCancel: {
      if let work = slot.cancel() { state.withLock { $0.remove(work) }?.claim.refuse(.cancelled) }
    }
    return try answer.get()
  }

  private func submit(_ work: PendingWork) {
    do {
      guard let connection = try idleConnection(forWork: true) else { return enqueue(.work(work)) }
      start(work, on: connection)
    } catch {
      work.refuse(error)
    }
  }

  func start(_ work: PendingWork, on connection: Connection) {
    connection.start { connection in
      var next: PendingWork? = work
      while let work = next {
        work.run(on: connection)
        next = self.takeBack(connection, afterWork: true)
      }
    }
  }
}
