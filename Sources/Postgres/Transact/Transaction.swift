// What the closure of `Pool.read` and `Pool.write` gets.

/// One transaction. It is over when its closure returns.
public struct Transaction: Sendable {
  let connection: Connection
  let id: Int

  /// The server process that runs this transaction.
  public var backendPID: Int32 { connection.backendPID }

  /// Runs one statement; it is prepared once for each connection.
  @discardableResult
  public func query(_ sql: String, _ values: [any Bindable] = []) async throws(PostgresError) -> Rows {
    Rows(try await connection.run([try Transaction.step(sql, values)], in: id)[0])
  }

  /// Runs one statement; returns the number of rows that it changed.
  @discardableResult
  public func execute(_ sql: String, _ values: [any Bindable] = []) async throws(PostgresError) -> Int {
    try await connection.run([try Transaction.step(sql, values)], in: id)[0].affected
  }

  /// Runs several statements in one round trip. The first failure is thrown, what follows it is not run.
  @discardableResult
  public func pipeline(
    _ statements: [(sql: String, values: [any Bindable])]
  ) async throws(PostgresError) -> [Rows] {
    try await connection.run(try Transaction.steps(statements), in: id).map(Rows.init)
  }

  /// Runs one statement that was written by somebody else: a single SELECT, INSERT, UPDATE, DELETE, MERGE or VALUES.
  ///
  /// Anything else (`commit`, `set`, DDL, two statements) is refused by the server's grammar, because it is prepared by SQL's
  /// PREPARE. Values are in text form, each placeholder has a cast. The session is put right when the transaction ends.
  @discardableResult
  public func change(_ sql: String, _ values: [String?] = []) async throws(PostgresError) -> TextRows {
    let step = Step(sql: sql, parameters: try ParameterList(texts: values), preparation: .cachedByGrammar)
    await connection.expectChanges()
    return TextRows(try await connection.run([step], in: id)[0])
  }

  /// Several statements of the program's own text, with `;` between them and without parameters: for migrations.
  ///
  /// Never pass anything that came from outside.
  public func script(_ sql: String) async throws(PostgresError) {
    try await connection.script(sql, in: id)
  }

  static func step(_ sql: String, _ values: [any Bindable]) throws(PostgresError) -> Step {
    Step(sql: sql, parameters: try ParameterList(values), binaryResult: true)
  }

  static func steps(_ statements: [(sql: String, values: [any Bindable])]) throws(PostgresError) -> [Step] {
    var steps: [Step] = []
    for statement in statements { steps.append(try step(statement.sql, statement.values)) }
    return steps
  }
}

extension Connection {
  func expectChanges() { mayBeChanged = true }
}
