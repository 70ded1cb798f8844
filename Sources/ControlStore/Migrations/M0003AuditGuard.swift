// No change without an audit row that names its table and subject: the transaction is aborted otherwise.
//
// A statement trigger looks for the rows. Where one is missing yet, it leaves a marker, and a deferred constraint
// trigger looks again at COMMIT. A row that is there already cannot vanish without the change that followed it: nobody
// may update or delete it, and a savepoint before it takes both back. A restored row of another cluster may have this
// transaction's number, but not its time.

extension Migration {
  static let auditGuard = Migration(
    name: "0003-audit-guard",
    sql: pending + guardFunction(subject: "id") + guardFunction(subject: "account_id") + guardTable)
}

private let pending = #"""

  set local role freehold_keys;

  -- Only a transaction that is not finished has rows here, so they need not survive a crash.
  create unlogged table gate.audit_pending (
    id bigint generated always as identity primary key,
    subject_table text not null,
    -- Null: a bulk change of `changes` rows, which one event with that many rows may sum up.
    subject_id uuid,
    changes bigint not null
  );
  alter table gate.audit_pending enable row level security, force row level security;
  create policy gate on gate.audit_pending to freehold_keys using (true) with check (true);

  create function gate.has_audit(subject_table text, subject_id uuid, changes bigint) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
      select from freehold.audit_events e
      where e.xid = pg_current_xact_id() and e.recorded_at = transaction_timestamp()
        and e.subject_table = has_audit.subject_table
        and (e.subject_id = has_audit.subject_id
          or has_audit.subject_id is null and e.subject_id is null and e.rows >= has_audit.changes))
  $$;

  create function gate.settle_audit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if not gate.has_audit(new.subject_table, new.subject_id, new.changes) then
      raise exception using errcode = 'FH501', table = new.subject_table,
        message = 'a change without an audit event that names its table and subject';
    end if;
    delete from gate.audit_pending where id = new.id;
    return null;
  end $$;
  create constraint trigger settle_audit after insert on gate.audit_pending
    deferrable initially deferred for each row execute function gate.settle_audit();
  """#

/// More than this many rows that one statement changed may be summed up in one event.
private let bulk = 100

private func guardFunction(subject: String) -> String {
  #"""

  create function gate.require_audit_by_\#(subject)() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    missing uuid[];
    changes bigint;
  begin
    select array_agg(c.\#(subject)), count(*) into missing, changes from changed c
    where not exists (
      select from freehold.audit_events e
      where e.xid = pg_current_xact_id() and e.recorded_at = transaction_timestamp()
        and e.subject_table = tg_table_name and e.subject_id = c.\#(subject));
    if changes = 0 then return null; end if;
    if changes > \#(bulk) then
      if not gate.has_audit(tg_table_name, null, changes) then
        insert into gate.audit_pending (subject_table, changes) values (tg_table_name, changes);
      end if;
    else
      insert into gate.audit_pending (subject_table, subject_id, changes)
      select tg_table_name, subject, 1 from unnest(missing) subject;
    end if;
    return null;
  end $$;
  """#
}

private let guardTable = #"""

  revoke all on all functions in schema gate from public;
  grant execute on function gate.require_audit_by_id, gate.require_audit_by_account_id to freehold_owner;
  set local role freehold_owner;

  -- Puts the guard on a table; `subject` is the column that an event's subject_id names.
  create procedure guard(guarded regclass, subject text default 'id') language plpgsql as $$
  declare
    change record;
  begin
    for change in select * from (values ('insert', 'new'), ('update', 'new'), ('delete', 'old')) as v (verb, side) loop
      execute format(
        'create trigger audit_%1$s after %1$s on %2$s referencing %3$s table as changed '
        'for each statement execute function gate.require_audit_by_%4$s()',
        change.verb, guarded, change.side, subject);
    end loop;
  end $$;
  revoke all on procedure guard from public;
  """#
