// A PostgreSQL of the operator's own, behind `--database-url`: another administrator than a superuser, TCP instead of a socket.

import Contract
import ControlStore
import Glibc
import Logging
import Postgres
import PostgresCluster
import PostgresTesting
import ProcessTesting
import ServerKit
import Testing

@testable import ControlPlane

@Suite("A database of one's own")
struct OwnDatabaseTests {
  @Test("is made by its administrator's migration, who need not be a superuser, and served without him")
  func ownDatabase() async throws {
    let (cluster, port) = try await server()
    let admin = try await Connection.open(try cluster.superuser())
    try await admin.script("create role dba login createrole createdb password 'dba-password'")
    await admin.close()
    var settings = Settings(
      data: try TemporaryFolder.make() + "/control",
      databaseURL: "postgresql://127.0.0.1:\(port)/books?sslmode=disable")
    settings.owner = "owner@example.org"
    let folder = try InstallationFolder(settings.data)
    let keys = try folder.keys()
    let logger = TestDatabase.silentLogger
    let early = await result { try await Database.open(settings, folder, keys, logger: logger) }
    #expect(throws: Migration.Failure.self) { try early.get() }
    await #expect(throws: Migration.Failure.self) {
      try await Migration.run(settings, administrator: nil, logger: logger)
    }

    let administrator = "postgresql://dba:dba-password@127.0.0.1:\(port)/books?sslmode=disable"
    let applied = try await Migration.run(settings, administrator: administrator, logger: logger)
    #expect(!applied.isEmpty)
    #expect(try await Migration.run(settings, administrator: administrator, logger: logger) == [])
    let database = try await Database.open(settings, folder, keys, logger: logger)
    #expect(database.cluster == nil)
    let plane = try Wiring.plane(settings, keys, database, served: { nil }, logger: logger)
    try await plane.prepareInstallation()
    #expect(try await plane.store.installation() != nil)
    try await sealOnce(database.sealer, key: keys.signing, now: { WallClock.system.now() })
    await plane.store.close()

    var own = try cluster.superuser(database: "books")
    own.database = "books"
    let look = try await Connection.open(own)
    let findings = try await SchemaCheck.findings(look)
    #expect(findings == [])
    try await look.script("alter role freehold_app set search_path = nowhere")
    await look.close()
    _ = try await Database.open(settings, folder, keys, logger: logger)
    await cluster.stop()
  }

  private func server() async throws -> (PrivateCluster, Int) {
    var configuration = ClusterConfiguration(folder: try TemporaryFolder.make())
    configuration.isDurable = false
    let port = try Loopback.freePort()
    configuration.loopbackPort = port
    return (try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger), port)
  }

  private func result<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
