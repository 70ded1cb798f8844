// `data.tenant` and `data.admin-rows`: straight SQL, as somebody has it who got his own statements into the server.

import Contract
import Postgres
public import Trust
import Values

extension StoreChecks {
  /// `data.tenant`: the catalogue as documented, and no rows where no row may be.
  public func tenancy() async throws -> ControlVerdict {
    var evidence = Evidence()
    var findings = try await app.withConnection { connection in
      try await SchemaCheck.rowSecurity(connection) + SchemaCheck.definers(connection)
        + SchemaCheck.rights(connection) + SchemaCheck.keys(connection)
        + SchemaFact.findings(connection, of: .tenancy)
    }
    let tables = try await readableTables()
    guard !tables.isEmpty else { throw CouldNotRun("the server's login may read no table") }
    findings += try await rows(of: tables, nil, "without a context")
    let (workspace, actor) = (WorkspaceID.random(milliseconds: 0), AccountID.random(milliseconds: 0))
    for role in Self.insiders + ["person", "joining", "seeker", "bearer"] {
      let context = context(workspace: workspace, actor: actor, role: role)
      findings += try await rows(of: tables, context, "as \(role) of no workspace", besides: Self.shared)
    }
    findings += try await forgeries(workspace, actor)
    let seen = try await tryDoors()
    findings += seen.open.map { "the database lets \($0) in without the password" }
    if findings.isEmpty && !seen.unanswered.isEmpty {
      let logins = seen.unanswered.joined(separator: ", ")
      throw CouldNotRun("the database did not say whether it lets \(logins) in without the password")
    }
    evidence.names("logins tried without their passwords", doors.map(\.user))
    evidence.names("tables", tables)
    evidence.count("facts of the schema", SchemaFact.count(of: .tenancy))
    evidence.count("contexts tried", Self.insiders.count + 5 + Self.forgeryCount)
    return ControlVerdict(findings: findings, evidence)
  }

  static let insiders = ["viewer", "member", "builder", "admin", "owner"]
  private static let forgeryCount = 3

  /// What the server's login may select from, but the two tables of one installation that every context may read.
  private func readableTables() async throws -> [String] {
    try await app.read { transaction in
      try await transaction.query(
        """
        select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'freehold' and c.relkind in ('r', 'p') and c.relname not in ('schema_migrations', 'installation')
          and has_any_column_privilege(c.oid, 'select') order by 1
        """
      ).map { try $0.get("name") }
    }
  }

  /// Rows that are no workspace's own, which every workspace may see: runtimes that serve all of them.
  private static let shared = [
    "runtimes": "t.workspace_id is null",
    "runtime_touches": "exists (select from freehold.runtimes r where r.id = t.runtime_id and r.workspace_id is null)",
  ]

  /// Each table that shows a row, in one round trip.
  private func rows(
    of tables: [String], _ context: Pool.Context?, _ how: String, besides shared: [String: String] = [:]
  ) async throws -> [String] {
    let answers = try await app.read(context: context) { transaction in
      try await transaction.pipeline(
        tables.map { table in
          let others = shared[table].map { " where not (\($0))" } ?? ""
          return ("select exists (select from freehold.\(table) t\(others)) as shows", [])
        })
    }
    var findings: [String] = []
    for (table, rows) in zip(tables, answers) where try rows[0].get("shows", as: Bool.self) {
      findings.append("table \(table) shows rows \(how)")
    }
    return findings
  }

  /// Contexts that were not signed for this connection at this time: each must be an error, not an empty answer.
  private func forgeries(_ workspace: WorkspaceID, _ actor: AccountID) async throws -> [String] {
    let fields = (workspace.description, actor.description, "owner")
    let other = ContextSigner(key: Array(repeating: 0x2A, count: 32))
    let (signer, now) = (signer, now)
    let contexts: [(String, SQLState, Pool.Context)] = [
      ("of another key", .contextForged, { other.context(fields: fields, now: now(), backendPID: $0) }),
      ("of another connection", .contextReplayed, { signer.context(fields: fields, now: now(), backendPID: $0 &+ 1) }),
      (
        "of yesterday", .contextExpired,
        { signer.context(fields: fields, now: now().adding(seconds: -86_400), backendPID: $0) }
      ),
    ]
    var findings: [String] = []
    for (name, expected, context) in contexts {
      do {
        _ = try await app.read(context: context) { try await $0.query("select 1 from workspaces") }
        findings.append("a context \(name) is accepted")
      } catch PostgresError.server(let state, _) {
        if state != expected { findings.append("a context \(name) is refused by another rule") }
      }
    }
    return findings
  }

  /// Who might come in with a password that is not his: whoever gets the server to open connections would be anybody.
  static func doors(_ app: Server, _ sealer: Server, isPrivate: Bool) -> [Server] {
    // In a cluster of our own nobody else comes in over this socket either.
    let users = [app.user, sealer.user] + (isPrivate ? ["postgres", "freehold_owner"] : [])
    return users.map { user in
      var server = app
      (server.user, server.password) = (user, "not-the-password")
      return server
    }
  }

  /// Who comes in, and of whom nothing is known: only the refusal of a password (SQLSTATE class 28) is one. A server that
  /// is away, busy or full has not said whether it would have asked.
  private func tryDoors() async throws -> (open: [String], unanswered: [String]) {
    var (open, unanswered): ([String], [String]) = ([], [])
    for door in doors {
      do {
        let connection = try await Connection.open(door)
        await connection.close()
        open.append(door.user)
      } catch PostgresError.connection(.authentication) {
        // As it should be.
        continue
      } catch PostgresError.connection(.unknownDatabase), PostgresError.connection(.other(.insufficientPrivilege)) {
        // What the server says of a database it says to whom it has let in.
        open.append(door.user)
      } catch PostgresError.connection {
        unanswered.append(door.user)
      }
    }
    return (open, unanswered)
  }

  /// `data.admin-rows`: the trail of real workspaces, as each role of them.
  public func trailIsForAdmins() async throws -> ControlVerdict {
    let trees: [WorkspaceID] = try await sealer.read { transaction in
      try await transaction.query(
        "select workspace_id from audit_trees where size > 0 and workspace_id <> $1 order by 1 limit 20",
        [tree(of: nil)]
      ).map { try $0.get("workspace_id") }
    }
    guard !trees.isEmpty else { throw CouldNotRun("no workspace's trail is sealed yet") }
    var findings = try await app.withConnection { try await SchemaFact.findings($0, of: .trailForAdmins) }
    for workspace in trees {
      for role in Self.insiders + ["person", "joining", "seeker", "bearer", "runtime", "system"] {
        let context = context(workspace: workspace, actor: .random(milliseconds: 0), role: role)
        let shown = try await rows(of: Self.trailTables, context, "as \(role)")
        if role != "admin" && role != "owner" {
          findings += shown
        } else if shown.isEmpty {
          findings.append("the trail shows nothing to its own \(role)")
        }
      }
    }
    var evidence = Evidence()
    evidence.count("workspaces", trees.count)
    evidence.count("facts of the schema", SchemaFact.count(of: .trailForAdmins))
    evidence.names("tables", Self.trailTables)
    evidence.names("asked as", Self.insiders + ["person", "joining", "seeker", "bearer", "runtime", "system"])
    return ControlVerdict(findings: Array(Set(findings)).sorted(), evidence)
  }

  private static let trailTables = ["audit_events", "audit_leaves", "audit_heads", "audit_checkpoints"]
}
