// The schema as facts: one line of text for each policy, trigger, right, function, relation and so on. What the migrations
// make is committed (`KnownSchema`); whatever somebody changes in a living database is a line too many, or one too few.

import Postgres

/// One kind of fact, read from the catalogue by one query.
enum SchemaFact: String, CaseIterable, Sendable {
  /// Row-level policies, with their conditions.
  case policy
  /// Triggers, and constraint triggers that are off.
  case trigger
  /// Functions and procedures: whose, with which rights, and a digest of what they do.
  case function
  /// Schemas, tables, views and sequences.
  case relation
  /// Columns of our tables.
  case column
  /// Constraints of our tables.
  case constraint
  /// What our views ask and use.
  case view
  /// Rights on what is ours, what our roles have elsewhere, and what everybody was given beyond what PostgreSQL came with.
  case grant
  /// Our roles and memberships.
  case role
  /// Settings of our roles, and those of everybody that log or load.
  case setting
  /// Whatever else could copy or change rows by itself.
  case thing

  /// What differs from what the migrations make, in words that begin with the kind.
  ///
  /// - Parameter concern: which facts are looked at; all when nil.
  static func findings(
    _ connection: Connection, of concern: Concern? = nil
  ) async throws(PostgresError) -> [String] {
    let kinds = concern?.kinds ?? allCases
    let found = try await read(connection, kinds)
    var findings: [String] = []
    for kind in kinds {
      let (facts, known) = (found[kind] ?? [], KnownSchema.facts(kind))
      for (word, odd) in [("unknown", facts.subtracting(known)), ("missing", known.subtracting(facts))] {
        findings += odd.filter { concern?.includes($0) ?? true }.sorted().map { "\(word) \(kind): \($0)" }
      }
    }
    return findings
  }

  /// How many facts must be there.
  static func count(of concern: Concern) -> Int {
    concern.kinds.reduce(0) { $0 + KnownSchema.facts($1).count(where: concern.includes) }
  }

  /// Names are written with their schemas, whatever the session's search path is.
  static func read(
    _ connection: Connection, _ kinds: [SchemaFact] = allCases
  ) async throws(PostgresError) -> [SchemaFact: Set<String>] {
    let path = try await connection.query("select current_setting('search_path') as path")[0]
      .get("path", as: String.self)
    try await connection.execute("select set_config('search_path', 'pg_catalog', false)")
    let rows: Result<Rows, PostgresError>
    do throws(PostgresError) { rows = .success(try await connection.query(query(kinds))) } catch {
      rows = .failure(error)
    }
    try await connection.execute("select set_config('search_path', $1, false)", [path])
    var facts: [SchemaFact: Set<String>] = [:]
    for row in try rows.get() {
      guard let kind = SchemaFact(rawValue: try row.get("kind")) else { continue }
      facts[kind, default: []].insert(try row.get("fact"))
    }
    return facts
  }

  private static func query(_ kinds: [SchemaFact]) -> String {
    let parts = kinds.map { "select '\($0.rawValue)' as kind, fact from (\n\($0.sql)\n) of_kind (fact)" }
    return common + #"select kind, regexp_replace(fact, '\s+', ' ', 'g') as fact from ("#
      + parts.joined(separator: "\nunion all\n") + "\n) facts"
  }

  private var sql: String {
    switch self {
    case .policy: Self.policies
    case .trigger: Self.triggers
    case .function: Self.functions
    case .relation: Self.relations
    case .column: Self.columns
    case .constraint: Self.constraints
    case .view: Self.views
    case .grant: Self.grants
    case .role: Self.roles
    case .setting: Self.settings
    case .thing: Self.things
    }
  }
}

/// What the migrations make, one fact a line; `SchemaFactTests` writes it with FREEHOLD_RECORD=1.
enum KnownSchema {
  static func facts(_ kind: SchemaFact) -> Set<String> {
    Set(text(kind).split(separator: "\n").map(String.init))
  }

  private static func text(_ kind: SchemaFact) -> String {
    switch kind {
    case .policy: policy
    case .trigger: trigger
    case .function: function
    case .relation: relation
    case .column: column
    case .constraint: constraint
    case .view: view
    case .grant: grant
    case .role: role
    case .setting: setting
    case .thing: thing
    }
  }
}
