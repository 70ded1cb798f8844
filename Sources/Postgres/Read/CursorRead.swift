// A statement that somebody else wrote is run through a cursor only: `declare … cursor for` takes one SELECT or VALUES and
// refuses `commit`, `set`, writing CTEs and everything else that could leave the read-only transaction. The transaction is
// always rolled back, which also undoes what functions like `set_config` or `pg_notify` asked for.

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

  static let begin = Step.command("begin read only")
  static let rollBack = Step.command("rollback")
  /// Session locks are the one thing that a read-only transaction can leave behind after its rollback.
  static let unlock = Step.command("select pg_advisory_unlock_all()")

  static func declare(_ sql: String, _ values: [String?]) throws(PostgresError) -> Step {
    guard !sql.utf8.contains(0) else { throw .parameter(index: 0, .containsNUL) }
    return Step(sql: opening + sql, parameters: try ParameterList(texts: values), prefixLength: opening.count)
  }

  /// Not cached: what FETCH returns depends on the cursor, which a cached plan may not.
  static func fetch(_ count: Int) -> Step {
    Step(sql: "fetch forward \(max(0, count)) from c", preparation: .never)
  }
}

extension Connection {
  /// Reads several statements, each in a transaction of its own, in one round trip.
  func cursorBatch(
    _ statements: [CursorStatement], timeout: Duration
  ) async throws(PostgresError) -> [Result<TextRows, PostgresError>] {
    guard !statements.isEmpty else { return [] }
    var segments = try timeoutSegments(timeout)
    let lead = segments.count
    for statement in statements {
      let reading = [
        Cursor.begin, try Cursor.declare(statement.sql, statement.values), Cursor.fetch(statement.limit),
      ]
      segments.append(segments.count == lead ? reading : [Cursor.rollBack] + reading)
    }
    segments[segments.count - 1] += [Cursor.rollBack, Cursor.unlock]
    let deadline = timeout * statements.count + .seconds(5)
    return try await perform { (wire) throws(PostgresError) in
      let outcomes = try wire.exchange(segments, .after(deadline))
      if !wire.isOutsideTransaction {
        try wire.exchange([Cursor.rollBack, Cursor.unlock], .after(.seconds(5))).check()
      }
      return outcomes.dropFirst(lead).map(Cursor.rows)
    }
  }

  /// Sets the session's time-out when the last reader's was another.
  func timeoutSegments(_ timeout: Duration) throws(PostgresError) -> [[Step]] {
    let milliseconds = timeout.milliseconds
    guard sessionTimeout != milliseconds else { return [] }
    sessionTimeout = milliseconds
    return [[try .set(Server.Setting(name: "statement_timeout", value: String(milliseconds)))]]
  }
}

extension Cursor {
  /// The fetched rows among the outcomes of one statement's segment, or its first failure.
  fileprivate static func rows(_ outcomes: [Outcome]) -> Result<TextRows, PostgresError> {
    Result { () throws(PostgresError) in
      try outcomes.check()
      // The fetch is the only step with a result of columns but for the unlocking at the very end.
      for case .done(let result) in outcomes where result.command.hasPrefix("FETCH") { return TextRows(result) }
      throw .unexpectedReply
    }
  }
}
