// `logs.redacted`, its other half: what the database's server writes into its own log. A private cluster is started with all of
// this off; a database of the operator's own is as he has set it up.

import Postgres

enum DatabaseLog {
  /// Settings by which values would get into the log, each with what it must be. (PostgreSQL's manual, sections 20.8 and F.3.)
  static let wanted: [(name: String, value: String, otherwise: String)] = [
    ("log_statement", "none", "statements"), ("log_min_duration_statement", "-1", "slow statements"),
    ("log_min_duration_sample", "-1", "a share of slow statements"),
    ("log_transaction_sample_rate", "0", "a share of the transactions"),
    ("log_parameter_max_length_on_error", "0", "the values of statements that fail"),
    ("debug_print_parse", "off", "what it makes of statements"),
    ("debug_print_rewritten", "off", "what it makes of statements"),
    ("debug_print_plan", "off", "the plans of statements"),
    // Of modules: there only where they are loaded.
    ("auto_explain.log_min_duration", "-1", "the plans of slow statements"), ("pgaudit.log", "none", "statements"),
  ]

  /// Errors below these are not logged; `log` ranks above them.
  private static let silent: Set<String> = ["log", "fatal", "panic"]

  static let asked = wanted.map(\.name) + ["log_error_verbosity", "log_min_messages"]

  /// What is logged that may hold values, in words.
  ///
  /// - Parameter settings: as the session of the server's login has them, by name.
  static func findings(_ settings: [String: String]) -> [String] {
    var findings: [String] = []
    for (name, value, otherwise) in wanted {
      guard let set = settings[name] else {
        if !name.contains(".") { findings.append("the database does not tell its \(name)") }
        continue
      }
      if set != value { findings.append("the database logs \(otherwise): \(name) is \(set)") }
    }
    let (verbosity, least) = (settings["log_error_verbosity"] ?? "?", settings["log_min_messages"] ?? "?")
    if verbosity != "terse" && !silent.contains(least) {
      findings.append("the database logs the details of errors, which quote rows: log_error_verbosity is \(verbosity)")
    }
    return findings
  }
}

extension StoreChecks {
  /// What the database's server would write of statements, values and rows into its log; and what was asked for.
  public func databaseLog() async throws -> (findings: [String], settings: [String]) {
    try await app.withConnection { connection in
      var settings: [String: String] = [:]
      for row in try await connection.query(
        "select name, setting from pg_settings where name = any ($1)", [DatabaseLog.asked])
      {
        settings[try row.get("name")] = try row.get("setting", as: String.self)
      }
      return (DatabaseLog.findings(settings), DatabaseLog.asked)
    }
  }
}
