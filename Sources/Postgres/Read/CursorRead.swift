// A statement that somebody else wrote is run through a cursor: `declare … cursor for` takes one SELECT or VALUES and
// refuses `commit`, `set`, writing CTEs and everything else that could leave the read-only transaction. What a cursor has
// accepted once is prepared, so that the next run on the same connection need not plan it again. The transaction is always
// rolled back, which also undoes what functions like `set_config` or `pg_notify` asked for.

/// One reading statement of a spec.
public struct CursorStatement: Sendable, Equatable {
  /// A SELECT or VALUES; each placeholder `$n` has a cast.
  public var sql: String
  /// In the text form of their types; nil is NULL.
  public var values: [String?]
  /// At most this many rows are fetched.
  public var limit: Int

  public init(sql: String, values: [String?] = [], limit: Int) {
    self.sql = sql
    self.values = values
    self.limit = limit
  }
}

/// The steps of reading through a cursor.
enum Cursor {
  private static let opening = "declare c no scroll cursor without hold for "
  private static let bounding = "select * from (\n"

  static let begin = Step.command("begin read only")
  static let rollBack = Step.command("rollback")
  /// Session locks are the one thing that a read-only transaction can leave behind after its rollback.
  static let unlock = Step.command("select pg_advisory_unlock_all()")

  static func declare(_ sql: String, _ values: [String?]) throws(PostgresError) -> Step {
    try declare(sql, ParameterList(texts: values))
  }

  static func declare(_ sql: String, _ parameters: ParameterList) throws(PostgresError) -> Step {
    guard !sql.utf8.contains(0) else { throw .parameter(index: 0, .containsNUL) }
    return Step(sql: opening + sql, parameters: parameters, prefixLength: opening.count)
  }

  /// Not cached: what FETCH returns depends on the cursor, which a cached plan may not.
  static func fetch(_ count: Int) -> Step {
    Step(sql: "fetch forward \(max(0, count)) from c", preparation: .never)
  }

  /// The same rows without a cursor, never more than the limit. Only for what a cursor has accepted: that is one SELECT or
  /// VALUES, whose parentheses and comments are closed, so that the limit stands outside of it.
  static func bounded(_ statement: CursorStatement, _ parameters: ParameterList) -> Step {
    Step(
      sql: bounding + statement.sql + "\n) as bounded limit \(max(0, statement.limit))", parameters: parameters,
      prefixLength: bounding.count)
  }
}

extension Connection {
  /// Reads several statements, each in a transaction of its own, in one round trip.
  func read(
    _ statements: [CursorStatement], timeout: Duration, _ work: PendingWork
  ) throws(PostgresError) -> [Result<TextRows, PostgresError>] {
    try performNow(work.cancellation) { (wire) throws(PostgresError) in
      let deadline = timeout * statements.count + .seconds(5)
      return try wire.read(statements, after: try timeoutSegments(timeout), deadline)
    }
  }

  /// Sets the session's time-out when the last reader's was another.
  private func timeoutSegments(_ timeout: Duration) throws(PostgresError) -> [[Step]] {
    let milliseconds = timeout.milliseconds
    guard sessionTimeout != milliseconds else { return [] }
    sessionTimeout = milliseconds
    return [[try .set(Server.Setting(name: "statement_timeout", value: String(milliseconds)))]]
  }
}
