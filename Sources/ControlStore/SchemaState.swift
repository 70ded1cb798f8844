// Whether this program can work with a database as it is: asked at every start, as `freehold_app`.

import Contract
public import Postgres
import Values

public enum SchemaState: Sendable, Equatable {
  case current
  /// There is no such database, or it does not let the login in: nothing was made yet, or the login's password or settings
  /// were changed.
  case closed
  /// It lets the login in, but the schema is another program's.
  case otherSchema
  /// Contexts are verified with another key.
  case otherKey
  /// The logins have settings of their own. The server works with it: its connections say what they need.
  case changedLogins
}

extension Migrator {
  /// Compares schema, context key (32 bytes) and the logins' settings with what this program would make.
  public static func state(of server: Server, contextKey: [UInt8]) async throws(PostgresError) -> SchemaState {
    do throws(PostgresError) {
      let connection = try await Connection.open(server.sayingSettings)
      let state = await state(connection, contextKey)
      await connection.close()
      return try state.get()
    } catch {
      switch error {
      case .connection(.unknownDatabase), .connection(.authentication), .connection(.other(.some)): return .closed
      case .server(.undefinedTable, _), .server(.insufficientPrivilege, _), .server(.invalidSchemaName, _):
        return .otherSchema
      default: throw error
      }
    }
  }

  private static func state(_ connection: Connection, _ key: [UInt8]) async -> Result<SchemaState, PostgresError> {
    do throws(PostgresError) {
      let rows = try await connection.query("select name, checksum from freehold.schema_migrations order by name")
      var applied: [String] = []
      for row in rows {
        applied.append("\(try row.get("name", as: String.self)) \(try row.get("checksum", as: Digest.self))")
      }
      guard applied == Migration.all.map({ "\($0.name) \($0.checksum)" }) else { return .success(.otherSchema) }
      guard try await verifies(connection, key) else { return .success(.otherKey) }
      let changed = try await connection.query(LoginSettings.changed, [LoginSettings.keptTexts])
      return .success(changed.isEmpty ? .current : .changedLogins)
    } catch { return .failure(error) }
  }

  private static func verifies(_ connection: Connection, _ key: [UInt8]) async throws(PostgresError) -> Bool {
    let now = try await connection.query("select transaction_timestamp() as now")[0].get("now", as: Instant.self)
    let context = ContextSigner(key: key).context(.system, now: now, backendPID: connection.backendPID)
    try await connection.execute("select set_config('freehold.context', $1, false)", [context])
    do throws(PostgresError) {
      let rows = try await connection.query("select role from gate.context")
      return try rows.first?.get("role", as: String.self) == "system"
    } catch {
      guard error.sqlState == .contextForged else { throw error }
      return false
    }
  }
}

extension SQLState {
  static let invalidSchemaName = SQLState(rawValue: "3F000")
}
