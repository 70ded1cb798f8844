// Queries for what decides: policies, triggers, functions, views.

extension SchemaFact {
  /// Our roles, all schemas but those of temporary things, and what stands outside of PostgreSQL's own.
  static let common = #"""
    with ours as (
      select oid, rolname from pg_roles where rolname = any ('{freehold_owner,freehold_keys,freehold_feed,freehold_app,freehold_sealer}')
    ), spaces as (
      select oid, nspname from pg_namespace where nspname !~ '^pg_(toast|temp_|toast_temp_)'
    ), own as (
      -- What stands outside of PostgreSQL's own and belongs to no extension.
      select v.classid, v.oid from (
        select 'pg_class'::regclass as classid, oid, relnamespace as space from pg_class
        union all select 'pg_proc'::regclass, oid, pronamespace from pg_proc) v
      join spaces s on s.oid = v.space
      where (s.nspname not in ('pg_catalog', 'information_schema') or v.oid >= 16384)
        and not exists (
          select from pg_depend d where d.classid = v.classid and d.objid = v.oid and d.deptype = 'e')
    )

    """#

  static let policies = #"""
    select format('%s on %s.%s for %s%s to %s%s%s', p.polname, n.nspname, c.relname,
      case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      case when p.polpermissive then '' else ' (restrictive)' end,
      (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r::regrole::text)
        from unnest(p.polroles) r),
      ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    """#

  static let triggers = #"""
    select format('%s.%s %s%s', n.nspname, c.relname,
      regexp_replace(regexp_replace(pg_get_triggerdef(t.oid), '^CREATE (CONSTRAINT )?TRIGGER ', ''), ' ON [^ ]+', ''),
      case t.tgenabled when 'O' then '' else ' is ' || t.tgenabled::text end)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join spaces n on n.oid = c.relnamespace
    where not t.tgisinternal
    union all
    select format('%s.%s does not keep its key %s', n.nspname, c.relname, k.conname)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join spaces n on n.oid = c.relnamespace
      join pg_constraint k on k.oid = t.tgconstraint
    where t.tgisinternal and t.tgenabled <> 'O'
    """#

  static let functions = #"""
    select format('%s.%s(%s) of %s%s%s%s in %s%s: %s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid),
      r.rolname, case p.prokind when 'p' then ' procedure' when 'f' then '' else ' ' || p.prokind::text end,
      case when p.prosecdef then ' definer' else '' end,
      case when p.proleakproof then ' leakproof' else '' end || case when p.proisstrict then ' strict' else '' end
        || case p.provolatile when 'i' then ' immutable' when 's' then ' stable' else '' end || ' parallel ' || p.proparallel::text,
      l.lanname, ' set ' || array_to_string(p.proconfig, '; '),
      left(encode(sha256(convert_to(concat_ws('|', p.prosrc, p.probin, pg_get_function_result(p.oid),
        pg_get_function_arguments(p.oid), pg_get_function_sqlbody(p.oid)), 'UTF8')), 'hex'), 32))
    from own o join pg_proc p on p.oid = o.oid and o.classid = 'pg_proc'::regclass
      join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner join pg_language l on l.oid = p.prolang
    """#

  static let views = #"""
    select format('%s.%s asks %s', n.nspname, c.relname,
      left(encode(sha256(convert_to(regexp_replace(regexp_replace(pg_get_viewdef(c.oid), '\m[a-z_]+\.', '', 'g'), '[\s()]', '', 'g'), 'UTF8')), 'hex'), 32))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('freehold', 'gate') and c.relkind in ('v', 'm')
    union all
    select distinct format('%s.%s uses %s', n.nspname, c.relname, i.type || ' ' || i.identity)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_rewrite w on w.ev_class = c.oid
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refobjid <> c.oid,
      pg_identify_object(d.refclassid, d.refobjid, 0) i
    where n.nspname in ('freehold', 'gate') and c.relkind in ('v', 'm')
    """#
}
