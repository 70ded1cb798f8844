import Contract
import Postgres
import PostgresTesting
import Testing

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
    var server = try await TestDatabase.make()
    server.database = "quoted \"name\" \(Int.random(in: 0..<1_000_000))"
    #expect(try await Migrator.run(server, credentials: TestStore.credentials, logger: silent).applied.count == 10)
    #expect(try await Migrator.run(server, credentials: TestStore.credentials, logger: silent).applied == [])
    let app = TestStore.login(server, "freehold_app", TestStore.credentials.appPassword)
    #expect(try await Migrator.isCurrent(app))
    #expect(try await Migrator.isCurrent(app, contextKey: TestStore.credentials.contextKey))
    #expect(try await !Migrator.isCurrent(app, contextKey: Array(2...33)))
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
    #expect(try await !Migrator.isCurrent(app))
    app.database = "missing"
    #expect(try await !Migrator.isCurrent(app))
    app.database = "postgres"
    #expect(try await !Migrator.isCurrent(app))
    app.password = "wrong"
    #expect(try await !Migrator.isCurrent(app))
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
