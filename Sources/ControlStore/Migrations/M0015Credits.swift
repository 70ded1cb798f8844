// Credits of Studio, in double entry: what is moved is taken from one book and put into another, in one movement that sums
// to zero. Entries are only ever added. No column can hold anything about an invoice: ids, kinds, amounts and times.
//
// The database itself refuses what would be wrong, whoever asks: a movement that does not sum to zero, a balance below
// zero (the account's row is locked by each entry), a permit spent twice, returned before its time or returned after it
// was spent, and any change of an entry.

extension Migration {
  static let credits = Migration(
    name: "0015-credits", sql: creditTables + creditFunctions + creditTriggers + creditRights)
}

private let creditTables = #"""

  alter type audit_event add value 'credit_granted';
  alter type audit_event add value 'credit_held';
  alter type audit_event add value 'credit_spent';
  alter type audit_event add value 'credit_returned';

  create type credit_book as enum ('granted', 'available', 'held', 'spent');
  create type credit_movement as enum ('granted', 'held', 'spent', 'returned');

  create table credit_accounts (
    account_id uuid primary key references accounts,
    available bigint not null default 0 check (available >= 0),
    held bigint not null default 0 check (held >= 0)
  );
  create table credit_entries (
    account_id uuid not null references accounts,
    -- The permit's; of what was granted: the grant's, the account's own for its first free credits.
    id uuid not null,
    kind credit_movement not null,
    book credit_book not null,
    amount bigint not null,
    at timestamptz not null default transaction_timestamp(),
    position bigint not null generated always as identity,
    -- What the browser made up, so that asking again holds nothing twice.
    asked_as uuid,
    primary key (account_id, id, kind, book),
    check (case kind
      when 'granted' then book = 'granted' and amount < 0 or book = 'available' and amount > 0
      when 'held' then book = 'available' and amount = -1 or book = 'held' and amount = 1
      when 'spent' then book in ('held', 'available') and amount = -1 or book = 'spent' and amount = 1
      else book = 'held' and amount = -1 or book = 'available' and amount = 1 end),
    check ((asked_as is not null) = (kind = 'held' and book = 'held'))
  );
  create unique index credit_entries_position on credit_entries (account_id, position);
  create unique index credit_entries_asked on credit_entries (account_id, asked_as) where asked_as is not null;
  create index credit_entries_held on credit_entries (account_id, at) where kind = 'held' and book = 'held';
  """#

private let creditFunctions = #"""

  set local role freehold_keys;

  -- The time is the transaction's own, and a returned credit's the end of its permit: nobody names one.
  create function gate.book_credits() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into freehold.credit_accounts (account_id) values (new.account_id) on conflict do nothing;
    update freehold.credit_accounts a
    set available = a.available + case new.book when 'available' then new.amount else 0 end,
      held = a.held + case new.book when 'held' then new.amount else 0 end
    where a.account_id = new.account_id;
    new.at := transaction_timestamp();
    if new.kind = 'returned' then
      select e.at + interval '10 minutes' into new.at from freehold.credit_entries e
      where e.account_id = new.account_id and e.id = new.id and e.kind = 'held' and e.book = 'held';
      if new.at is null or new.at > transaction_timestamp() then
        raise exception using errcode = 'FH601', message = 'a credit that was returned before its time';
      end if;
    end if;
    return new;
  end $$;

  create function gate.balance_credits() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    moved bigint;
    held bigint;
    spent bigint;
  begin
    select sum(e.amount) filter (where e.kind = new.kind), coalesce(sum(e.amount) filter (where e.book = 'held'), 0),
      coalesce(sum(e.amount) filter (where e.book = 'spent'), 0)
    into moved, held, spent
    from freehold.credit_entries e where e.account_id = new.account_id and e.id = new.id;
    if moved <> 0 or held not in (0, 1) or spent not in (0, 1) or held + spent > 1 then
      raise exception using errcode = 'FH601', message = 'a movement of credits that does not add up';
    end if;
    return null;
  end $$;

  revoke all on function gate.book_credits, gate.balance_credits from public;
  grant execute on function gate.book_credits, gate.balance_credits to freehold_owner;
  set local role freehold_owner;
  """#

private let creditTriggers = #"""

  create function keep_entries() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception using errcode = 'FH602', message = 'entries of credits are only ever added';
  end $$;
  revoke all on function keep_entries from public;

  create trigger book before insert on credit_entries for each row execute function gate.book_credits();
  create constraint trigger balance after insert on credit_entries
    deferrable initially deferred for each row execute function gate.balance_credits();
  create trigger keep before update or delete or truncate on credit_entries
    for each statement execute function keep_entries();
  call guard('credit_entries');
  """#

private let creditRights =
  guarded("credit_accounts", "credit_entries")
    + #"""

    create policy self on credit_accounts for select to freehold_app
      using (account_id = \#(actor(as: "person operator")));
    create policy tidy on credit_accounts for select to freehold_app using (\#(contextRole) = 'system');
    create policy gate on credit_accounts to freehold_keys using (true) with check (true);
    grant select on credit_accounts to freehold_app;
    grant select, insert, update on credit_accounts to freehold_keys;

    create policy self on credit_entries for select to freehold_app
      using (account_id = \#(actor(as: "person operator")));
    create policy use on credit_entries for insert to freehold_app
      with check (account_id = \#(actor(as: "person operator")) and kind in ('held', 'spent'));
    create policy tidy on credit_entries for select to freehold_app using (\#(contextRole) = 'system');
    create policy give on credit_entries for insert to freehold_app
      with check (\#(contextRole) = 'system' and kind in ('granted', 'returned'));
    create policy gate on credit_entries for select to freehold_keys using (true);
    grant select, insert (account_id, id, kind, book, amount, asked_as) on credit_entries to freehold_app;
    grant select on credit_entries to freehold_keys;
    """#
