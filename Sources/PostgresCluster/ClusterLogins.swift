// Logins for a program beside the one that supervises the cluster, such as a migration.

public import Postgres

extension ClusterConfiguration {
  /// Through the socket of a cluster that runs.
  public func server(
    database: String, user: String, password: String?, application: String = "freehold"
  ) -> Server {
    Server(
      host: socketFolder, port: port, database: database, user: user, password: password, tls: .off,
      application: application)
  }

  /// As the superuser, whose password only the folder's owner can read.
  public func superuser(database: String = "postgres") throws(ClusterError) -> Server {
    server(database: database, user: Self.superuser, password: try readSmallFile(superuserPasswordFile))
  }
}
