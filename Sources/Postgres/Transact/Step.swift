// What one trip to the server may consist of.

import CLibpq

/// One statement of a pipeline.
struct Step {
  enum Preparation {
    /// Parsed each time, without a name.
    case never
    /// Parsed once for each connection.
    case cached
    /// Parsed once, by SQL's own `PREPARE`, whose grammar admits SELECT, VALUES, INSERT, UPDATE, DELETE and MERGE and
    /// nothing else: no `commit`, no `set`, no DDL.
    case cachedByGrammar
    /// Parsed and kept for a later step of the same text; nothing is run.
    case ahead
  }

  var sql: String
  var parameters = ParameterList.none
  var preparation = Preparation.cached
  var binaryResult = false
  /// Characters of ours before the caller's statement, subtracted from error positions.
  var prefixLength = 0

  static func command(_ sql: String) -> Step { Step(sql: sql) }

  static func set(_ setting: Server.Setting) throws(PostgresError) -> Step {
    Step(
      sql: "select set_config($1, $2, false)", parameters: try ParameterList([setting.name, setting.value]))
  }

  /// The step that only prepares this one.
  var preparing: Step {
    var step = self
    step.preparation = .ahead
    return step
  }

  var key: StatementCache.Key {
    StatementCache.Key(sql: preparation == .cachedByGrammar ? "prepare:" + sql : sql, types: parameters.types)
  }
}

/// What became of one step.
enum Outcome {
  case done(QueryResult)
  case failed(PostgresError)
  /// A step before it failed.
  case skipped

  var isDone: Bool {
    if case .done = self { return true }
    return false
  }

  func result() throws(PostgresError) -> QueryResult {
    switch self {
    case .done(let result): return result
    case .failed(let error): throw error
    case .skipped: throw .transactionEnded
    }
  }
}

extension Sequence<Outcome> {
  /// The first failure, if there is one.
  func check() throws(PostgresError) {
    for case .failed(let error) in self { throw error }
  }
}
