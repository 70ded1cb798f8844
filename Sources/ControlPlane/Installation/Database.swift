/// Where the control database is: the private cluster, which this process then supervises, or a server of the
/// operator's.

import ControlStore
import Logging
import Postgres
import PostgresCluster

struct Database: Sendable {
  /// As `freehold_app`.
  let app: Server
  /// As `freehold_sealer`.
  let sealer: Server
  /// Nil for a server of the operator's.
  let cluster: PrivateCluster?

  static let name = "freehold"

  /// Starts (or takes over) the private cluster where no URL says otherwise.
  static func open(
    _ settings: Settings, _ folder: InstallationFolder, _ keys: InstallationKeys, logger: Logger
  ) async throws -> Database {
    guard settings.databaseURL == nil else { return try reach(settings, folder, keys, cluster: nil) }
    let cluster = try await PrivateCluster.start(folder.cluster, logger: logger)
    return try reach(settings, folder, keys, cluster: cluster)
  }

  /// The database of a server that runs already: for commands beside it.
  static func reach(
    _ settings: Settings, _ folder: InstallationFolder, _ keys: InstallationKeys, cluster: PrivateCluster? = nil
  ) throws -> Database {
    func login(_ user: String, _ password: String) throws -> Server {
      if let url = settings.databaseURL {
        var server = try Server(url: url)
        (server.user, server.password) = (user, password)
        return server
      }
      return folder.cluster.server(
        database: name, user: user, password: password, application: "freehold-control")
    }
    return Database(
      app: try login("freehold_app", keys.appPassword), sealer: try login("freehold_sealer", keys.sealerPassword),
      cluster: cluster)
  }

  /// Whether the schema is this program's. A database that is not there yet, or whose logins are not, is not current.
  func isCurrent() async throws -> Bool {
    do {
      return try await Migrator.isCurrent(app)
    } catch .connection(.unknownDatabase), .connection(.authentication) {
      return false
    }
  }
}
