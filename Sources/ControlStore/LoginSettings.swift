// What the sessions of the server's two logins begin with. PostgreSQL lets every role change its own settings: so each
// connection of ours says its settings itself, and each run of the migrator puts the roles' own right.

import Postgres

enum LoginSettings {
  static let logins = ["freehold_app", "freehold_sealer"]

  /// Kept with the roles, for sessions that are opened by hand.
  static let kept = [
    ("search_path", "freehold"), ("idle_in_transaction_session_timeout", "60s"), ("statement_timeout", "30s"),
  ]

  /// Whatever a role's own setting could break or weaken.
  static let said =
    kept + [
      ("role", "none"), ("default_transaction_read_only", "off"), ("row_security", "on"), ("lock_timeout", "0"),
      ("idle_session_timeout", "0"), ("synchronous_commit", "on"), ("timezone", "UTC"), ("datestyle", "ISO, YMD"),
      ("standard_conforming_strings", "on"), ("bytea_output", "hex"),
    ]

  /// As `pg_db_role_setting.setconfig` has them, in order.
  static var keptTexts: [String] { kept.map { "\($0.0)=\($0.1)" }.sorted() }

  /// The logins with their own settings in this database, and with the wanted ones (`$1`) in all others.
  static let changed = """
    select r.rolname from pg_roles r where r.rolname in ('freehold_app', 'freehold_sealer') and (
      exists (
        select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
        where s.setrole = r.oid and d.datname = current_database())
      or $1::text[] is distinct from (
        select array_agg(c order by c collate "C") from pg_db_role_setting s, unnest(s.setconfig) c
        where s.setrole = r.oid and s.setdatabase = 0))
    order by 1
    """

  /// Puts one login's own settings right, everywhere and in `database`.
  static func reset(_ login: String, in database: String) -> String {
    (["alter role \(login) in database \(Migrator.quoted(database)) reset all", "alter role \(login) reset all"]
      + kept.map { "alter role \(login) set \($0.0) = '\($0.1)'" }).joined(separator: ";\n")
  }
}

extension Server {
  /// With the settings that a login's session must have, whatever its role says.
  var sayingSettings: Server {
    var server = self
    server.settings += LoginSettings.said.map { Setting(name: $0.0, value: $0.1) }
    return server
  }
}
