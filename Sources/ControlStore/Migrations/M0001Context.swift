// The signed tenant context. `gate` holds what runs with more rights than its caller has: the verifier, the look-ups, the audit
// guard. Its owner `freehold_keys` is no login.

extension Migration {
  static let context = Migration(name: "0001-context", sql: contextTables + contextFunctions)
}

private let contextTables = #"""
  create table schema_migrations (
    name text primary key,
    checksum bytea not null,
    applied_at timestamptz not null default transaction_timestamp()
  );
  alter table schema_migrations enable row level security, force row level security;
  create policy migrator on schema_migrations to freehold_owner using (true) with check (true);
  create policy everybody on schema_migrations for select to freehold_app using (true);
  grant select on schema_migrations to freehold_app;

  set local role freehold_keys;

  -- HMAC's two padded keys (RFC 2104 section 2), so that PostgreSQL's own sha256() suffices.
  create table gate.context_keys (
    id boolean primary key default true check (id),
    inner_pad bytea not null check (length(inner_pad) = 64),
    outer_pad bytea not null check (length(outer_pad) = 64)
  );
  alter table gate.context_keys enable row level security, force row level security;
  create policy gate on gate.context_keys to freehold_keys using (true) with check (true);
  """#

/// `freehold.context` = workspace|actor|role|expiry|backend pid|MAC, the MAC in hex over all that stands before its bar.
private func verifier(_ name: String, _ arguments: String, returns type: String, _ result: String) -> String {
  #"""

  create function gate.\#(name)(\#(arguments)) returns \#(type)
  language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
  declare
    context text := current_setting('freehold.context', true);
    part text[];
    key gate.context_keys;
  begin
    if context is null or context = '' then return null; end if;
    part := string_to_array(context, '|');
    select * into strict key from gate.context_keys;
    if cardinality(part) <> 6
      -- Compared as hashes of hashes: how long it takes says nothing about the right MAC.
      or sha256(key.outer_pad || convert_to(part[6], 'UTF8')) <> sha256(key.outer_pad || convert_to(encode(
        sha256(key.outer_pad || sha256(key.inner_pad || convert_to(left(context, -65), 'UTF8'))), 'hex'), 'UTF8'))
    then raise exception using errcode = 'FH401', message = 'the context is forged'; end if;
    if part[4]::bigint < extract(epoch from transaction_timestamp())
    then raise exception using errcode = 'FH402', message = 'the context is expired'; end if;
    if part[5]::int <> pg_backend_pid()
    then raise exception using errcode = 'FH403', message = 'the context is of another connection'; end if;
    return \#(result);
  end $$;
  """#
}

private let ifRole = "case when roles is null or part[3] = any (string_to_array(roles, ' ')) then"

private let contextFunctions =
  verifier(
    "context_workspace", "roles text default null", returns: "uuid", "\(ifRole) nullif(part[1], '')::uuid end")
  + verifier("context_actor", "roles text default null", returns: "uuid", "\(ifRole) nullif(part[2], '')::uuid end")
  + verifier("context_role", "", returns: "text", "part[3]")
  + verifier(
    "context_may_record", "tree uuid, kind text, actor uuid", returns: "boolean",
    #"""
    (tree = coalesce(nullif(part[1], '')::uuid, '00000000-0000-0000-0000-000000000000')
        or tree = '00000000-0000-0000-0000-000000000000')
      and case part[3]
        when 'runtime' then kind = 'runtime' and actor = part[2]::uuid
        when 'runtime_of_all' then kind = 'runtime' and actor = part[2]::uuid
        when 'system' then kind in ('system', 'operator') and actor is null
        when 'bearer' then kind = 'system' and actor is null
        else kind = 'operator' and actor is null and part[2] = ''
          or kind = 'account' and actor = nullif(part[2], '')::uuid
      end
    """#)
  + #"""

  revoke all on all functions in schema gate from public;
  grant execute on all functions in schema gate to freehold_app, freehold_owner;
  set local role freehold_owner;
  """#
