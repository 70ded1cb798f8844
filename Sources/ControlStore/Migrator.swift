// Migrations: forward only, checksummed, under a lock, by a process of their own that alone holds the owner's login.

import Contract
public import Logging
public import Postgres
import Values

/// What the two logins of the server are opened with, and what contexts are signed with.
public struct StoreCredentials: Sendable {
  /// Of `freehold_app`; ASCII.
  public var appPassword: String
  /// Of `freehold_sealer`; ASCII.
  public var sealerPassword: String
  /// 32 bytes.
  public var contextKey: [UInt8]

  public init(appPassword: String, sealerPassword: String, contextKey: [UInt8]) {
    self.appPassword = appPassword
    self.sealerPassword = sealerPassword
    self.contextKey = contextKey
  }
}

public struct Migrated: Sendable, Equatable {
  /// Names of the migrations that were applied now.
  public var applied: [String]
}

public enum MigrationError: Error, Sendable {
  case database(PostgresError)
  /// A migration that was applied before reads differently now; its name.
  case changed(String)
  /// The database has a migration that this program does not know: it is newer than the program.
  case unknown(String)
  case other(String)

  init(_ error: any Error) {
    switch error {
    case let error as MigrationError: self = error
    case let error as PostgresError: self = .database(error)
    default: self = .other("\(type(of: error))")
    }
  }
}

extension MigrationError {
  /// Roles belong to the whole server: where another of its databases is migrated at the same moment, PostgreSQL says
  /// "tuple concurrently updated" (XX000) instead of waiting. The next run finds them at rest.
  fileprivate var isOfRolesInUse: Bool {
    guard case .database(.server(let state, _)) = self else { return false }
    return [SQLState(rawValue: "XX000"), .deadlockDetected, .duplicateObject, .uniqueViolation].contains(state)
  }
}

public enum Migrator {
  /// Roles, schema, context key and passwords, as an administrator of the server (`CREATEROLE`, `CREATEDB`). Makes the
  /// database when there is none. Safe to run twice, and by two at once.
  public static func run(
    _ administrator: Server, credentials: StoreCredentials, logger: Logger
  ) async throws(MigrationError) -> Migrated {
    try await run(administrator, credentials: credentials, migrations: Migration.all, logger: logger)
  }

  static func run(
    _ administrator: Server, credentials: StoreCredentials, migrations: [Migration], logger: Logger
  ) async throws(MigrationError) -> Migrated {
    try await patiently { try await makeDatabase(administrator) }
    let applied = try await patiently {
      let pool = Pool(administrator, size: 1, logger: logger)
      do {
        let applied = try await pool.write { transaction in
          try await migrate(transaction, credentials, migrations)
        }
        await pool.close()
        return applied
      } catch {
        await pool.close()
        throw error
      }
    }
    try await patiently { try await openLogins(administrator, credentials) }
    return Migrated(applied: applied)
  }

  /// Each step by itself, so that one that committed is not forgotten by what failed after it.
  private static func patiently<Result>(
    _ step: () async throws -> Result
  ) async throws(MigrationError) -> Result {
    var retries = 20
    while true {
      do {
        return try await step()
      } catch {
        let error = MigrationError(error)
        guard retries > 0, error.isOfRolesInUse else { throw error }
        retries -= 1
        do { try await Task.sleep(for: .milliseconds(Int.random(in: 50...500))) } catch { throw MigrationError(error) }
      }
    }
  }
}
