/// Bringing the schema up to date. The administrator's login is opened here and in no process that serves: `serve`
/// starts `freehold-control migrate` for it, which ends with its work.

public import ControlStore
import Glibc
public import Logging
import Postgres
import PostgresCluster
import ServerKit

public enum Migration {
  /// What the operator's own server is administered with: `postgresql://ADMIN:PASSWORD@HOST/DATABASE`.
  public static let administratorVariable = "FREEHOLD_ADMINISTRATOR_URL"

  public enum Failure: Error, CustomStringConvertible {
    case noAdministrator
    /// Of a server of the operator's.
    case notCurrent(SchemaState)
    case childFailed(status: Int32)
    case failed(MigrationError)

    public var description: String {
      switch self {
      case .noAdministrator:
        "The database is a server of your own: set \(administratorVariable) to the login of its administrator "
          + "and run: \(command)"
      case .notCurrent(let state): "\(Self.explanation(state)) Set \(administratorVariable) and run: \(command)"
      case .childFailed(let status): "The migration ended with status \(status); what it wrote above says why."
      case .failed(.database(let error)): "The migration failed: \(error). Nothing of the failed step was kept."
      case .failed(.changed(let name)):
        "The migration \(name) was changed after it had been applied. Use the program that the database was made with."
      case .failed(.other(let type)): "The migration failed with \(type). Nothing of the failed step was kept."
      case .failed(.unknown(let name)):
        "The database is newer than this program: it has the migration \(name). Use a newer Freehold."
      }
    }

    private static func explanation(_ state: SchemaState) -> String {
      switch state {
      case .closed:
        "The database does not let freehold_app in: it is not made yet, or that login's password was changed."
      case .otherKey:
        "The database verifies with another key than keys/context of this data folder. Put the old file back, or let "
          + "the database take this one."
      case .otherSchema, .current, .changedLogins: "The database's schema is not this program's."
      }
    }
  }

  static let command = "freehold-control migrate --data FOLDER --database-url URL"

  /// Roles, schema and logins, in this process. `administrator` is the URL for an operator's own server.
  public static func run(_ settings: Settings, administrator: String?, logger: Logger) async throws -> [String] {
    let folder = try InstallationFolder(settings.data)
    let keys = try folder.keys()
    let credentials = StoreCredentials(
      appPassword: keys.appPassword, sealerPassword: keys.sealerPassword, contextKey: keys.context.bytes)
    if settings.databaseURL != nil {
      guard let administrator else { throw Failure.noAdministrator }
      return try await apply(try Server(url: administrator), credentials, logger)
    }
    do {
      let cluster = try await PrivateCluster.start(folder.cluster, logger: logger)
      let applied = await result {
        try await apply(try cluster.superuser(database: Database.name), credentials, logger)
      }
      await cluster.stop()
      return try applied.get()
    } catch ClusterError.alreadySupervised {
      return try await apply(try folder.cluster.superuser(database: Database.name), credentials, logger)
    }
  }

  /// In a process of its own, which alone reads the administrator's password.
  static func runApart(_ settings: Settings) throws {
    let status = runToEnd(
      "/proc/self/exe", ["freehold-control", "migrate", "--data", settings.data, "--log-failure"])
    guard status == 0 else { throw Failure.childFailed(status: status) }
  }

  private static func apply(
    _ administrator: Server, _ credentials: StoreCredentials, _ logger: Logger
  ) async throws -> [String] {
    do {
      return try await Migrator.run(administrator, credentials: credentials, logger: logger).applied
    } catch {
      throw Failure.failed(error)
    }
  }

  private static func result<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

/// Another program's exit status; it gets our standard error, and neither standard input nor output. Blocks its thread:
/// nothing is served yet that would have to wait.
private func runToEnd(_ program: String, _ arguments: [String]) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var pid = pid_t()
  guard posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else { return 127 }
  var status: Int32 = 0
  while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}
