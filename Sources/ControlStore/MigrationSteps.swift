// What one run of the migrator does, inside one transaction under one lock.

import Contract
import Crypto
import Postgres
import Trust
import Values

extension Migrator {
  static func makeDatabase(_ administrator: Server) async throws(PostgresError) {
    guard try await refusal(administrator) == .unknownDatabase else { return }
    var maintenance = administrator
    maintenance.database = "postgres"
    let connection = try await Connection.open(maintenance)
    do throws(PostgresError) {
      try await connection.script("create database \(quoted(administrator.database))")
    } catch {
      // Another migrator was faster.
      guard error.sqlState == .duplicateDatabase || error.sqlState == .uniqueViolation else { throw error }
    }
    await connection.close()
  }

  /// Why `server` does not let us in; nil when it does. Other failures are thrown.
  static func refusal(_ server: Server) async throws(PostgresError) -> ConnectionFailure? {
    do throws(PostgresError) {
      let connection = try await Connection.open(server)
      await connection.close()
      return nil
    } catch {
      guard case .connection(let failure) = error else { throw error }
      guard failure == .unknownDatabase || failure == .authentication else { throw error }
      return failure
    }
  }

  static func migrate(
    _ transaction: Transaction, _ credentials: StoreCredentials, _ migrations: [Migration]
  ) async throws -> [String] {
    _ = try await transaction.query("select pg_advisory_xact_lock(7164920530)")
    try await transaction.script(foundation)
    try await resetLogins(transaction)
    let known = try await appliedMigrations(transaction)
    for (name, checksum) in known {
      guard let migration = migrations.first(where: { $0.name == name }) else { throw MigrationError.unknown(name) }
      guard migration.checksum == checksum else { throw MigrationError.changed(name) }
    }
    let missing = migrations.filter { known[$0.name] == nil }
    try await transaction.script("set local role freehold_owner; set local search_path = freehold, pg_temp")
    for migration in missing {
      try await transaction.script(migration.sql)
      try await transaction.execute(
        "insert into freehold.schema_migrations (name, checksum) values ($1, $2)", [migration.name, migration.checksum])
    }
    if !missing.isEmpty { try await record(transaction) }
    try await keepKey(transaction, credentials.contextKey)
    return missing.map(\.name)
  }

  /// Each login may have changed its own settings, also to some with which it cannot work.
  private static func resetLogins(_ transaction: Transaction) async throws(PostgresError) {
    let rows = try await transaction.query("select current_database()::text as name")
    let database: String = try rows[0].get("name")
    for row in try await transaction.query(LoginSettings.changed, [LoginSettings.keptTexts]) {
      try await transaction.script(LoginSettings.reset(try row.get("rolname"), in: database))
    }
  }

  private static func appliedMigrations(_ transaction: Transaction) async throws(PostgresError) -> [String: Contract
    .Digest]
  {
    let exists = try await transaction.query("select to_regclass('freehold.schema_migrations') is not null as there")
    guard try exists[0].get("there", as: Bool.self) else { return [:] }
    try await transaction.script("set local role freehold_owner")
    var applied: [String: Contract.Digest] = [:]
    for row in try await transaction.query("select name, checksum from freehold.schema_migrations") {
      applied[try row.get("name")] = try row.get("checksum", as: Contract.Digest.self)
    }
    return applied
  }

  private static func record(_ transaction: Transaction) async throws(PostgresError) {
    try await transaction.execute(
      """
      insert into freehold.audit_events (workspace_id, id, actor_kind, event, subject_table, outcome)
      values ($1, gen_random_uuid(), 'operator', 'schema_migrated', 'schema_migrations', 'done')
      """, [tree(of: nil)])
  }

  private static func keepKey(_ transaction: Transaction, _ key: [UInt8]) async throws(PostgresError) {
    let (inner, outer) = ContextSigner.pads(key)
    try await transaction.script("set local role freehold_keys")
    try await transaction.execute(
      """
      insert into gate.context_keys (inner_pad, outer_pad) values ($1, $2)
      on conflict (id) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad
      where context_keys.inner_pad <> excluded.inner_pad
      """, [inner, outer])
  }

  /// Gives the two logins their passwords, where they do not open yet.
  static func openLogins(_ administrator: Server, _ credentials: StoreCredentials) async throws(PostgresError) {
    for (role, password) in [
      ("freehold_app", credentials.appPassword), ("freehold_sealer", credentials.sealerPassword),
    ] {
      var login = administrator
      (login.user, login.password) = (role, password)
      guard try await refusal(login) == .authentication else { continue }
      let connection = try await Connection.open(administrator)
      // A verifier holds no quotes: base64, `$` and `:` (RFC 5803).
      try await connection.script("alter role \(role) password '\(scramVerifier(password))'")
      await connection.close()
    }
  }

  static func quoted(_ identifier: String) -> String {
    "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// Roles and schemas; what is there stays.
  private static let foundation = #"""
    do $$
    declare
      wanted record;
    begin
      for wanted in select * from (values
        ('freehold_owner', 'nologin'), ('freehold_keys', 'nologin'),
        ('freehold_feed', 'nologin'), ('freehold_app', 'login'), ('freehold_sealer', 'login')) as v (role, login)
      loop
        if not exists (select from pg_roles where rolname = wanted.role) then
          begin
            execute format('create role %I %s noinherit', wanted.role, wanted.login);
          exception when duplicate_object or unique_violation then null;
          end;
        end if;
      end loop;
      if not (select rolsuper from pg_roles where rolname = current_user)
        and not pg_has_role('freehold_owner', 'member') then
        execute format('grant freehold_owner, freehold_keys to %I', current_user);
      end if;
      execute format('revoke all on database %I from public', current_database());
      execute format('grant connect on database %I to freehold_app, freehold_sealer', current_database());
      revoke all on schema public from public;
    end $$;
    create schema if not exists freehold authorization freehold_owner;
    create schema if not exists gate authorization freehold_keys;
    -- Without its privileges (noinherit): the server steps into it for what runtimes read.
    grant freehold_feed to freehold_app;
    grant usage on schema freehold to freehold_keys, freehold_app, freehold_feed, freehold_sealer;
    grant usage on schema gate to freehold_owner, freehold_app, freehold_feed;
    """#
}
