import AppSpec
import Contract
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct AuditGuardTests {
  private let signer = ContextSigner(key: TestStore.credentials.contextKey)

  @Test("A change without an audit event is aborted, whatever the table", arguments: StoreSchema.audited.sorted())
  func everyTable(_ table: String) async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    let (stranger, _) = try await test.person("stranger@example.org")
    _ = try await test.store.invite(email: nil, as: .member, secret: freshSecret(), lifetimeSeconds: 60, by: home).get()
    _ = try await test.runtime(of: home)
    try await test.store.startToolLogin(
      device: freshSecret(), code: freshSecret(), label: "tool", scopes: [], lifetimeSeconds: 60,
      request: freshRequest()
    ).get()
    _ = stranger
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      """
      insert into freehold.audit_events (workspace_id, id, actor_kind, event, subject_table, subject_id, outcome)
        select workspace_id, gen_random_uuid(), 'system', 'release_prepared', 'build_log', id, 'done'
        from freehold.releases;
      insert into freehold.build_log (workspace_id, id, app_id, release_id, runtime_id, outcome, at)
        select workspace_id, id, app_id, id, id, 'prepared', now() from freehold.releases;
      """)
    _ = try await test.store.credits(of: test.owner, free: 1)
    let model = ModelChoice(
      name: try #require(Name("fast")), provider: .anthropic, model: "m", region: "EU", secret: "s", dailyTokens: nil)
    try await test.store.connectModel(model, by: home).get()
    let stated = try #require(Control.all.first { $0.kind == .attested })
    let statement = try SignedControlStatement(
      signing: .withdrawal(of: stated, by: "Ana", at: wallClock()), with: test.key)
    try await test.store.state(statement, key: test.key.verifier, by: test.owner, request: .random(milliseconds: 0))
      .get()
    // As superuser no policy stands in the way: the guard alone does. Credits' entries are not changed at all.
    let expected: SQLState = table == "credit_entries" ? .creditsKept : .changeNotAudited
    for change in ["update freehold.\(table) set \(table == "members" ? "role = role" : "id = id")", delete(table)] {
      #expect(await refusal(admin, change) == expected, "\(change)")
    }
    await admin.close()
  }

  /// A delete that no foreign key stops first.
  private func delete(_ table: String) -> String {
    switch table {
    case "accounts": "update freehold.accounts set name = 'x'"
    case "workspaces": "update freehold.workspaces set title = 'x'"
    case "apps": "update freehold.apps set title = 'x'"
    case "spec_versions": "update freehold.spec_versions set note = 'x'"
    case "releases": "update freehold.releases set note = 'x'"
    default: "delete from freehold.\(table)"
    }
  }

  @Test("An audit event about something else excuses nothing")
  func otherSubject() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let (second, _) = try await test.release("other", by: home)
    let admin = try await test.session(as: test.superuser)
    let change = "update freehold.apps set title = 'x' where id = '\(app.id)'"
    #expect(await refusal(admin, record("apps", second.id), change) == .changeNotAudited)
    #expect(await refusal(admin, record("releases", app.id), change) == .changeNotAudited)
    #expect(await refusal(admin, record("apps", app.id), "update freehold.apps set title = 'x'") == .changeNotAudited)
    #expect(await refusal(admin, record("apps", app.id), change) == nil)
    // Of an earlier transaction.
    #expect(await refusal(admin, change) == .changeNotAudited)
    await admin.close()
  }

  @Test("The event may follow the change, as long as it comes before the commit")
  func afterwards() async throws {
    let test = try await TestStore.make()
    let (app, _) = try await test.release(by: try await test.home())
    let admin = try await test.session(as: test.superuser)
    let change = "update freehold.apps set title = 'x' where id = '\(app.id)'"
    #expect(await refusal(admin, change, record("apps", app.id)) == nil)
    #expect(await refusal(admin, change, "set constraints all immediate", record("apps", app.id)) == .changeNotAudited)
    let pending = try await admin.query("select count(*) as n from gate.audit_pending")
    #expect(try pending[0].get("n", as: Int.self) == 0)
    await admin.close()
  }

  @Test("Rolling the event back to a savepoint takes the excuse with it")
  func savepoints() async throws {
    let test = try await TestStore.make()
    let (app, _) = try await test.release(by: try await test.home())
    let admin = try await test.session(as: test.superuser)
    let change = "update freehold.apps set title = 'x' where id = '\(app.id)'"
    #expect(
      await refusal(
        admin, "savepoint a", record("apps", app.id), "rollback to savepoint a", change) == .changeNotAudited)
    #expect(
      await refusal(
        admin, change, "savepoint a", record("apps", app.id), "rollback to savepoint a") == .changeNotAudited)
    #expect(await refusal(admin, "savepoint a", record("apps", app.id), change, "release savepoint a") == nil)
    await admin.close()
  }

  @Test("A bulk change needs one summary with at least its number of rows")
  func bulk() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let admin = try await test.session(as: test.superuser)
    let summary = { (rows: Int) in
      """
      insert into freehold.audit_events (workspace_id, id, actor_kind, event, subject_table, outcome, rows)
      values ('\(home.workspace.id)', gen_random_uuid(), 'system', 'bulk_changed', 'apps', 'done', \(rows))
      """
    }
    let insert = """
      insert into freehold.apps (workspace_id, id, name, title)
      select '\(home.workspace.id)', gen_random_uuid(), 'bulk_' || n, 'x' from generate_series(1, 500) n
      """
    #expect(await refusal(admin, insert) == .changeNotAudited)
    #expect(await refusal(admin, summary(499), insert) == .changeNotAudited)
    #expect(await refusal(admin, summary(500), insert) == nil)
    #expect(await refusal(admin, "update freehold.apps set title = 'y'", summary(500)) == nil)
    #expect(
      await refusal(admin, summary(500), "update freehold.apps set title = 'y' where name = 'bulk_1'")
        == .changeNotAudited)
    await admin.close()
  }

  @Test("The server's own login cannot change anything unaudited either")
  func asServer() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let session = try await test.session()
    let context = signer.context(.member(home), now: wallClock(), backendPID: session.backendPID)
    let enter = "select set_config('freehold.context', '\(context)', true)"
    #expect(
      await refusal(session, enter, "update apps set title = 'x' where id = '\(app.id)'") == .changeNotAudited)
    let title = try await test.store.app(app.name, of: home)?.title
    #expect(title == "Shop")
    await session.close()
  }

  private func record<Of>(_ table: String, _ subject: ID<Of>) -> String {
    """
    insert into freehold.audit_events (workspace_id, id, actor_kind, event, subject_table, subject_id, outcome)
    select id, gen_random_uuid(), 'system', 'version_saved', '\(table)', '\(subject)', 'done'
    from freehold.workspaces where slug = 'home'
    """
  }

  /// The SQLSTATE with which the transaction of these statements fails; nil when it commits.
  private func refusal(_ session: Connection, _ statements: String...) async -> SQLState? {
    do throws(PostgresError) {
      try await session.script("begin; \(statements.joined(separator: "; ")); commit")
      return nil
    } catch {
      do { try await session.script("rollback") } catch { Issue.record("\(error)") }
      return error.sqlState
    }
  }
}
