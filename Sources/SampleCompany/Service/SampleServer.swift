public import Logging
import Postgres
import PostgresCluster
public import Values

/// The sample company as a customer would have it: a PostgreSQL of its own, at an address of its own, with a password
/// that nobody else's server knows.
public actor SampleServer {
  private let folder: SampleFolder
  private let cluster: PrivateCluster
  public nonisolated let port: Int
  private let logger: Logger

  private init(_ folder: SampleFolder, _ cluster: PrivateCluster, port: Int, _ logger: Logger) {
    self.logger = logger
    self.folder = folder
    self.cluster = cluster
    self.port = port
  }

  /// Starts, or adopts, the cluster in `folder`. The company may not be in it yet: `prepare` sees to that.
  ///
  /// - Parameter socketFolder: where the server's socket is, when `folder`'s own path is too long for one.
  public static func start(folder: String, socketFolder: String? = nil, logger: Logger) async throws -> SampleServer {
    let folder = try SampleFolder(folder)
    let port = try folder.port()
    var configuration = ClusterConfiguration(folder: folder.path)
    if let socketFolder { configuration.socketFolder = socketFolder }
    configuration.loopbackPort = port
    // Nobody replicates it; what is loaded into new tables then needs no log.
    configuration.settings = [
      ("wal_level", "minimal"), ("max_wal_senders", "0"), ("max_wal_size", "1GB"), ("shared_buffers", "128MB"),
    ]
    let cluster = try await PrivateCluster.start(configuration, logger: logger)
    return SampleServer(folder, cluster, port: port, logger)
  }

  /// Makes the company when it is not there; returns how to come in.
  ///
  /// - Parameters:
  ///   - day: the company's today when it is made; one that is there keeps the day that it was made for.
  ///   - progress: called with each percent of the making once, rising; never when the company is there.
  public func prepare(
    day: Day, size: SampleCompany.Size = .standard, progress: @escaping @Sendable (_ percent: Int) -> Void = { _ in }
  ) async throws -> SampleAddress {
    let database = try database()
    let isNew = try await !database.exists()
    if let password = try folder.newPassword(isNeeded: isNew) { try await database.setPassword(password) }
    if isNew { try await database.create(SampleCompany(day: day, size: size), logger: logger, progress: progress) }
    return SampleAddress(port: port, passwordFile: folder.passwordFile)
  }

  /// The company's database as its administrator, over the socket.
  public nonisolated func database() throws -> CompanyDatabase {
    let superuser = try cluster.superuser()
    return CompanyDatabase { name in
      var server = superuser
      server.database = name
      return server
    }
  }

  /// Shuts the database server down in order and waits for its end.
  public func stop() async { await cluster.stop() }
}

/// How an app's secret names the sample's database.
public struct SampleAddress: Sendable {
  public let host = "127.0.0.1"
  public let port: Int
  public let database = CompanyDatabase.name
  public let user = CompanyDatabase.appUser
  public let passwordFile: String

  /// One line for the process that started this one.
  public var ready: JSON {
    [
      "ready": true, "host": .string(host), "port": .integer(Int64(port)), "database": .string(database),
      "user": .string(user), "passwordFile": .string(passwordFile),
    ]
  }
}
