// Runtimes, the tokens that enrol them, and the feed that they hear.

extension Migration {
  static let runtimes = Migration(name: "0008-runtimes", sql: runtimeTables + runtimeRights + feed)
}

private let runtimeTables = #"""

  -- Null as workspace_id: every workspace of the installation.
  create table runtimes (
    id uuid primary key,
    workspace_id uuid references workspaces,
    public_key bytea not null unique check (length(public_key) = 32),
    address text not null check (length(address) <= 300),
    title text not null check (length(title) between 1 and 200),
    enrolled_at timestamptz not null default transaction_timestamp(),
    removed_at timestamptz
  );
  create index runtimes_workspace on runtimes (workspace_id);
  create table runtime_touches (
    runtime_id uuid primary key references runtimes,
    last_seen_at timestamptz not null
  );
  create table enrolments (
    id uuid primary key,
    workspace_id uuid references workspaces,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    title text not null check (length(title) between 1 and 200),
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz
  );
  call guard('runtimes');
  call guard('enrolments');
  """#

private let runtimeRights = #"""

  alter table runtimes enable row level security, force row level security;
  alter table runtime_touches enable row level security, force row level security;
  alter table enrolments enable row level security, force row level security;

  create policy self on runtimes for select to freehold_app
    using (id = \#(actor(as: "runtime runtime_of_all")));
  create policy readers on runtimes for select to freehold_app
    using (workspace_id = \#(workspace(as: "member builder admin owner seeker"))
      or workspace_id is null
        and \#(workspace(as: "member builder admin owner seeker")) is not null);
  create policy enrol on runtimes for insert to freehold_app with check (\#(contextRole) = 'system');
  create policy remove on runtimes for update to freehold_app
    using (workspace_id = \#(workspace(as: "admin owner")));
  grant select, insert, update (removed_at) on runtimes to freehold_app;

  create policy self on runtime_touches to freehold_app
    using (runtime_id = \#(actor(as: "runtime runtime_of_all")))
    with check (runtime_id = \#(actor(as: "runtime runtime_of_all")));
  create policy readers on runtime_touches for select to freehold_app
    using (runtime_id in (select r.id from runtimes r));
  grant select, insert, update (last_seen_at) on runtime_touches to freehold_app;

  create policy make on enrolments for insert to freehold_app
    with check (workspace_id = \#(workspace(as: "admin owner"))
      or \#(contextRole) = 'system');
  create policy bearer on enrolments to freehold_app
    using (id = \#(actor(as: "bearer"))) with check (id = \#(actor(as: "bearer")));
  grant select, insert, update (used_at) on enrolments to freehold_app;

  create policy gate on runtimes for select to freehold_keys using (true);
  create policy gate on enrolments for select to freehold_keys using (true);
  grant select on runtimes, enrolments to freehold_keys;
  """#

private let feed = #"""

  -- The nil UUID as workspace_id: for every runtime.
  create table feed_events (
    workspace_id uuid not null,
    position bigint not null,
    kind text not null
      check (kind in ('workspace', 'release', 'app_removed', 'session_ended', 'member_changed', 'runtime_removed')),
    subject_id uuid not null,
    release_id uuid,
    at timestamptz not null default transaction_timestamp(),
    primary key (workspace_id, position)
  );
  create unique index feed_events_position on feed_events (position);
  create sequence feed_position;
  alter table feed_events enable row level security, force row level security;
  create policy feed on feed_events for select to freehold_feed
    using (workspace_id = '00000000-0000-0000-0000-000000000000' or \#(served("workspace_id")));
  create policy tell on feed_events for insert to freehold_app
    with check (workspace_id = \#(anyWorkspace)
      or workspace_id = '00000000-0000-0000-0000-000000000000' and \#(contextRole) is not null);
  grant insert (workspace_id, kind, subject_id, release_id) on feed_events to freehold_app;
  grant select on feed_events to freehold_feed;

  -- Positions are given in the order of commits, under a lock until the end of the transaction: who has read up to one
  -- will never find an earlier one later.
  create function number_feed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(7164920531);
    new.position := nextval('freehold.feed_position');
    perform pg_notify('freehold_feed', '');
    return new;
  end $$;
  revoke all on function number_feed from public;
  create trigger number_feed before insert on feed_events for each row execute function number_feed();
  """#
