// The signed tenant context. `gate` holds what runs with more rights than its caller has: the verifier, the look-ups,
// the audit guard. Its owner `freehold_keys` is no login.

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

/// `freehold.context` = workspace|actor|role|expiry|backend pid|MAC, the MAC in hex over all that stands before its
/// bar.
///
/// A view with its owner's rights rather than a function: it is planned into the statement, which halves its cost, and
/// nothing of the key is among its columns. The MAC's 32 bytes are compared by one memcmp over whole vectors: how long
/// that takes says nothing about single bytes.
private let contextFunctions = #"""

  -- Says why; the MAC is wrong when all else is right.
  create function gate.refuse_context(context text) returns boolean
  language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
  begin
    if split_part(context, '|', 5) <> pg_backend_pid()::text then
      raise exception using errcode = 'FH403', message = 'the context is of another connection';
    elsif split_part(context, '|', 4) < floor(extract(epoch from transaction_timestamp()))::text then
      raise exception using errcode = 'FH402', message = 'the context is expired';
    end if;
    raise exception using errcode = 'FH401', message = 'the context is forged';
  end $$;

  create view gate.context as
    select nullif(split_part(x.context, '|', 1), '')::uuid as workspace,
      nullif(split_part(x.context, '|', 2), '')::uuid as actor,
      split_part(x.context, '|', 3) as role
    from gate.context_keys k, (select current_setting('freehold.context', true) as context) x
    where case
      when x.context = '' then false
      when decode(right(x.context, 64), 'hex')
          = sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(x.context, -65), 'UTF8')))
        and split_part(x.context, '|', 5)::int = pg_backend_pid()
        and to_timestamp(split_part(x.context, '|', 4)::float8) >= transaction_timestamp()
      then true
      when x.context is null then false
      else gate.refuse_context(x.context) end;

  revoke all on all functions in schema gate from public;
  grant execute on all functions in schema gate to freehold_app, freehold_feed;
  grant select on gate.context to freehold_app, freehold_feed;
  set local role freehold_owner;
  """#
