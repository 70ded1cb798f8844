// Compares the catalogue of a living database with `StoreSchema`: what a control of the trust page and the tests ask.

public import Postgres
import Trust

public enum SchemaCheck {
  /// Everything that is not as documented, in words; empty when all is well. Reads the catalogue only.
  public static func findings(_ connection: Connection) async throws(PostgresError) -> [String] {
    var findings: [String] = []
    findings += try await rowSecurity(connection)
    findings += try await tables(connection)
    findings += try await definers(connection)
    findings += try await guards(connection)
    findings += try await rights(connection)
    findings += try await keys(connection)
    findings += try await credits(connection)
    findings += try await texts(connection)
    findings += try await trail(connection)
    findings += try await SchemaFact.findings(connection)
    return findings
  }

  static func rowSecurity(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('freehold', 'gate') and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity
          and exists (select from pg_policy p where p.polrelid = c.oid))
      order by 1
      """)
    return try names(rows).map { "table \($0) lacks forced row-level security or a policy" }
  }

  static func tables(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select case n.nspname when 'gate' then 'gate.' else '' end || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('freehold', 'gate') and c.relkind in ('r', 'p', 'f', 'm') order by 1
      """)
    let documented = StoreSchema.audited.union(StoreSchema.exemptions.keys).union(StoreSchema.gateTables)
    return difference("table", try names(rows), documented)
  }

  /// Other databases of the same cluster.
  static func databases(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select datname::text as name from pg_database
      where datname not in (current_database(), 'postgres', 'template0', 'template1') order by 1
      """)
    return try names(rows).map { "database \($0) is not documented" }
  }

  static func definers(_ connection: Connection) async throws(PostgresError) -> [String] {
    let functions = try await connection.query(
      """
      select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1
      """)
    let unpinned = try await connection.query(
      """
      select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('freehold', 'gate') and p.prosecdef
        and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false) order by 1
      """)
    let views = try await connection.query(
      """
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('freehold', 'gate', 'public') and c.relkind = 'v'
        and not coalesce('security_invoker=true' = any (c.reloptions), false) order by 1
      """)
    return difference("definer function", try names(functions), Set(StoreSchema.definers.keys))
      + difference("definer view", try names(views), StoreSchema.definerViews)
      + (try names(unpinned).map { "function \($0) has no pinned search_path" })
  }

  static func guards(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'freehold' and c.relkind = 'r' and (
        select count(*) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = c.oid and t.tgenabled = 'O' and p.proname like 'require\\_audit\\_by\\_%') = 3
      order by 1
      """)
    let settling = try await connection.query(
      """
      select t.tgname::text as name from pg_trigger t
      where t.tgrelid = (select c.oid from pg_class c where c.relname = 'audit_pending'
          and c.relnamespace = (select n.oid from pg_namespace n where n.nspname = 'gate'))
        and not t.tgisinternal and t.tgenabled = 'O' and t.tgdeferrable and t.tginitdeferred
      """)
    return difference("guarded table", try names(rows), StoreSchema.audited)
      + difference("deferred guard", try names(settling), ["settle_audit"])
  }

  /// What `freehold_app` and the others must not have.
  static func rights(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select 'role ' || rolname || ' is too mighty' as name from pg_roles
      where rolname like 'freehold\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      union all
      select 'freehold_app owns ' || c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname in ('freehold_app', 'freehold_sealer', 'freehold_feed')
      union all
      select r.rolname || ' may truncate ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        pg_roles r
      where n.nspname in ('freehold', 'gate') and c.relkind = 'r'
        and r.rolname in ('freehold_app', 'freehold_sealer', 'freehold_feed')
        and has_table_privilege(r.oid, c.oid, 'truncate')
      union all
      select r.rolname || ' may create in ' || n.nspname from pg_namespace n, pg_roles r
      where n.nspname in ('freehold', 'gate', 'public')
        and r.rolname in ('freehold_app', 'freehold_sealer', 'freehold_feed')
        and has_schema_privilege(r.oid, n.oid, 'create')
      union all
      select r.rolname || ' may make temporary tables' from pg_roles r
      where r.rolname in ('freehold_app', 'freehold_sealer')
        and has_database_privilege(r.oid, current_database(), 'temporary')
      union all
      select 'large objects are open to ' || r.rolname from pg_roles r
      where r.rolname in ('freehold_app', 'freehold_sealer', 'freehold_feed')
        -- In a database of an administrator who is no superuser the right cannot be taken away.
        and (select o.rolsuper from pg_database d join pg_roles o on o.oid = d.datdba
          where d.datname = current_database())
        and (has_function_privilege(r.oid, 'lo_creat(integer)', 'execute')
          or has_function_privilege(r.oid, 'lo_create(oid)', 'execute')
          or has_function_privilege(r.oid, 'lo_from_bytea(oid, bytea)', 'execute'))
      union all
      select 'freehold_app may change audit events'
      where has_table_privilege('freehold_app', 'freehold.audit_events', 'update')
        or has_table_privilege('freehold_app', 'freehold.audit_events', 'delete')
        or has_any_column_privilege('freehold_app', 'freehold.audit_events', 'update')
        or has_column_privilege('freehold_app', 'freehold.audit_events', 'xid', 'insert')
      union all
      select r.rolname || ' may change credits' from pg_roles r, (values ('credit_entries'), ('credit_accounts')) t (name)
      where r.rolname in ('freehold_app', 'freehold_sealer', 'freehold_feed')
        and (has_any_column_privilege(r.oid, 'freehold.' || t.name, 'update')
          or has_table_privilege(r.oid, 'freehold.' || t.name, 'delete')
          or has_column_privilege(r.oid, 'freehold.credit_entries', 'at', 'insert')
          or has_any_column_privilege(r.oid, 'freehold.credit_accounts', 'insert'))
      union all
      select 'freehold_app may read context keys'
      where has_any_column_privilege('freehold_app', 'gate.context_keys', 'select')
      """)
    return try names(rows)
  }

  static func keys(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_index i on i.indrelid = c.oid and i.indisprimary
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where n.nspname = 'freehold' and a.attname <> 'workspace_id' order by 1
      """)
    return difference("table that no workspace leads", try names(rows), Set(StoreSchema.notOfWorkspaces.keys))
  }

  static func credits(_ connection: Connection) async throws(PostgresError) -> [String] {
    let columns = try await connection.query(
      """
      select c.relname || '.' || a.attname || ' ' || \(typeName) as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
      where n.nspname = 'freehold' and c.relname in ('credit_accounts', 'credit_entries') and a.attnum > 0
        and not a.attisdropped order by 1
      """)
    let triggers = try await connection.query(
      """
      select t.tgname::text as name from pg_trigger t
      where t.tgrelid = 'freehold.credit_entries'::regclass and not t.tgisinternal and t.tgenabled = 'O'
        and t.tgname not like 'audit\\_%' order by 1
      """)
    return difference("column of the credits", try names(columns), StoreSchema.creditColumns)
      + difference("trigger of the credits", try names(triggers), StoreSchema.creditTriggers)
  }

  /// Columns that can hold text or bytes: what could carry more than ids, kinds, amounts and times.
  static func texts(_ connection: Connection) async throws(PostgresError) -> [String] {
    let rows = try await connection.query(
      """
      select c.relname || '.' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
      where n.nspname = 'freehold' and c.relkind in ('r', 'p', 'm', 'f') and a.attnum > 0 and not a.attisdropped
        and t.typtype <> 'e'
        and t.typname not in ('uuid', 'int2', 'int4', 'int8', 'bool', 'timestamptz', 'xid8')
      order by 1
      """)
    return difference("column of text", try names(rows), Set(StoreSchema.texts.keys))
  }

  /// The audit trail: its enum and its columns, whose texts are all bound by constraints.
  static func trail(_ connection: Connection) async throws(PostgresError) -> [String] {
    let enums = try await connection.query(
      """
      select e.enumlabel::text as name from pg_enum e where e.enumtypid = 'freehold.audit_event'::regtype
      """)
    let columns = try await connection.query(
      """
      select a.attname || ' ' || \(typeName) || case when exists (
          select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.convalidated
            and a.attnum = any (k.conkey)) then ' bound' else '' end as name
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = 'freehold.audit_events'::regclass and a.attnum > 0 and not a.attisdropped order by 1
      """)
    return difference("audit event", try names(enums), Set(AuditEvent.allCases.map(\.rawValue)))
      + difference("column of the trail", try names(columns), StoreSchema.trailColumns)
  }

  /// Of the columns `a` of types `t`: whatever the session's search path is.
  private static let typeName = """
    case when t.typnamespace = (select n.oid from pg_namespace n where n.nspname = 'freehold')
      then 'freehold.' || t.typname else format_type(a.atttypid, a.atttypmod) end
    """

  static func difference(_ kind: String, _ found: [String], _ documented: Set<String>) -> [String] {
    found.filter { !documented.contains($0) }.map { "\(kind) \($0) is not documented" }
      + documented.subtracting(found).sorted().map { "\(kind) \($0) is documented and missing" }
  }

  static func names(_ rows: Rows) throws(PostgresError) -> [String] {
    var names: [String] = []
    for row in rows { names.append(try row.get("name")) }
    return names
  }
}
