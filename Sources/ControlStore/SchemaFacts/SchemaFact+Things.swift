// Queries for what is there.

extension SchemaFact {
  static let relations = #"""
    select format('%s %s.%s of %s%s%s%s',
      case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view'
        when 'f' then 'foreign table' when 'S' then 'sequence' else 'type' end,
      n.nspname, c.relname, r.rolname, case c.relpersistence when 'u' then ' unlogged' else '' end,
      case when c.relforcerowsecurity and c.relrowsecurity then ' forced' when c.relrowsecurity then ' not forced' else '' end,
      ' with ' || array_to_string(c.reloptions, ', '))
    from own o join pg_class c on c.oid = o.oid and o.classid = 'pg_class'::regclass
      join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
    where c.relkind not in ('i', 'I', 't')
    union all
    select format('schema %s%s', n.nspname, ' of ' || case n.nspname when 'public' then null else r.rolname end)
    from spaces n join pg_namespace s on s.oid = n.oid join pg_roles r on r.oid = s.nspowner
    where n.nspname not in ('pg_catalog', 'information_schema', 'public')
      and not exists (
        select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
    """#

  static let columns = #"""
    select format('%s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      case when a.attidentity <> '' then ' identity ' || a.attidentity::text
        else case when a.attgenerated <> '' then ' generated ' else ' default ' end || pg_get_expr(d.adbin, d.adrelid) end)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where n.nspname in ('freehold', 'gate') and c.relkind in ('r', 'p', 'f', 'm') and a.attnum > 0 and not a.attisdropped
    """#

  static let constraints = #"""
    select format('%s on %s.%s %s', k.conname, n.nspname, c.relname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('freehold', 'gate') and k.contype in ('c', 'f', 'p', 'u', 'x')
    union all
    -- What keeps rows unique without being a constraint.
    select pg_get_indexdef(i.indexrelid) || case when i.indisvalid and i.indisready and i.indislive then '' else ' (does not hold)' end
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('freehold', 'gate') and i.indisunique
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    """#

  static let things = #"""
    select format('rule %s on %s.%s', w.rulename, n.nspname, c.relname)
    from pg_rewrite w join pg_class c on c.oid = w.ev_class join own o on o.oid = c.oid and o.classid = 'pg_class'::regclass
      join pg_namespace n on n.oid = c.relnamespace
    where w.rulename <> '_RETURN'
    union all
    select 'event trigger ' || e.evtname from pg_event_trigger e
    where not exists (
      select from pg_depend d where d.classid = 'pg_event_trigger'::regclass and d.objid = e.oid and d.deptype = 'e')
    union all
    select 'publication ' || pubname from pg_publication
    union all
    select 'subscription ' || subname from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())
    union all
    select 'logical slot ' || slot_name from pg_replication_slots where database = current_database()
    union all
    select 'foreign server ' || srvname from pg_foreign_server
    union all
    select 'language ' || lanname from pg_language where lanname not in ('internal', 'c', 'sql', 'plpgsql')
    """#
}
