// What waits for a connection as work: a spec's reads through cursors, and statements of our own that are known
// beforehand.

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
    return try await perform { (connection, work) throws(PostgresError) in
      try connection.read(statements, timeout: timeout, work)
    }
  }

  /// Runs statements of which none needs the answer of another in one READ ONLY transaction: BEGIN, the context, all of
  /// them and COMMIT in one round trip. The first failure is thrown.
  ///
  /// - Parameter context: is bound to the pool's `contextSetting` for this transaction.
  public func readAll(
    context: Context? = nil, _ statements: [(sql: String, values: [any Bindable])]
  ) async throws(PostgresError) -> [Rows] {
    var steps: [Step] = []
    for statement in statements { steps.append(try Transaction.step(statement.sql, statement.values)) }
    let (setting, all) = (contextSetting, steps)
    let results = try await perform { (connection, work) throws(PostgresError) in
      let context = context.map { (setting, $0(connection.backendPID)) }
      return try connection.readAll(all, context: context, work)
    }
    return results.map(Rows.init)
  }
}
