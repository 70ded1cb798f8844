import Contract
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

/// Each check over a real database: it passes, and it fails once its property is broken.
@Suite("The controls’ checks of the database", .serialized) struct ControlCheckTests {
  typealias Check = @Sendable (StoreChecks) async throws -> ControlVerdict

  private func verdict(
    _ check: Check, after change: String? = nil, isSealed: Bool = true
  ) async throws -> ControlVerdict {
    let test = try await TestStore.make()
    _ = try await test.release(by: try await test.home())
    // One that serves all workspaces, which each of them may see, and one of this workspace alone.
    try await test.store.touchRuntime(try await test.runtime())
    try await test.store.touchRuntime(try await test.runtime(of: try await test.home()))
    if isSealed { try await test.sealAll() }
    if let change {
      let admin = try await test.session(as: test.superuser)
      try await admin.script(change)
      await admin.close()
    }
    let checks = test.checks()
    let verdict = try await check(checks)
    await checks.close()
    await test.store.close()
    return verdict
  }

  private static let checks: [(String, Check)] = [
    ("data.design-only", { try await $0.designOnly() }), ("data.tenant", { try await $0.tenancy() }),
    ("data.admin-rows", { try await $0.trailIsForAdmins() }),
    ("studio.usage-only", { try await $0.creditsHoldUsageOnly() }),
    ("audit.every-mutation", { try await $0.mutationsAreAudited() }),
    ("audit.typed", { try await $0.trailIsTyped() }), ("audit.tamper", { try await $0.trailIsUntouched() }),
  ]

  private func check(_ name: String) throws -> Check {
    try #require(Self.checks.first { $0.0 == name }).1
  }

  @Test("hold on an installation as it should be", arguments: checks.map(\.0))
  func sound(_ name: String) async throws {
    let verdict = try await verdict(try check(name))
    #expect(verdict.outcome == .passed, "\(verdict.evidence.problems)")
    #expect(!verdict.evidence.facts.isEmpty)
  }

  @Test(
    "fail once their property is broken",
    arguments: [
      ("data.design-only", "create table freehold.orders (customer text)", "table orders is not documented"),
      (
        "data.design-only", "alter table freehold.apps add column sample jsonb",
        "column of text apps.sample is not documented"
      ),
      (
        "data.tenant", "alter table freehold.apps no force row level security",
        "table freehold.apps lacks forced row-level security or a policy"
      ),
      (
        "data.tenant", "create policy open on freehold.apps for select to freehold_app using (true)",
        "table apps shows rows without a context"
      ),
      (
        "data.tenant",
        """
        create policy open on freehold.releases for select to freehold_app
          using ((select c.role from gate.context c) = 'builder')
        """, "table releases shows rows as builder of no workspace"
      ),
      (
        "data.tenant", "create policy open on freehold.runtimes for select to freehold_app using (true)",
        "table runtimes shows rows as member of no workspace"
      ),
      (
        "data.tenant",
        "create or replace function gate.refuse_context(context text) returns boolean language sql as 'select true'",
        "a context of another key is accepted"
      ),
      ("data.tenant", "grant select on gate.context_keys to freehold_app", "freehold_app may read context keys"),
      (
        "data.admin-rows",
        """
        create policy open on freehold.audit_events for select to freehold_app
          using (workspace_id = (select c.workspace from gate.context c where c.role = 'builder'))
        """, "table audit_events shows rows as builder"
      ),
      (
        "data.admin-rows",
        "drop policy admins on freehold.audit_leaves; drop policy admins on freehold.audit_events; "
          + "drop policy admins on freehold.audit_heads", "the trail shows nothing to its own admin"
      ),
      (
        "studio.usage-only", "alter table freehold.credit_entries add column buyer text",
        "column of the credits credit_entries.buyer text is not documented"
      ),
      (
        "studio.usage-only", "grant update on freehold.credit_entries to freehold_app",
        "freehold_app may change credits"
      ),
      (
        "audit.every-mutation", "alter table freehold.apps disable trigger audit_update",
        "guarded table apps is documented and missing"
      ),
      (
        "audit.every-mutation", "alter table gate.audit_pending disable trigger settle_audit",
        "deferred guard settle_audit is documented and missing"
      ),
      (
        "audit.every-mutation",
        """
        create or replace function gate.require_audit_by_id() returns trigger language plpgsql security definer
          set search_path = pg_catalog, pg_temp as 'begin return null; end'
        """, "a change without an audit event was accepted"
      ),
      ("audit.typed", "alter type freehold.audit_event add value 'note'", "audit event note is not documented"),
      (
        "audit.typed", "alter table freehold.audit_events add column note text",
        "column of the trail note text is not documented"
      ),
      (
        "audit.typed", "alter table freehold.audit_events drop constraint audit_events_element_check",
        "column of the trail element text is not documented"
      ),
      (
        "audit.tamper",
        "update freehold.audit_events set outcome = 'refused' where id = (select min(id::text)::uuid from freehold.audit_events)",
        "was changed after it was sealed"
      ),
      (
        "audit.tamper",
        "delete from freehold.audit_events where id = (select min(id::text)::uuid from freehold.audit_events)",
        "was removed"
      ),
      (
        "audit.tamper",
        """
        insert into freehold.audit_events (workspace_id, id, actor_kind, event, subject_table, outcome, recorded_at)
          select workspace_id, gen_random_uuid(), 'system', 'app_created', 'apps', 'done', now() - interval '1 day'
          from freehold.audit_trees limit 1
        """, "was inserted"
      ),
    ])
  func broken(_ name: String, _ change: String, _ finding: String) async throws {
    let verdict = try await verdict(try check(name), after: change)
    #expect(verdict.outcome == .failed)
    #expect(verdict.evidence.problems.contains { $0.contains(finding) }, "\(verdict.evidence.problems)")
  }

  @Test("In a cluster of its own another database is found")
  func otherDatabase() async throws {
    let test = try await TestStore.make()
    let checks = test.checks(isPrivate: true)
    // Those of the other tests.
    let found = try await checks.designOnly().evidence.problems
    #expect(found.contains { $0.hasPrefix("database ") && $0.hasSuffix(" is not documented") }, "\(found)")
    #expect(!found.contains("database \(test.superuser.database) is not documented"))
    await checks.close()
    await test.store.close()
  }

  @Test("Without anything sealed, what looks at seals could not run")
  func nothingSealed() async throws {
    let rows: Check = { checks in
      do { return try await checks.trailIsForAdmins() } catch is CouldNotRun { return .couldNotRun("nothing") }
    }
    #expect(try await verdict(rows, isSealed: false).outcome == .couldNotRun)
    #expect(try await verdict({ try await $0.trailIsUntouched() }, isSealed: false).outcome == .couldNotRun)
  }
}
