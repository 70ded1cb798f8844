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
    let pool = Pool(administrator, size: 1, logger: logger)
    do {
      try await makeDatabase(administrator)
      let applied = try await pool.write { transaction in
        try await migrate(transaction, credentials, migrations)
      }
      await pool.close()
      try await openLogins(administrator, credentials)
      return Migrated(applied: applied)
    } catch {
      await pool.close()
      throw MigrationError(error)
    }
  }

  /// Whether the schema is just the one that this program was built with, and its context key this one (nil: not
  /// asked). Asks as `freehold_app`; a database, role or table that is not there yet is a no.
  public static func isCurrent(_ server: Server, contextKey: [UInt8]? = nil) async throws(PostgresError) -> Bool {
    do throws(PostgresError) {
      let connection = try await Connection.open(server)
      let answer = await answer(connection, contextKey)
      await connection.close()
      return try answer.get()
    } catch {
      let missing: [SQLState] = [.undefinedTable, .insufficientPrivilege, .contextForged, .invalidSchemaName]
      if let state = error.sqlState, missing.contains(state) { return false }
      if error == .connection(.unknownDatabase) || error == .connection(.authentication) { return false }
      throw error
    }
  }

  private static func answer(_ connection: Connection, _ key: [UInt8]?) async -> Result<Bool, PostgresError> {
    do throws(PostgresError) {
      let rows = try await connection.query("select name, checksum from freehold.schema_migrations order by name")
      var applied: [String] = []
      for row in rows {
        applied.append("\(try row.get("name", as: String.self)) \(try row.get("checksum", as: Digest.self))")
      }
      guard applied == Migration.all.map({ "\($0.name) \($0.checksum)" }) else { return .success(false) }
      return .success(try await verifies(connection, key))
    } catch { return .failure(error) }
  }

  private static func verifies(_ connection: Connection, _ key: [UInt8]?) async throws(PostgresError) -> Bool {
    guard let key else { return true }
    let now = try await connection.query("select transaction_timestamp() as now")[0].get("now", as: Instant.self)
    let context = ContextSigner(key: key).context(.system, now: now, backendPID: connection.backendPID)
    try await connection.execute("select set_config('freehold.context', $1, false)", [context])
    return try await connection.query("select role from gate.context").first?.get("role", as: String.self) == "system"
  }
}

extension SQLState {
  static let invalidSchemaName = SQLState(rawValue: "3F000")
}
