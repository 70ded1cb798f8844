import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import ControlStore

@Suite("The schema as facts")
struct SchemaFactTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/ControlStore/SchemaFacts")

  /// FREEHOLD_RECORD=1 writes what the migrations make; look at the difference before it is committed.
  @Test("is what the migrations make, of every kind")
  func known() async throws {
    let connection = try await Connection.open(try await TestStore.database())
    let facts = try await SchemaFact.read(connection)
    await connection.close()
    for kind in SchemaFact.allCases {
      let found = facts[kind] ?? []
      if ProcessInfo.processInfo.environment["FREEHOLD_RECORD"] == "1" {
        try Self.source(kind, found.sorted()).write(
          to: Self.folder.appending(path: "KnownSchema+\(kind.rawValue.capitalized).swift"), atomically: true,
          encoding: .utf8)
      } else {
        #expect(found == KnownSchema.facts(kind), "\(kind)")
      }
      #expect(kind == .thing ? found.isEmpty : !found.isEmpty, "\(kind)")
    }
  }

  private static func source(_ kind: SchemaFact, _ facts: [String]) -> String {
    """
    // What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

    extension KnownSchema {
      static let \(kind) = #\"""
    \(facts.map { "    \($0)\n" }.joined())    \"""#
    }

    """
  }

  @Test("Every fact is some control’s")
  func concerns() {
    for kind in SchemaFact.allCases {
      #expect(SchemaFact.Concern.allCases.contains { $0.kinds.contains(kind) && $0.includes("of anything") }, "\(kind)")
    }
  }

  @Test("The server’s own login sees what a superuser sees, and its search path stays")
  func asServer() async throws {
    let server = try await TestStore.database()
    let login = TestStore.login(server, "freehold_app", TestStore.credentials.appPassword)
    let connection = try await Connection.open(login)
    #expect(try await SchemaFact.findings(connection) == [])
    let path = try await connection.query("select current_setting('search_path') as path")
    #expect(try path[0].get("path", as: String.self) == "freehold")
    await connection.close()
  }

  struct Sabotage: Sendable, CustomTestStringConvertible {
    let concern: SchemaFact.Concern
    let change: String
    let finding: String

    init(_ concern: SchemaFact.Concern, _ change: String, _ finding: String) {
      (self.concern, self.change, self.finding) = (concern, change, finding)
    }

    var testDescription: String { change }
  }

  static let sabotages: [Sabotage] = [
    // Doors between workspaces.
    .init(
      .tenancy, "create policy open on freehold.members for update to freehold_app using (true) with check (true)",
      "unknown policy: open on freehold.members for update to freehold_app using (true) check (true)"),
    .init(
      .tenancy,
      """
      create policy open on freehold.spec_versions for select to freehold_app using (exists (
        select from gate.context c where c.workspace = '01900000-0000-7000-8000-000000000001'))
      """, "unknown policy: open on freehold.spec_versions for select to freehold_app"),
    .init(
      .trailForAdmins,
      """
      create policy open on freehold.audit_events for select to freehold_app using (exists (
        select from gate.context c where c.workspace = '01900000-0000-7000-8000-000000000001'))
      """, "unknown policy: open on freehold.audit_events for select to freehold_app"),
    .init(
      .tenancy,
      "create policy feed on freehold.accounts for select to freehold_feed using (true); "
        + "grant select on freehold.accounts to freehold_feed",
      "unknown grant: select on freehold.accounts to freehold_feed"),
    .init(
      .tenancy, "alter policy admins on freehold.audit_events using (true)",
      "missing policy: admins on freehold.audit_events"
    ),
    .init(
      .tenancy, "create or replace view gate.context with (security_barrier) as select * from gate.context",
      "unknown view: gate.context asks"),
    .init(
      .tenancy,
      "create or replace function gate.refuse_context(context text) returns boolean language sql as 'select true'",
      "missing function: gate.refuse_context(context text)"),
    // Rights.
    .init(.tenancy, "grant freehold_owner to freehold_app", "unknown role: freehold_app may become freehold_owner"),
    .init(
      .tenancy, "grant pg_execute_server_program to freehold_app",
      "unknown role: freehold_app may become pg_execute_server_program"),
    .init(
      .tenancy, "grant pg_read_server_files to freehold_app",
      "unknown role: freehold_app may become pg_read_server_files"),
    .init(
      .tenancy, "create role friend login; grant freehold_keys to friend",
      "unknown role: friend may become freehold_keys"),
    .init(
      .tenancy, "grant execute on function gate.look_up_account to public",
      "unknown grant: execute on function gate.look_up_account(address text) to public"),
    .init(
      .tenancy, "grant execute on function pg_catalog.pg_read_file(text) to public",
      "unknown grant: execute on function pg_catalog.pg_read_file(text) to public"),
    .init(
      .tenancy, "grant select (email) on freehold.accounts to public",
      "unknown grant: select on freehold.accounts (email) to public"),
    .init(
      .tenancy, "alter default privileges in schema freehold grant select on tables to freehold_feed",
      "unknown grant: by default"),
    .init(
      .tenancy, "grant set on parameter session_replication_role to freehold_app",
      "unknown grant: set on the setting session_replication_role to freehold_app"),
    .init(
      .tenancy, "grant alter system on parameter log_statement to public",
      "unknown grant: alter system on the setting log_statement to public"),
    // The guard.
    .init(
      .mutations,
      """
      drop trigger audit_delete on freehold.apps; create trigger audit_delete after insert on freehold.apps
        referencing new table as changed for each statement execute function gate.require_audit_by_id()
      """, "missing trigger: freehold.apps audit_delete AFTER DELETE"),
    .init(
      .mutations,
      """
      drop trigger audit_update on freehold.apps; create trigger audit_update after update on freehold.apps
        referencing new table as changed for each statement when (false) execute function gate.require_audit_by_id()
      """, "unknown trigger: freehold.apps audit_update AFTER UPDATE"),
    .init(
      .mutations,
      """
      do $$ begin execute replace(pg_get_functiondef('gate.require_audit_by_id()'::regprocedure), 'array_agg(c.id)',
        'array_agg(c.id) filter (where tg_table_name <> ''members'')'); end $$
      """, "missing function: gate.require_audit_by_id()"),
    .init(
      .mutations,
      """
      create function freehold.copy() returns trigger language plpgsql as 'begin return null; end';
      create trigger copy after insert on freehold.spec_versions for each row execute function freehold.copy()
      """, "unknown trigger: freehold.spec_versions copy AFTER INSERT"),
    .init(
      .mutations,
      """
      create function freehold.watch() returns event_trigger language plpgsql as 'begin end';
      create event trigger watch on ddl_command_end execute function freehold.watch()
      """, "unknown thing: event trigger watch"),
    .init(
      .mutations, "create rule quiet as on delete to freehold.audit_events do instead nothing",
      "unknown thing: rule quiet on freehold.audit_events"),
    // Copies.
    .init(.designOnly, "create table public.copies (row text)", "unknown relation: table public.copies of"),
    .init(
      .designOnly, "create schema shadow; create table shadow.copies (row text)",
      "unknown relation: schema shadow of"),
    .init(
      .designOnly,
      "create schema shadow; create materialized view shadow.specs as select * from freehold.spec_versions",
      "unknown relation: materialized view shadow.specs of"),
    .init(.designOnly, "create publication everything for all tables", "unknown thing: publication everything"),
    .init(
      .designOnly, "alter role freehold_app set log_min_duration_statement = 0",
      "unknown setting: freehold_app: log_min_duration_statement=0"),
    .init(
      .designOnly,
      "do $$ begin execute format('alter database %I set log_statement = ''all''', current_database()); end $$",
      "unknown setting: everybody here: log_statement=all"),
    // What the others stand on.
    .init(
      .usageOnly, "alter table freehold.credit_entries drop constraint credit_entries_check",
      "missing constraint: credit_entries_check on freehold.credit_entries"),
    .init(
      .usageOnly, "drop index freehold.credit_entries_asked",
      "missing constraint: CREATE UNIQUE INDEX credit_entries_asked ON freehold.credit_entries"),
    .init(
      .usageOnly,
      "update pg_index set indisready = false where indexrelid = 'freehold.credit_entries_position'::regclass",
      "unknown constraint: CREATE UNIQUE INDEX credit_entries_position ON freehold.credit_entries"),
    .init(
      .trailTyped, "alter table freehold.audit_events drop constraint audit_events_element_check",
      "missing constraint: audit_events_element_check on freehold.audit_events"),
  ]

  /// In a transaction that is rolled back: roles and their settings belong to the whole cluster.
  @Test("Each sabotage of the schema is a fact too many or too few, of a control", arguments: sabotages)
  func seen(_ sabotage: Sabotage) async throws {
    let connection = try await Connection.open(try await TestStore.database())
    try await connection.script("begin; \(sabotage.change)")
    let findings = try await SchemaFact.findings(connection, of: sabotage.concern)
    #expect(findings.contains { $0.hasPrefix(sabotage.finding) }, "\(findings)")
    try await connection.script("rollback")
    #expect(try await SchemaFact.findings(connection, of: sabotage.concern) == [])
    await connection.close()
  }
}
