// Migrations are files of many statements, which only the simple protocol takes; it is used for nothing else.

import CLibpq

extension Connection {
  func script(_ sql: String, in id: Int) async throws(PostgresError) {
    try await begin(id)
    mayBeChanged = true
    try await perform { (wire) throws(PostgresError) in
      try wire.script(sql)
      guard !wire.isOutsideTransaction else { throw .transactionEnded }
    }
  }

  /// Runs statements of the program's own text outside a transaction, for `create database` and the like.
  ///
  /// Several statements in one text are one transaction by themselves. Never pass anything that came from outside.
  public func script(_ sql: String) async throws(PostgresError) {
    mayBeChanged = true
    try await perform { (wire) throws(PostgresError) in try wire.script(sql) }
  }

  /// Runs one statement by itself, prepared once for this connection.
  @discardableResult
  public func query(_ sql: String, _ values: [any Bindable] = []) async throws(PostgresError) -> Rows {
    mayBeChanged = true
    let step = try Transaction.step(sql, values)
    return try await perform { (wire) throws(PostgresError) in
      Rows(try wire.exchange([step], .never)[0].result())
    }
  }

  /// Runs one statement by itself; returns the number of rows that it changed.
  @discardableResult
  public func execute(_ sql: String, _ values: [any Bindable] = []) async throws(PostgresError) -> Int {
    try await query(sql, values).affected
  }
}

extension Wire {
  fileprivate func script(_ sql: String) throws(PostgresError) {
    guard !sql.utf8.contains(0) else { throw .parameter(index: 0, .containsNUL) }
    try leavePipeline()
    guard PQsendQuery(handle, sql) == 1 else { throw .connection(.lost) }
    try flush(.never)
    var failure: PostgresError?
    while let result = try nextResult(.never) {
      if case .failed(let error) = try Outcome(result, prefixLength: 0) { failure = failure ?? error }
    }
    try enterPipeline()
    if let failure { throw failure }
  }
}
