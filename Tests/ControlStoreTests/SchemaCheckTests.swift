import Postgres
import PostgresTesting
import Testing

@testable import ControlStore

@Suite struct SchemaCheckTests {
  @Test("The schema is what the documented lists say: tables, policies, look-ups, exemptions, guards, rights")
  func documented() async throws {
    let connection = try await Connection.open(try await TestStore.database())
    let findings = try await SchemaCheck.findings(connection)
    #expect(findings == [])
    await connection.close()
  }

  @Test(
    "What is added without being documented is found",
    arguments: [
      ("create table freehold.forgotten (workspace_id uuid primary key)", "table forgotten is not documented"),
      (
        "create table freehold.forgotten (workspace_id uuid primary key)",
        "table freehold.forgotten lacks forced row-level security or a policy"
      ),
      (
        "alter table freehold.apps no force row level security",
        "table freehold.apps lacks forced row-level security or a policy"
      ),
      ("alter table freehold.apps disable trigger audit_update", "guarded table apps is documented and missing"),
      (
        "create function freehold.door() returns int language sql security definer as 'select 1'",
        "definer function freehold.door is not documented"
      ),
      ("create view freehold.window as select * from freehold.apps", "definer view freehold.window is not documented"),
      ("grant update on freehold.audit_events to freehold_app", "freehold_app may change audit events"),
      ("grant select on gate.context_keys to freehold_app", "freehold_app may read context keys"),
      ("grant truncate on freehold.apps to freehold_app", "freehold_app may truncate apps"),
      ("grant create on schema freehold to freehold_app", "freehold_app may create in freehold"),
      ("grant execute on function lo_create(oid) to freehold_app", "large objects are open to freehold_app"),
      ("grant update on freehold.credit_entries to freehold_app", "freehold_app may change credits"),
      ("grant insert on freehold.credit_accounts to freehold_feed", "freehold_feed may change credits"),
      (
        "alter table freehold.credit_entries add column buyer text",
        "column of the credits credit_entries.buyer text is not documented"
      ),
      (
        "alter table freehold.credit_entries disable trigger keep",
        "trigger of the credits keep is documented and missing"
      ),
      ("alter type freehold.audit_event add value 'secret'", "audit event secret is not documented"),
    ])
  func deviations(_ change: String, _ finding: String) async throws {
    let connection = try await Connection.open(try await TestStore.database())
    try await connection.script(change)
    #expect(try await SchemaCheck.findings(connection).contains(finding))
    await connection.close()
  }
}
