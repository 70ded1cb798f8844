// Exports: any number of rows in constant memory.

extension Pool {
  /// Runs a spec's statement as `cursorRead` does and hands its rows to `body` in batches of at most `batch` rows.
  ///
  /// The next batch is read when `body` returns; an error of `body` ends the statement. `timeout` is for each batch. At
  /// least one batch is handed over, so that the columns are known of an empty result too.
  public func cursorStream(
    _ sql: String, values: [String?] = [], batch: Int, timeout: Duration,
    _ body: (TextRows) async throws -> Void
  ) async throws {
    let connection = try await acquire()
    do {
      let id = try await connection.openCursor(timeout)
      var steps = [try Cursor.declare(sql, values), Cursor.fetch(batch)]
      var count = batch
      while count == batch {
        guard let result = try await connection.run(steps, in: id).last else { break }
        count = result.rowCount
        steps = [Cursor.fetch(batch)]
        try await body(TextRows(result))
      }
    } catch {
      await connection.endCursor()
      release(connection)
      throw error
    }
    await connection.endCursor()
    release(connection)
  }
}

extension Connection {
  fileprivate func openCursor(_ timeout: Duration) throws(PostgresError) -> Int {
    mayBeChanged = true
    return try openTransaction(isReadOnly: true, isolation: .readCommitted, context: nil, timeout: timeout)
  }

  fileprivate func endCursor() {
    transaction = nil
    rollBackNow()
  }
}
