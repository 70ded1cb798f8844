import AppSpec
import Contract
import Postgres
import PostgresCluster
import PostgresTesting
import Testing
import Values

@testable import ControlStore

@Suite struct MigratorTests {
  private let silent = TestDatabase.silentLogger

  @Test("Two migrators at once make one schema")
  func twoAtOnce() async throws {
    let server = try await TestDatabase.make()
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<2 {
        group.addTask { try await Migrator.run(server, credentials: TestStore.credentials, logger: silent).applied }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(applied.sorted { $0.count < $1.count } == [[], Migration.all.map(\.name)])
  }

  @Test("The database is made when there is none, and a second run changes nothing")
  func makesDatabase() async throws {
    let all = Migration.all.map(\.name)
    var server = try await TestDatabase.make()
    server.database = "quoted \"name\" \(Int.random(in: 0..<1_000_000))"
    #expect(try await Migrator.run(server, credentials: TestStore.credentials, logger: silent).applied == all)
    #expect(try await Migrator.run(server, credentials: TestStore.credentials, logger: silent).applied == [])
    let app = TestStore.login(server, "freehold_app", TestStore.credentials.appPassword)
    #expect(try await state(app) == .current)
    #expect(try await Migrator.state(of: app, contextKey: Array(2...33)) == .otherKey)
  }

  @Test("A migration that reads differently than when it was applied refuses, and so does one from the future")
  func changed() async throws {
    let server = try await TestStore.database()
    var changed = Migration.all
    changed[3] = Migration(name: changed[3].name, sql: changed[3].sql + "\n")
    await #expect(throws: MigrationError.self) {
      _ = try await Migrator.run(
        server, credentials: TestStore.credentials, migrations: changed, logger: silent)
    }
    await #expect(throws: MigrationError.self) {
      _ = try await Migrator.run(
        server, credentials: TestStore.credentials, migrations: Array(Migration.all.dropLast()), logger: silent)
    }
  }

  @Test("A migration that fails leaves nothing of itself")
  func failing() async throws {
    let server = try await TestStore.database()
    let broken = Migration(name: "9999-broken", sql: "create table half (id int); select 1 / 0")
    await #expect(throws: MigrationError.self) {
      _ = try await Migrator.run(
        server, credentials: TestStore.credentials, migrations: Migration.all + [broken], logger: silent)
    }
    let connection = try await Connection.open(server)
    let rows = try await connection.query("select to_regclass('freehold.half') is null as gone")
    #expect(try rows[0].get("gone", as: Bool.self))
    await connection.close()
  }

  @Test("An empty database, a missing one and one that is behind are not current")
  func notCurrent() async throws {
    let server = try await TestStore.database()
    var app = TestStore.login(server, "freehold_app", TestStore.credentials.appPassword)
    let connection = try await Connection.open(server)
    try await connection.script("delete from freehold.schema_migrations where name like '0010%'")
    await connection.close()
    #expect(try await state(app) == .otherSchema)
    app.database = "missing"
    #expect(try await state(app) == .closed)
    app.database = "postgres"
    #expect(try await state(app) == .otherSchema)
    app.password = "wrong"
    #expect(try await state(app) == .closed)
  }

  @Test("A context key that was replaced is the database's again after a run")
  func replacedKey() async throws {
    let server = try await TestStore.database()
    var credentials = TestStore.credentials
    credentials.contextKey = Array(2...33)
    _ = try await Migrator.run(server, credentials: credentials, logger: silent)
    let app = TestStore.login(server, "freehold_app", credentials.appPassword)
    #expect(try await Migrator.state(of: app, contextKey: credentials.contextKey) == .current)
    #expect(try await state(app) == .otherKey)
  }

  @Test("Settings that a login gave itself do not stop the server, and are gone after the next run")
  func ownSettings() async throws {
    let test = try await TestStore.make()
    let session = try await test.session()
    let database = test.superuser.database
    for setting in [
      "search_path = nowhere", "default_transaction_read_only = on", "row_security = off", "statement_timeout = 1",
      "role = freehold_feed",
    ] { try await session.script("alter role freehold_app in database \(database) set \(setting)") }
    await session.close()
    #expect(try await state(test.app) == .changedLogins)
    let store = TestStore.open(test.superuser)
    _ = try await store.createApp(Name("after")!, title: "After", by: try await test.home()).get()
    await store.close()
    _ = try await Migrator.run(test.superuser, credentials: TestStore.credentials, logger: silent)
    #expect(try await state(test.app) == .current)
  }

  @Test("A login that has locked itself out, by a setting or another password, is let in after the next run")
  func lockedOut() async throws {
    var configuration = ClusterConfiguration(folder: try TemporaryFolder.make())
    configuration.isDurable = false
    let cluster = try await PrivateCluster.start(configuration, logger: silent)
    let superuser = try cluster.superuser(database: "freehold")
    _ = try await Migrator.run(superuser, credentials: TestStore.credentials, logger: silent)
    let app = TestStore.login(superuser, "freehold_app", TestStore.credentials.appPassword)
    for change in ["set local_preload_libraries = 'missing'", "set search_path = nowhere", "password 'another'"] {
      let session = try await Connection.open(app)
      try await session.script("alter role freehold_app \(change)")
      await session.close()
      #expect(try await state(app) != .current, "\(change)")
      _ = try await Migrator.run(superuser, credentials: TestStore.credentials, logger: silent)
      #expect(try await state(app) == .current, "\(change)")
    }
    await cluster.stop()
  }

  private func state(_ app: Server) async throws -> SchemaState {
    try await Migrator.state(of: app, contextKey: TestStore.credentials.contextKey)
  }

  @Test("Passwords reach the server as SCRAM verifiers that it accepts")
  func passwords() async throws {
    let server = try await TestStore.database()
    let connection = try await Connection.open(server)
    let rows = try await connection.query(
      "select rolpassword like 'SCRAM-SHA-256$4096:%' as scram from pg_authid where rolname = 'freehold_app'")
    #expect(try rows[0].get("scram", as: Bool.self))
    await connection.close()
    let app = TestStore.login(server, "freehold_app", TestStore.credentials.appPassword)
    await (try Connection.open(app)).close()
  }
}
