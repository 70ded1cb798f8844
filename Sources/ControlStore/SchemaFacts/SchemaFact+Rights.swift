// Queries for who may do what.

extension SchemaFact {
  static let grants = #"""
    select format('%s on %s to %s', string_agg(g.right, ', ' order by g.right), g.thing, g.who) from (
      select g.thing, coalesce(r.rolname::text, case g.grantee when 0 then 'public' else g.grantee::text end) as who,
        lower(g.privilege_type) || case when g.is_grantable then ' (and may grant it)' else '' end as right
      from (
        select format('%s.%s', n.nspname, c.relname) as thing, c.relowner as owner, n.nspname, c.oid as object,
          'pg_class'::regclass as classid, 0 as part, a.*
        from pg_class c join spaces n on n.oid = c.relnamespace, aclexplode(c.relacl) a
        union all
        select format('%s.%s (%s)', n.nspname, c.relname, f.attname), c.relowner, n.nspname, c.oid, 'pg_class'::regclass, f.attnum, a.*
        from pg_attribute f join pg_class c on c.oid = f.attrelid join spaces n on n.oid = c.relnamespace, aclexplode(f.attacl) a
        where not f.attisdropped
        union all
        select format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.proowner, n.nspname,
          p.oid, 'pg_proc'::regclass, 0, a.*
        from pg_proc p join spaces n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.proacl is not null or n.nspname not in ('pg_catalog', 'information_schema')
        union all
        select 'schema ' || n.nspname, s.nspowner, n.nspname, n.oid, 'pg_namespace'::regclass, 0, a.*
        from spaces n join pg_namespace s on s.oid = n.oid, aclexplode(s.nspacl) a
        union all
        select 'the database', d.datdba, '', d.oid, 'pg_database'::regclass, 0, a.*
        from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a where d.datname = current_database()
        union all
        select 'the setting ' || p.parname, 10::oid, '', p.oid, 'pg_parameter_acl'::regclass, 0, a.*
        from pg_parameter_acl p, aclexplode(p.paracl) a
        where a.grantee = 0 or exists (select from ours o where o.oid = a.grantee)
        union all
        select 'language ' || l.lanname, l.lanowner, 'pg_catalog', l.oid, 'pg_language'::regclass, 0, a.*
        from pg_language l, aclexplode(l.lanacl) a
      ) g left join pg_roles r on r.oid = g.grantee
      where g.grantee <> g.owner
        and (g.nspname in ('freehold', 'gate', '') or exists (select from ours o where o.oid = g.grantee)
          -- Beside what PostgreSQL came with.
          or g.grantee = 0 and not exists (
            select from pg_init_privs i, aclexplode(i.initprivs) was
            where i.classoid = g.classid and i.objoid = g.object and i.objsubid = g.part and was.grantee = 0
              and was.privilege_type = g.privilege_type)
            and (exists (select from pg_init_privs i where i.classoid = g.classid and i.objoid = g.object and i.objsubid = g.part)
              or g.classid = 'pg_class'::regclass and g.nspname <> 'information_schema' or g.nspname = 'public' and g.classid = 'pg_namespace'::regclass))
    ) g group by g.thing, g.who
    union all
    select format('by default: %s', defaclacl) from pg_default_acl
    """#

  static let roles = #"""
    select format('%s%s%s', o.rolname, case when r.rolcanlogin then ' logs in' else '' end,
      case when r.rolinherit then ' inherits' else '' end
      || case when r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication then ' is too mighty' else '' end)
    from ours o join pg_roles r on r.oid = o.oid
    union all
    select format('%s may become %s%s', member.rolname, role.rolname,
      case when m.admin_option then ', and let others' else '' end)
    from pg_auth_members m join pg_roles member on member.oid = m.member join pg_roles role on role.oid = m.roleid
    where member.oid in (select oid from ours)
      or role.oid in (select oid from ours) and not (member.rolsuper or member.rolcreaterole)
    """#

  static let settings = #"""
    select distinct format('%s: %s', coalesce(o.rolname, 'everybody here'), c.setting)
    from pg_db_role_setting s left join ours o on o.oid = s.setrole, unnest(s.setconfig) as c (setting)
    where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
      and (o.oid is not null or s.setrole = 0
        -- What an operator does so that nothing of it is logged.
        and c.setting <> all (array['log_error_verbosity=terse', 'log_min_messages=fatal', 'log_min_messages=panic',
          'log_statement=none', 'log_min_duration_statement=-1', 'log_parameter_max_length_on_error=0'])
        and c.setting ~ '^(log_|debug_|auto_explain|pgaudit|.*preload|search_path|row_security|role=|session_replication)')
    """#
}
