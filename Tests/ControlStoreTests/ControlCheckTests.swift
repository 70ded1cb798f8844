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
    if isSealed { try await seal(test) }
    if let change {
      let admin = try await test.session(as: test.superuser)
      try await admin.script(change)
      await admin.close()
    }
    let checks = StoreChecks(
      app: test.app, sealer: test.sealer, contextKey: TestStore.credentials.contextKey, key: test.key.verifier,
      now: wallClock, logger: test.silent)
    let verdict = try await check(checks)
    await checks.close()
    await test.store.close()
    return verdict
  }

  /// Other tests' transactions hold the horizon back for moments.
  private func seal(_ test: TestStore) async throws {
    let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
    let admin = try await test.session(as: test.superuser)
    for _ in 0..<1200 {
      try await sealer.sealOnce()
      let waiting = try await admin.query(
        """
        select count(*) as n from freehold.audit_events e where not exists (
          select from freehold.audit_leaves l where l.workspace_id = e.workspace_id and l.event_id = e.id)
        """)
      if try waiting[0].get("n", as: Int.self) == 0 { break }
      try await Task.sleep(for: .milliseconds(25))
    }
    await admin.close()
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

  @Test("Of a long trail each event has its turn: what was changed is found on its day, what is gone on every day")
  func longTrail() async throws {
    let start = Instant(secondsSinceEpoch: 1_800_000_000)
    /// The outcome of each of the next days.
    func days(after change: String) async throws -> [ControlOutcome] {
      let test = try await TestStore.make()
      _ = try await test.release(by: try await test.home())
      try await seal(test)
      let admin = try await test.session(as: test.superuser)
      try await admin.script(change)
      await admin.close()
      var outcomes: [ControlOutcome] = []
      for day in 0..<12 {
        var checks = StoreChecks(
          app: test.app, sealer: test.sealer, contextKey: TestStore.credentials.contextKey, key: test.key.verifier,
          now: { start.adding(seconds: day * 86_400) }, logger: test.silent)
        checks.eventsHashed = 1
        outcomes.append(try await checks.trailIsUntouched().outcome)
        await checks.close()
      }
      await test.store.close()
      return outcomes
    }
    let oldest = "(select l.event_id from freehold.audit_leaves l where leaf = 0 order by workspace_id desc limit 1)"
    let changed = try await days(after: "update freehold.audit_events set outcome = 'refused' where id = \(oldest)")
    #expect(changed.contains(.failed) && changed.contains(.passed), "\(changed)")
    let removed = try await days(after: "delete from freehold.audit_events where id = \(oldest)")
    #expect(Set(removed) == [.failed])
  }

  @Test("Shares cover every leaf once, beside the newest, and none of a short trail")
  func shares() throws {
    let first = try #require(Day(iso: "2026-11-22"))
    #expect(TrailShare(size: 200, events: 100, day: first) == nil)
    for size in [201, 299, 300, 301, 1_234] as [Int64] {
      let days = try #require(TrailShare(size: size, events: 100, day: first)).days
      var covered: [Int64] = []
      for day in 0..<Int(days) {
        let share = try #require(TrailShare(size: size, events: 100, day: first.adding(days: day)))
        covered += Array(share.ranges[0])
        #expect(share.ranges[1] == size - 100..<size)
      }
      #expect(covered.sorted() == Array(0..<(size - 100)))
    }
  }

  private func storeChecks(_ test: TestStore, isPrivate: Bool = false) -> StoreChecks {
    StoreChecks(
      app: test.app, sealer: test.sealer, isPrivate: isPrivate, contextKey: TestStore.credentials.contextKey,
      key: test.key.verifier, now: wallClock, logger: test.silent)
  }

  /// A result as it would have been kept.
  private func kept(_ verdict: ControlVerdict, _ control: String) throws -> ControlResult {
    ControlResult(
      control: try #require(ControlID(control)), kind: .live, at: wallClock(), outcome: verdict.outcome,
      milliseconds: 1,
      programs: [], evidence: verdict.evidence)
  }

  @Test("A whole tree that is gone, and leaves that are, stay missed by each later check")
  func removedTree() async throws {
    let test = try await TestStore.make()
    _ = try await test.release(by: try await test.home())
    try await seal(test)
    let checks = storeChecks(test)
    let sound = try await checks.trailIsUntouched()
    #expect(sound.outcome == .passed, "\(sound.evidence.problems)")
    #expect(try await checks.trailIsUntouched(since: try kept(sound, "audit.tamper")).outcome == .passed)
    let admin = try await test.session(as: test.superuser)
    try await admin.script("set session_replication_role = replica")
    for table in ["audit_events", "audit_leaves", "audit_heads", "audit_trees"] {
      try await admin.script(
        "delete from freehold.\(table) where workspace_id = (select id from freehold.workspaces where slug = 'home')")
    }
    var last = try kept(sound, "audit.tamper")
    for _ in 0..<2 {
      let verdict = try await checks.trailIsUntouched(since: last)
      #expect(verdict.evidence.problems.contains("1 whole trees are gone"), "\(verdict.evidence.problems)")
      #expect(verdict.evidence.problems.contains { $0.hasSuffix("sealed leaves are gone") })
      last = try kept(verdict, "audit.tamper")
    }
    try await admin.script(
      "delete from freehold.audit_trees; delete from freehold.audit_heads; delete from freehold.audit_leaves")
    #expect(try await checks.trailIsUntouched(since: last).evidence.problems.contains("2 whole trees are gone"))
    await admin.close()
    await checks.close()
    await test.store.close()
  }

  @Test("Events that wait too long for their seal are found")
  func unsealed() async throws {
    let test = try await TestStore.make()
    var checks = storeChecks(test)
    checks.sealingPatience = -1
    #expect(try await checks.trailIsUntouched().evidence.problems == ["events wait for their seal since 0 minutes"])
    checks.sealingPatience = 600
    try await seal(test)
    #expect(try await checks.trailIsUntouched().outcome == .passed)
    await checks.close()
    await test.store.close()
  }

  @Test("A statement whose row was taken away is missed: an earlier one would count again")
  func removedStatement() async throws {
    let test = try await TestStore.make()
    let control = try #require(Control.all.first { $0.id.text == "crypto.rest" })
    let until = wallClock().day.adding(days: 30).iso
    let stated = ControlStatement.read(control, name: "Ana", until: until, text: "Encrypted.", at: wallClock())
    for statement in [try stated.get(), .withdrawal(of: control, by: "Ana", at: wallClock())] {
      let signed = try SignedControlStatement(signing: statement, with: test.key)
      try await test.store.stateByCommand(signed, key: test.key.verifier, request: freshRequest()).get()
    }
    let checks = storeChecks(test)
    #expect(try await checks.mutationsAreAudited().outcome == .passed)
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      """
      set session_replication_role = replica;
      delete from freehold.control_statements where at = (select max(at) from freehold.control_statements)
      """)
    #expect(
      try await checks.mutationsAreAudited().evidence.problems == [
        "1 of the operators' statements are gone without an event"
      ])
    await admin.close()
    await checks.close()
    await test.store.close()
  }

  @Test("A server that lets somebody in without the password is found")
  func openDoor() async throws {
    let test = try await TestStore.make()
    let admin = try await test.session(as: test.superuser)
    let file = try await admin.query(
      "select current_setting('hba_file') as f, pg_read_file(current_setting('hba_file')) as t")
    let (path, text): (String, String) = (try file[0].get("f"), try file[0].get("t"))
    func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    /// Of this test's own database alone.
    func rule(_ lines: String) async throws {
      try await admin.execute(
        "copy (select line from regexp_split_to_table(\(literal(lines + text)), '\n') line) to \(literal(path))")
      _ = try await admin.query("select pg_reload_conf()")
    }
    let checks = storeChecks(test, isPrivate: true)
    #expect(try await checks.tenancy().outcome == .passed)
    try await rule("local \(test.superuser.database) all trust\nhost \(test.superuser.database) all all trust\n")
    var found: [String] = []
    for _ in 0..<200 where found.isEmpty {
      found = try await checks.tenancy().evidence.problems
      try await Task.sleep(for: .milliseconds(20))
    }
    try await rule("")
    #expect(found.contains("the database lets freehold_app in without the password"), "\(found)")
    #expect(found.contains("the database lets postgres in without the password"), "\(found)")
    await admin.close()
    await checks.close()
    await test.store.close()
  }

  @Test("In a cluster of its own another database is found")
  func otherDatabase() async throws {
    let test = try await TestStore.make()
    let checks = storeChecks(test, isPrivate: true)
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

  @Test("Results are kept, the newest of each is found, and what was changed or forged shows as not genuine")
  func evidence() async throws {
    let test = try await TestStore.make()
    func result(_ control: Control, _ outcome: ControlOutcome, _ second: Int) throws -> SignedControlResult {
      try SignedControlResult(
        signing: ControlResult(
          control: control.id, kind: .live, at: Instant(secondsSinceEpoch: 1_800_000_000 + second), outcome: outcome,
          milliseconds: 1, programs: [], evidence: Evidence()), with: test.key)
    }
    // In the order in which they are found.
    let first = try #require(Control.all.first { $0.id.text == "audit.typed" })
    let second = try #require(Control.all.first { $0.id.text == "data.tenant" })
    try await test.store.keep([try result(first, .passed, 1), try result(second, .passed, 1)], key: test.key.verifier)
    try await test.store.keep([try result(first, .failed, 2)], key: test.key.verifier)
    func outcomes() async throws -> [ControlOutcome?] {
      let later = Instant(secondsSinceEpoch: 1_800_000_100)
      return try await test.store.latestControlResults().map { $0.genuine(by: test.key.verifier, at: later)?.outcome }
    }
    #expect(try await outcomes() == [.failed, .passed])
    let history = try await test.store.controlHistory(of: first.id, by: test.owner, limit: 10).get()
    #expect(history.compactMap { $0.signed.verified(by: test.key.verifier)?.outcome } == [.failed, .passed])
    let (stranger, _) = try await test.person("stranger@example.org")
    #expect(
      try await test.store.controlHistory(of: first.id, by: stranger, limit: 10) == .failure(.notFound))

    let session = try await test.session()
    await #expect(throws: PostgresError.self) { try await session.execute("update control_results set at = now()") }
    #expect(try await session.execute("delete from control_results") == 0)
    await session.close()
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      "update freehold.control_results set result = replace(result, '\"failed\"', '\"passed\"') where result like '%failed%'"
    )
    await admin.close()
    #expect(try await outcomes() == [nil, .passed])
    let later = Instant(secondsSinceEpoch: 1_800_000_100)
    let last = try await test.store.lastResult(of: first.id, key: test.key.verifier, at: later)
    #expect(last?.outcome == .passed && last?.at == Instant(secondsSinceEpoch: 1_800_000_001))
    #expect(try await test.store.lastResult(of: first.id, key: SigningKey().verifier, at: later) == nil)
  }
}
