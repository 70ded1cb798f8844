import AppSpec
import Contract
import Postgres
import PostgresCluster
import PostgresTesting
import ProcessTesting
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct RestoreTests {
  @Test("A dump restored into a new cluster verifies against the old heads, goes on sealing in a new epoch, and works")
  func restored() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    try await waitUntilSealed(test) { try await test.store.audit(of: home).get().entries }
    let old = try #require(try await test.store.audit(of: home).get().head)
    await test.store.close()

    let folder = try TemporaryFolder.make()
    var configuration = ClusterConfiguration(folder: folder)
    configuration.isDurable = false
    let cluster = try await PrivateCluster.start(configuration, logger: test.silent)
    try copy(test.superuser, to: cluster.superuser(database: "freehold"), folder)

    // The logins get their passwords, as at each start of a server that cannot come in.
    let migrated = try await Migrator.run(
      cluster.superuser(database: "freehold"), credentials: TestStore.credentials, logger: test.silent)
    #expect(migrated.applied == [])
    let restored = TestStore(
      superuser: try cluster.superuser(database: "freehold"),
      store: TestStore.open(try cluster.superuser(database: "freehold")),
      key: test.key, owner: test.owner)
    let admin = try await restored.session(as: restored.superuser)
    #expect(try await SchemaCheck.findings(admin) == [])
    await admin.close()
    #expect(try await !verify(restored, home, known: old).isRefused)

    _ = try await restored.store.createApp(Name("after")!, title: "After", by: home).get()
    try await waitUntilSealed(restored) { try await restored.store.audit(of: home).get().entries }
    let verified = try await verify(restored, home, known: old).get()
    #expect(verified.head?.epoch == old.head.epoch + 1)
    #expect((verified.head?.size ?? 0) > old.head.size)
    _ = try await restored.store.createApp(Name("later")!, title: "Later", by: home).get()
    try await waitUntilSealed(restored) { try await restored.store.audit(of: home).get().entries }
    #expect(try await verify(restored, home, known: old).get().head?.epoch == old.head.epoch + 1)
    await restored.store.close()
    await cluster.stop()
  }

  /// As an operator would: roles, then the database.
  private func copy(_ source: Server, to target: Server, _ folder: String) throws {
    let (roles, dump) = ("\(folder)/roles.sql", "\(folder)/dump")
    try run("pg_dumpall", ["--roles-only", "--no-role-passwords", "-f", roles], source)
    try run("pg_dump", ["-Fc", "-f", dump, source.database], source)
    // It complains that postgres is there already, and goes on.
    try run("psql", ["-q", "-f", roles, "postgres"], target)
    try run("createdb", [target.database], target)
    try run("pg_restore", ["--exit-on-error", "-d", target.database, dump], target)
  }

  private func run(_ tool: String, _ arguments: [String], _ server: Server) throws {
    let run = try TestProcess.run(
      "/usr/lib/postgresql/15/bin/\(tool)", ["-h", server.host, "-p", "\(server.port)", "-U", server.user] + arguments,
      environment: ["PGPASSWORD": server.password ?? "", "PATH": "/usr/bin:/bin"])
    #expect(run.status == 0, "\(tool)")
  }
}
