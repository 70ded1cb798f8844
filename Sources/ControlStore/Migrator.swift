// Migrations: forward only, checksummed, under a lock, by a process of their own that alone holds the owner's login.

public import Logging
public import Postgres

/// What the two logins of the server are opened with, and what contexts are signed with.
public struct StoreCredentials: Sendable {
  /// Of `freehold_app`.
  public var appPassword: String
  /// Of `freehold_sealer`.
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

public enum Migrator {
  /// Roles, schema, context key and passwords, as an administrator of the server (`CREATEROLE`, `CREATEDB`). Makes the database when there
  /// is none. Safe to run twice, and by two at once.
  public static func run(
    _ administrator: Server, credentials: StoreCredentials, logger: Logger
  ) async throws(MigrationError) -> Migrated { throw .database(.cancelled) }

  /// Whether the schema is just the one that this program was built with; asks as `freehold_app`, before anything else.
  public static func isCurrent(_ server: Server) async throws(PostgresError) -> Bool { false }
}

public enum MigrationError: Error, Sendable {
  case database(PostgresError)
  /// A migration that was applied before reads differently now; its name.
  case changed(String)
  /// The database has a migration that this program does not know: it is older than the database.
  case unknown(String)
}
