import AppSpec
import Contract
import Foundation
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

/// What the guards cost, each beside the same statement without them. Runs only with FREEHOLD_BENCH=1, built for
/// release.
@Suite(
  .serialized, .enabled(if: ProcessInfo.processInfo.environment["FREEHOLD_BENCH"] == "1"))
struct StoreBenchmarks {
  @Test("Signed context and row-level security: at most 1.7 times a plain table's one-row statement")
  func context() async throws {
    let test = try await TestStore.make()
    let member = try await fill(test)
    let pool = Pool(test.app, size: 1, logger: test.silent)
    let signer = ContextSigner(key: TestStore.credentials.contextKey)
    let name = "app_500"
    let context: Pool.Context = { signer.context(.member(member), now: wallClock(), backendPID: $0) }
    var ratios: [Double] = []
    for _ in 0..<5 {
      let bare = try await cpu(pool) {
        _ = try await pool.read { try await $0.query(plainOne, [member.workspace.id, name]) }
      }
      let plain = try await cpu(pool) {
        _ = try await pool.read(context: context) { try await $0.query(plainOne, [member.workspace.id, name]) }
      }
      let guarded = try await cpu(pool) {
        _ = try await pool.read(context: context) { try await $0.query(guardedOne, [member.workspace.id, name]) }
      }
      ratios.append(guarded / plain)
      print(
        "context: \(bare) µs bare, \(plain) plain, \(guarded) guarded;",
        "ratio \(guarded / plain), to bare \(guarded / bare)"
      )
    }
    print("context: median ratio \(ratios.sorted()[2])")
    await pool.close()
  }

  @Test("Audit-or-abort: at most 1.3 times the same transaction that writes its audit row unchecked")
  func audit() async throws {
    let test = try await TestStore.make()
    let member = try await fill(test)
    let admin = try await Connection.open(test.superuser)
    let app = try #require(try await test.store.app(Name("app_500")!, of: member))
    let store = ControlStore(
      .init(server: test.app, poolSize: 1, contextKey: TestStore.credentials.contextKey, now: wallClock),
      logger: test.silent)
    let rename: @Sendable () async throws -> Void = {
      _ = try await store.audited(.member(member), request: member.request) { transaction in
        try await transaction.change(
          Entry(.versionSaved, "apps", app.id, in: member.workspace.id),
          ("update apps set title = $3 where workspace_id = $1 and id = $2", [member.workspace.id, app.id, "T"]))
        return .success(())
      }
    }
    var ratios: [Double] = []
    for _ in 0..<5 {
      try await admin.script("alter table freehold.apps disable trigger user")
      try await admin.script("vacuum freehold.apps")
      let unchecked = try await cpu(store.pool) { try await rename() }
      try await admin.script("alter table freehold.apps enable trigger user")
      try await admin.script("vacuum freehold.apps")
      let checked = try await cpu(store.pool) { try await rename() }
      ratios.append(checked / unchecked)
      print("audit: unchecked \(unchecked) µs, checked \(checked) µs, ratio \(checked / unchecked)")
    }
    print("audit: median ratio \(ratios.sorted()[2])")
    await store.close()
    await admin.close()
  }

  @Test("Sealing: 50,000 audited writes by 8 writers, none missed, no writer slowed by more than a tenth")
  func sealing() async throws {
    let test = try await TestStore.make()
    let member = try await fill(test)
    _ = try await writers(test, member, each: 500)
    for _ in 0..<2 {
      let without = try await writers(test, member, each: 3125)
      try await test.sealNow()
      let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
      let running = Task { await sealer.run() }
      let with = try await writers(test, member, each: 3125)
      try await Task.sleep(for: .seconds(2))
      running.cancel()
      await running.value
      print("sealing: 25,000 writes in \(without) s without, \(with) s with the sealer, ratio \(with / without)")
    }
    try await test.sealNow()
    let admin = try await Connection.open(test.superuser)
    let counts = try await admin.query(
      """
      select (select count(*) from freehold.audit_events) as events,
        (select count(*) from freehold.audit_leaves) as leaves
      """
    )
    let (events, leaves) = (try counts[0].get("events", as: Int.self), try counts[0].get("leaves", as: Int.self))
    print("sealing: \(events) events, \(leaves) leaves")
    #expect(events == leaves)
    await admin.close()
  }

  private func writers(_ test: TestStore, _ member: Member, each: Int) async throws -> Double {
    let store = ControlStore(
      .init(server: test.app, poolSize: 8, contextKey: TestStore.credentials.contextKey, now: wallClock),
      logger: test.silent)
    let apps = try await store.apps(of: member)
    let start = wallClock()
    try await withThrowingTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          let app = apps[writer].id
          for _ in 0..<each {
            _ = try await store.audited(.member(member), request: member.request) { transaction in
              try await transaction.change(
                Entry(.versionSaved, "apps", app, in: member.workspace.id),
                ("update apps set title = $3 where workspace_id = $1 and id = $2", [member.workspace.id, app, "T"]))
              return .success(())
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let seconds = Double(wallClock().microsecondsSinceEpoch - start.microsecondsSinceEpoch) / 1_000_000
    await store.close()
    return seconds
  }

  /// A thousand apps in the owner's workspace, and the same table without any guard.
  private func fill(_ test: TestStore) async throws -> Member {
    let member = try await test.home()
    let admin = try await Connection.open(test.superuser)
    try await admin.script(
      """
      alter table freehold.apps disable trigger user;
      insert into freehold.apps (workspace_id, id, name, title)
      select (select id from freehold.workspaces), gen_random_uuid(), 'app_' || n, 'App'
      from generate_series(1, 1000) n;
      alter table freehold.apps enable trigger user;
      create table freehold.plain_apps (like freehold.apps including all);
      insert into freehold.plain_apps select * from freehold.apps;
      grant select on freehold.plain_apps to freehold_app;
      analyze;
      """)
    await admin.close()
    return member
  }

  /// Microseconds of the backend's CPU for each run.
  private func cpu(_ pool: Pool, _ body: () async throws -> Void) async throws -> Double {
    let pid = try await pool.withConnection { $0.backendPID }
    for _ in 0..<500 { try await body() }
    let before = try nanoseconds(pid)
    for _ in 0..<5000 { try await body() }
    return Double(try nanoseconds(pid) - before) / 5000 / 1000
  }

  private func nanoseconds(_ pid: Int32) throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(pid)/schedstat", encoding: .utf8)
    return Int(text.split(separator: " ")[0]) ?? 0
  }
}

private let guardedOne = "select title from apps where workspace_id = $1 and name = $2"
private let plainOne = "select title from plain_apps where workspace_id = $1 and name = $2"
