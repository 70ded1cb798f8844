// Every test gets a real database of its own, in a cluster that lives as long as the process of the tests.

import Glibc
public import Logging
public import Postgres
public import PostgresCluster
import Synchronization

/// Fresh databases for tests.
public enum TestDatabase {
  private static let cluster = Task { try await startCluster() }
  private static let numbers = Atomic<Int>(0)

  /// A new empty database and its superuser. It disappears with the process.
  public static func make(template: String = "template1") async throws -> Server {
    let cluster = try await sharedCluster()
    let name = "test_\(numbers.add(1, ordering: .relaxed).newValue)"
    let connection = try await Connection.open(cluster.superuser())
    try await connection.script("create database \(name) template \(template)")
    await connection.close()
    return try cluster.superuser(database: name)
  }

  /// A database that all tests of the process share: for those that leave nothing in it.
  public static func shared() async throws -> Server { try await sharedCluster().superuser() }

  /// The cluster of this process: nothing of it is durable, and it accepts 300 connections.
  public static func sharedCluster() async throws -> PrivateCluster { try await cluster.value }

  /// A pool for tests that are not about time: on a busy machine those who wait do not give up.
  public static func pool(_ server: Server, size: Int) -> Pool {
    Pool(server, size: size, acquireTimeout: .seconds(120), logger: silentLogger)
  }

  /// A logger that says nothing.
  public static var silentLogger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  private static func startCluster() async throws -> PrivateCluster {
    let folder = try TemporaryFolder.make()
    var configuration = ClusterConfiguration(folder: folder)
    configuration.isDurable = false
    configuration.settings = [("max_connections", "300"), ("autovacuum", "off"), ("shared_buffers", "128MB")]
    return try await PrivateCluster.start(configuration, logger: silentLogger)
  }
}
