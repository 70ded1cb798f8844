// A PostgreSQL of our own: nobody has to install, start or look after a database to run Freehold.

import Glibc
public import Logging
public import Postgres

/// A private cluster under supervision: it is started again when it dies, and lives on when we do.
public actor PrivateCluster {
  public nonisolated let configuration: ClusterConfiguration
  private let supervisor: Supervisor

  private init(_ configuration: ClusterConfiguration, _ supervisor: Supervisor) {
    self.configuration = configuration
    self.supervisor = supervisor
  }

  /// Makes the cluster where there is none, takes over a server that a crashed process left running, or starts one. Returns
  /// when the server accepts connections.
  public static func start(
    _ configuration: ClusterConfiguration, logger: Logger
  ) async throws(ClusterError) -> PrivateCluster {
    let started = await onThread { () -> Result<PrivateCluster, ClusterError> in
      Result { () throws(ClusterError) in
        if let slash = configuration.lockFile.lastIndex(of: "/") {
          try makeFolder(String(configuration.lockFile[..<slash]), mode: 0o711)
        }
        guard let lock = try FileLock(configuration.lockFile) else {
          throw .alreadySupervised(data: configuration.data)
        }
        let ground = try DataFolder(configuration)
        let supervisor = Supervisor(ground, lock, logger)
        try supervisor.begin()
        return PrivateCluster(configuration, supervisor)
      }
    }
    return try started.get()
  }

  /// How to connect to a database of the cluster.
  public nonisolated func server(
    database: String, user: String, password: String?, application: String = "freehold",
    settings: [(String, String)] = []
  ) -> Server {
    Server(
      host: configuration.socketFolder, port: configuration.port, database: database, user: user,
      password: password, tls: .off, application: application, settings: settings)
  }

  /// How to connect as the superuser: for setting the cluster up, never for serving. Only this reads the password's file.
  public nonisolated func superuser(database: String = "postgres") throws(ClusterError) -> Server {
    try configuration.superuser(database: database)
  }

  /// The server's main process; nil while it is down.
  public nonisolated var serverPID: Int32? { supervisor.pid }

  /// How often this process has started the server: none when it took over a running one.
  public nonisolated var starts: Int { supervisor.starts }

  /// Shuts the server down in order and waits for its end.
  public func stop() async { await supervisor.stop() }
}
