/// Where the control database is: the private cluster, which this process then supervises, or a server of the
/// operator's.

import ControlStore
import Logging
import Postgres
import PostgresCluster
import ServerKit

struct Database: Sendable {
  /// As `freehold_app`.
  let app: Server
  /// As `freehold_sealer`.
  let sealer: Server
  /// Nil for a server of the operator's.
  let cluster: PrivateCluster?
  /// Whether the cluster is Freehold's alone.
  var isPrivate = false

  static let name = "freehold"

  /// Starts (or takes over) the private cluster where no URL says otherwise, and brings the schema up to date: both the
  /// superuser's password and a new cluster are the migration's, which is a process of its own.
  static func open(
    _ settings: Settings, _ folder: InstallationFolder, _ keys: InstallationKeys, logger: Logger
  ) async throws -> Database {
    if settings.databaseURL != nil {
      let database = try reach(settings, folder, keys, cluster: nil)
      try database.accept(try await database.state(keys), logger: logger)
      return database
    }
    if !folder.cluster.exists { try Migration.runApart(settings) }
    let cluster = try await PrivateCluster.start(folder.cluster, logger: logger)
    do {
      let database = try reach(settings, folder, keys, cluster: cluster)
      if try await database.state(keys) != .current { try Migration.runApart(settings) }
      return database
    } catch {
      await cluster.stop()
      throw error
    }
  }

  /// A server of the operator's is put right by the operator.
  private func accept(_ state: SchemaState, logger: Logger) throws(Migration.Failure) {
    switch state {
    case .current: break
    case .changedLogins:
      logger.warning(
        "the database's logins have settings that are not Freehold's; freehold-control migrate puts them right")
    case .closed, .otherSchema, .otherKey: throw .notCurrent(state)
    }
  }

  /// The database of a server that runs already: for commands beside it.
  static func reach(
    _ settings: Settings, _ folder: InstallationFolder, _ keys: InstallationKeys, cluster: PrivateCluster? = nil
  ) throws -> Database {
    func login(_ user: String, _ password: String) throws -> Server {
      if let url = settings.databaseURL {
        var server = try Server(url: url, user: user)
        (server.user, server.password) = (user, password)
        return server
      }
      return folder.cluster.server(
        database: name, user: user, password: password, application: "freehold-control")
    }
    return Database(
      app: try login("freehold_app", keys.appPassword), sealer: try login("freehold_sealer", keys.sealerPassword),
      cluster: cluster, isPrivate: settings.databaseURL == nil)
  }

  /// Whether this program can work with it as it is.
  func state(_ keys: InstallationKeys) async throws -> SchemaState {
    try await Migrator.state(of: app, contextKey: keys.context.bytes)
  }
}
