// Where a database is and how to come in. Everything is said here: nothing is taken from PG* variables, ~/.pgpass,
// a service file or key files of the home folder.

/// A database on a server, and the user to connect as.
public struct Server: Sendable, Equatable {
  /// How the way to the server is protected. A socket needs none and ignores it.
  public enum TLS: Sendable, Equatable {
    case off
    /// Encrypted, the certificate unchecked.
    case required
    /// Encrypted, the certificate checked against these authorities (a PEM file's path; nil: the system's) and
    /// the host's name.
    case verifyFull(rootCertificates: String?)
  }

  /// A setting of the server (a "GUC") for each session.
  public struct Setting: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A host's name or address; a folder that holds the server's socket when it starts with "/".
  public var host: String
  /// The very address to connect to while the certificate is checked for `host`.
  public var hostAddress: String?
  public var port: Int
  public var database: String
  public var user: String
  public var password: String?
  public var tls: TLS
  /// Shown in `pg_stat_activity`.
  public var application: String
  public var settings: [Setting]
  /// For finding the address, the connection, TLS and authentication together.
  public var connectTimeout: Duration = .seconds(10)

  public init(
    host: String, port: Int = 5432, database: String, user: String, password: String?,
    tls: TLS = .verifyFull(rootCertificates: nil), application: String = "freehold", settings: [(String, String)] = []
  ) {
    self.host = host
    self.port = port
    self.database = database
    self.user = user
    self.password = password
    self.tls = tls
    self.application = application
    self.settings = settings.map { Setting(name: $0.0, value: $0.1) }
  }

  /// Whether the server is reached by a socket of this machine.
  public var isSocket: Bool { host.hasPrefix("/") }
}

extension Server: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(user)@\(host):\(port)/\(database)" }
  public var debugDescription: String { description }
  /// Without children, so that `dump` and interpolation never show the password.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
