// Where a private PostgreSQL lives and how it is set up.

/// A PostgreSQL cluster of our own on this machine.
public struct ClusterConfiguration: Sendable {
  /// PostgreSQL's data folder. Created by `initdb` when it does not exist.
  public var data: String
  /// Holds the server's socket; only the server's user may enter it. Its path leaves room for 15 more bytes of 107.
  public var socketFolder: String
  /// The generated password of the superuser, mode 0600.
  public var superuserPasswordFile: String
  /// What the server says about itself; without its clients' errors, because those quote rows.
  public var logFile: String
  /// Held by the process that supervises the cluster.
  public var lockFile: String
  /// The port on 127.0.0.1 where clients with a password are let in as well; nil: the socket is the only way. Says also
  /// whom `initdb` lets in, so a cluster that was made without one does not get one later.
  public var loopbackPort: Int?
  /// Settings of the server on top of the cluster's own.
  public var settings: [(name: String, value: String)] = []
  /// The folder of `postgres` and `initdb`; nil: the newest of `/usr/lib/postgresql`.
  public var binaries: String?
  /// Who runs the server when we are root, as whom PostgreSQL refuses to run.
  public var systemUser = "postgres"
  /// False for tests: nothing is synchronised to disk.
  public var isDurable = true

  /// Everything in one folder, which the server's user must be able to pass through.
  public init(folder: String) {
    data = folder + "/data"
    socketFolder = folder + "/socket"
    superuserPasswordFile = folder + "/superuser-password"
    logFile = folder + "/postgres.log"
    lockFile = folder + "/supervisor.lock"
  }

  static let superuser = "postgres"

  /// Whether there is a cluster: its first start makes one, and the superuser's password with it.
  public var exists: Bool { fileExists(data + "/PG_VERSION") }

  /// PostgreSQL names its socket by the port, also where it listens on none.
  var port: Int { loopbackPort ?? 5432 }

  var socketFile: String { socketFolder + "/.s.PGSQL.\(port)" }

  /// Command-line settings of the server. What keeps it private comes last and wins.
  var serverSettings: [(name: String, value: String)] {
    let defaults: [(name: String, value: String)] = [
      ("shared_buffers", "64MB"), ("max_connections", "100"), ("huge_pages", "off"), ("jit", "off"),
      ("timezone", "UTC"), ("log_timezone", "UTC"), ("max_logical_replication_workers", "0"),
      ("client_connection_check_interval", "1s"),
    ]
    let fast: [(name: String, value: String)] =
      isDurable ? [] : [("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")]
    return defaults + fast + settings + [
      ("listen_addresses", loopbackPort == nil ? "" : "127.0.0.1"), ("unix_socket_directories", socketFolder),
      ("unix_socket_permissions", "0700"),
      ("port", String(port)), ("password_encryption", "scram-sha-256"),
      // Errors of clients quote their rows and statements: only what ends the server itself is written down.
      ("logging_collector", "off"), ("log_destination", "stderr"), ("log_min_messages", "fatal"),
      ("log_min_error_statement", "panic"), ("log_error_verbosity", "terse"), ("log_statement", "none"),
      ("log_min_duration_statement", "-1"), ("log_parameter_max_length_on_error", "0"),
    ]
  }
}
