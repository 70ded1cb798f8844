import AppSpec
import Contract
import Postgres
import Testing
import Values
import Workspaces

@testable import ControlStore

/// Straight SQL with the server's own login: what somebody could do who got his SQL into the control plane.
@Suite struct HostileSessionTests {
  private let signer = ContextSigner(key: TestStore.credentials.contextKey)

  @Test("Without a context there are no rows")
  func withoutContext() async throws {
    let test = try await TestStore.make()
    _ = try await test.release(by: try await test.home())
    let session = try await test.session()
    for table in StoreSchema.audited.subtracting(["installation"]).sorted() + ["audit_events", "outbox"] {
      let rows = try await session.query("select count(*) as n from \(table)")
      #expect(try rows[0].get("n", as: Int.self) == 0, "\(table)")
    }
    await session.close()
  }

  @Test("A forged, truncated or rewritten context is an error, not an empty answer")
  func forged() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let session = try await test.session()
    let good = signer.context(.member(home), now: wallClock(), backendPID: session.backendPID)
    let other = ContextSigner(key: Array(2...33))
    let forgeries = [
      other.context(.member(home), now: wallClock(), backendPID: session.backendPID),
      String(good.dropLast()) + (good.last == "0" ? "1" : "0"),
      good.replacing("|owner|", with: "|admin|"), "|||", "x", good + "|", "|" + good,
    ]
    for context in forgeries {
      #expect(await state(session, context, "select * from apps")?.rawValue.isEmpty == false, "\(context)")
    }
    #expect(await state(session, forgeries[0], "select * from apps") == .contextForged)
    #expect(await state(session, forgeries[1], "select * from apps") == .contextForged)
    #expect(await state(session, forgeries[2], "select * from apps") == .contextForged)
    #expect(await state(session, good, "select * from apps") == nil)
    await session.close()
  }

  @Test("An expired context is refused")
  func expired() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let session = try await test.session()
    let past = wallClock().adding(seconds: -ContextSigner.lifetimeSeconds - 2)
    let context = signer.context(.member(home), now: past, backendPID: session.backendPID)
    #expect(await state(session, context, "select * from apps") == .contextExpired)
    await session.close()
  }

  @Test("A context that was stolen from another connection is refused")
  func replayed() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (session, victim) = (try await test.session(), try await test.session())
    let context = signer.context(.member(home), now: wallClock(), backendPID: victim.backendPID)
    #expect(await state(session, context, "select * from apps") == .contextReplayed)
    await session.close()
    await victim.close()
  }

  @Test("A context of one workspace shows and changes nothing of another")
  func foreign() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    let (stranger, _) = try await test.person("stranger@example.org")
    let other = try await test.store.createWorkspace(slug: Slug("other")!, title: "Other", by: stranger).get()
    let member = try await test.member(of: other.slug, stranger)
    let session = try await test.session()
    let context = signer.context(.member(member), now: wallClock(), backendPID: session.backendPID)
    _ = try await session.query("select set_config('freehold.context', $1, false)", [context])
    for table in ["apps", "spec_versions", "releases", "build_log", "members", "invitations", "audit_events"] {
      let rows = try await session.query(
        "select count(*) as n from \(table) where workspace_id = $1", [home.workspace.id])
      #expect(try rows[0].get("n", as: Int.self) == 0, "\(table)")
    }
    let found = try await session.query("select id from workspaces where id = $1", [home.workspace.id])
    #expect(found.isEmpty)
    let changed = try await session.execute("update apps set title = 'Mine' where true")
    #expect(changed == 0)
    #expect(
      await state(session, context, "insert into apps values ('\(home.workspace.id)', gen_random_uuid(), 'x', 'x')")
        == .insufficientPrivilege)
    await session.close()
  }

  @Test("What a connection has planned once follows each later context, and refuses a forged one")
  func keptPlans() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    _ = try await test.runtime(of: home)
    let (stranger, _) = try await test.person("stranger@example.org")
    let other = try await test.store.createWorkspace(slug: Slug("other")!, title: "Other", by: stranger).get()
    let owner = try await test.member(of: other.slug, stranger)
    let viewer = try await test.member(as: .viewer, email: "viewer@example.org")
    let session = try await test.session()
    _ = try await session.query("select set_config('plan_cache_mode', 'force_generic_plan', false)")
    let people = [home.account, owner.account, viewer.account]
    for _ in 0..<3 {
      for (member, expected) in [(home, [1, 2, 2, 2]), (owner, [0, 1, 1, 1]), (viewer, [0, 0, 0, 1])] {
        let context = signer.context(.member(member), now: wallClock(), backendPID: session.backendPID)
        _ = try await session.query("select set_config('freehold.context', $1, false)", [context])
        let events = try await session.query("select id from gate.events_of_kind('app_created', null, 9)")
        let list = try await session.query("select account_id from gate.list_members(null, null, 9)")
        let names = try await session.query("select account_id from gate.name_members($1)", [people])
        let accounts = try await session.query("select id from accounts where id = any ($1)", [people])
        #expect([events.count, list.count, names.count, accounts.count] == expected, "\(member.role)")
      }
    }
    let forged = ContextSigner(key: Array(2...33))
      .context(.member(home), now: wallClock(), backendPID: session.backendPID)
    for statement in [
      "select id from gate.events_of_kind('app_created', null, 9)",
      "select * from gate.list_members(null, null, 9)",
      "select * from gate.name_members(array['\(home.account)'::uuid])",
      "select id from accounts", "select id from runtimes",
    ] {
      #expect(await state(session, forged, statement) == .contextForged, "\(statement)")
    }
    await session.close()
  }

  @Test(
    "A viewer's and a member's context reads no audit trail, no invitation, and changes no app, even with straight SQL")
  func roles() async throws {
    let test = try await TestStore.make()
    _ = try await test.release(by: try await test.home())
    let session = try await test.session()
    for role in [Role.viewer, .member, .builder] {
      let member = try await test.member(as: role, email: "\(role.rawValue)@example.org")
      let context = signer.context(.member(member), now: wallClock(), backendPID: session.backendPID)
      _ = try await session.query("select set_config('freehold.context', $1, false)", [context])
      for table in ["audit_events", "invitations", "audit_leaves", "audit_heads"] {
        let rows = try await session.query("select count(*) as n from \(table)")
        #expect(try rows[0].get("n", as: Int.self) == 0, "\(role) \(table)")
      }
      let specs = try await session.query("select count(*) as n from spec_versions")
      #expect(try specs[0].get("n", as: Int.self) == (role == .viewer ? 0 : 1))
      let promoted = try await session.execute("update members set role = 'owner' where true")
      #expect(promoted == 0)
    }
    await session.close()
  }

  @Test(
    "What the server's login must not do is refused",
    arguments: [
      "select * from gate.context_keys", "select gate.has_audit('apps', null, 1)",
      "update audit_events set outcome = 'failed'", "delete from audit_events", "truncate apps",
      "create table mine (id int)", "create temporary table mine (id int)", "create schema mine",
      "create function public.f() returns int language sql as 'select 1'",
      "alter table apps disable row level security", "alter table apps disable trigger all",
      "set role freehold_owner", "set role freehold_keys", "set role freehold_sealer",
      "set session_replication_role = replica", "alter role freehold_app bypassrls", "copy apps to program 'id'",
      "copy (select 1) to '/tmp/freehold'", "select pg_read_file('/etc/passwd')",
      "insert into schema_migrations values ('x', '', now())", "select * from pg_authid",
      "drop policy members on apps", "delete from accounts", "update accounts set is_operator = true",
      "insert into audit_leaves values (gen_random_uuid(), 0, gen_random_uuid(), '')",
      "select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'unaudited')",
      "select lo_import('/etc/passwd')",
    ])
  func forbidden(_ sql: String) async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let session = try await test.session()
    let context = signer.context(.member(home), now: wallClock(), backendPID: session.backendPID)
    let state = try #require(await state(session, context, sql))
    #expect(state == .insufficientPrivilege, "\(state)")
    await session.close()
  }

  @Test("Stepping into the feed's role opens nothing without a runtime's context")
  func feedRole() async throws {
    let test = try await TestStore.make()
    _ = try await test.release(by: try await test.home())
    let session = try await test.session()
    let context = signer.context(.member(try await test.home()), now: wallClock(), backendPID: session.backendPID)
    _ = try await session.query("select set_config('freehold.context', $1, false)", [context])
    _ = try await session.execute("set role freehold_feed")
    for table in ["workspaces", "apps", "releases", "audit_heads", "audit_leaves"] {
      let rows = try await session.query("select count(*) as n from \(table)")
      #expect(try rows[0].get("n", as: Int.self) == 0, "\(table)")
    }
    #expect(await state(session, context, "select * from accounts") == .insufficientPrivilege)
    await session.close()
  }

  @Test("Nobody can record in somebody else's name or tree, or say which transaction it was")
  func impersonation() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (stranger, _) = try await test.person("stranger@example.org")
    let session = try await test.session()
    let context = signer.context(.member(home), now: wallClock(), backendPID: session.backendPID)
    func record(_ workspace: String, _ kind: String, _ actor: String) -> String {
      """
      insert into audit_events (workspace_id, id, actor_kind, actor_id, event, subject_table, outcome)
      values ('\(workspace)', gen_random_uuid(), '\(kind)', \(actor), 'app_created', 'apps', 'done')
      """
    }
    let (ours, us) = (home.workspace.id.description, "'\(home.account)'")
    #expect(await state(session, context, record(ours, "account", us)) == nil)
    #expect(
      await state(session, context, record(ours, "account", "'\(stranger.account.id)'")) == .insufficientPrivilege)
    #expect(await state(session, context, record(ours, "runtime", us)) == .insufficientPrivilege)
    #expect(await state(session, context, record(ours, "system", "null")) == .insufficientPrivilege)
    #expect(await state(session, context, record(ours, "operator", "null")) == .insufficientPrivilege)
    #expect(
      await state(session, context, record(freshRequest().description, "account", us)) == .insufficientPrivilege)
    #expect(
      await state(session, context, "insert into audit_events (xid) values ('1')") == .insufficientPrivilege)
    await session.close()
  }

  @Test("The context's text never shows in pg_stat_activity")
  func hidden() async throws {
    let test = try await TestStore.make()
    _ = try await test.store.apps(of: try await test.home())
    let admin = try await test.session(as: test.superuser)
    let rows = try await admin.query(
      "select count(*) as n from pg_stat_activity where datname = current_database() and query ~ '[0-9a-f]{64}'")
    #expect(try rows[0].get("n", as: Int.self) == 0)
    await admin.close()
  }

  /// The SQLSTATE with which `sql` fails under `context`; nil when it succeeds.
  private func state(_ session: Connection, _ context: String, _ sql: String) async -> SQLState? {
    do throws(PostgresError) {
      _ = try await session.query("select set_config('freehold.context', $1, false)", [context])
      _ = try await session.query(sql)
      return nil
    } catch { return error.sqlState ?? SQLState(rawValue: "?????") }
  }
}
