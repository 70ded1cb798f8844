// What callers do with a pool: read and write in transactions.

extension Pool {
  /// The text of a transaction's context, for the server process that will run it.
  public typealias Context = @Sendable (_ backendPID: Int32) -> String

  /// Runs `body` in a READ ONLY transaction. BEGIN, the context and the first statement travel in one round trip.
  ///
  /// - Parameters:
  ///   - context: is bound to the pool's `contextSetting` for this transaction.
  ///   - timeout: for each statement; `.timedOut` afterwards.
  public func read<R: Sendable>(
    context: Context? = nil, isolation: Isolation = .readCommitted, timeout: Duration? = nil,
    _ body: @Sendable (Transaction) async throws -> R
  ) async throws -> R {
    try await transact(isReadOnly: true, isolation, context, timeout, body)
  }

  /// Runs `body` in a transaction and commits. An error of `body` rolls back; so does a failed statement even when `body`
  /// passes over its error (`.transactionEnded`).
  public func write<R: Sendable>(
    context: Context? = nil, isolation: Isolation = .readCommitted, timeout: Duration? = nil,
    _ body: @Sendable (Transaction) async throws -> R
  ) async throws -> R {
    try await transact(isReadOnly: false, isolation, context, timeout, body)
  }

  private func transact<R: Sendable>(
    isReadOnly: Bool, _ isolation: Isolation, _ context: Context?, _ timeout: Duration?,
    _ body: @Sendable (Transaction) async throws -> R
  ) async throws -> R {
    let connection = try await acquire()
    let text = context.map { (contextSetting, $0(connection.backendPID)) }
    var id = 0
    do {
      id = try connection.openTransaction(
        isReadOnly: isReadOnly, isolation: isolation, context: text, timeout: timeout)
      let result = try await body(Transaction(connection: connection, id: id))
      try await connection.commit(id)
      release(connection)
      return result
    } catch {
      await connection.rollBack(id)
      release(connection)
      throw error
    }
  }
}
