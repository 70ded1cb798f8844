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
    let (setting, steps) = (contextSetting, try Transaction.steps(statements))
    let results = try await perform { (connection, work) throws(PostgresError) in
      let context = context.map { (setting, $0(connection.backendPID)) }
      return try connection.readAll(steps, context: context, work)
    }
    return results.map(Rows.init)
  }

  /// The same, and then what can only be asked once the answers are known: two round trips of one transaction.
  ///
  /// - Parameter next: makes something of the rows of `statements` and says what to ask with it. It is called on the
  ///   connection's thread, which waits for it.
  /// - Returns: what `next` made, and the rows of what it asked.
  public func readAll<Found: Sendable>(
    context: Context? = nil, _ statements: [(sql: String, values: [any Bindable])],
    then next: @escaping @Sendable ([Rows]) throws(PostgresError) -> Asking<Found>
  ) async throws(PostgresError) -> (found: Found, later: [Rows]) {
    let (setting, steps) = (contextSetting, try Transaction.steps(statements))
    let (found, later) = try await perform { (connection, work) throws(PostgresError) in
      let context = context.map { (setting, $0(connection.backendPID)) }
      return try connection.readAll(steps, context: context, work) { (results) throws(PostgresError) in
        let asking = try next(results.map(Rows.init))
        return (asking.found, try Transaction.steps(asking.questions))
      }
    }
    return (found, later.map(Rows.init))
  }
}

/// What the first answers have shown, and what to ask next.
public struct Asking<Found: Sendable>: Sendable {
  public var found: Found
  public var questions: [(sql: String, values: [any Bindable])]

  public init(_ found: Found, asking questions: [(sql: String, values: [any Bindable])]) {
    self.found = found
    self.questions = questions
  }
}
