// Apps, the versions of their specs, and their releases: design, typed by builders, which the control plane may keep.

extension Migration {
  static let apps = Migration(name: "0007-apps", sql: appTables + appRights)
}

private let appTables = #"""

  create table apps (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    title text not null check (length(title) between 1 and 200),
    current_release uuid,
    created_at timestamptz not null default transaction_timestamp(),
    primary key (workspace_id, id),
    unique (workspace_id, name)
  );
  create table spec_versions (
    workspace_id uuid not null,
    app_id uuid not null,
    number bigint not null check (number > 0),
    id uuid not null,
    spec bytea not null check (length(spec) <= 1048576),
    digest bytea not null check (digest = sha256(spec)),
    author uuid,
    note text not null check (length(note) <= 500),
    saved_at timestamptz not null default transaction_timestamp(),
    primary key (workspace_id, app_id, number),
    foreign key (workspace_id, app_id) references apps
  );
  create table releases (
    workspace_id uuid not null,
    id uuid not null,
    app_id uuid not null,
    number bigint not null check (number > 0),
    version bigint not null,
    published_by uuid,
    published_at timestamptz not null,
    note text not null check (length(note) <= 500),
    -- Contract.SignedRelease as JSON text.
    signed text not null,
    primary key (workspace_id, id),
    unique (workspace_id, app_id, number),
    foreign key (workspace_id, app_id, version) references spec_versions
  );
  create table build_log (
    workspace_id uuid not null,
    -- The report's.
    id uuid not null,
    app_id uuid not null,
    release_id uuid not null,
    runtime_id uuid not null,
    outcome text not null check (outcome in ('prepared', 'failed')),
    element text check (element ~ '^[a-z][a-z0-9_]{0,62}$'),
    problem text check (problem ~ '^[a-z_]{1,40}$'),
    sqlstate text check (sqlstate ~ '^[0-9A-Z]{5}$'),
    milliseconds bigint check (milliseconds >= 0),
    at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, release_id) references releases
  );
  create index build_log_app on build_log (workspace_id, app_id, at);
  call guard('apps');
  call guard('spec_versions');
  call guard('releases');
  call guard('build_log');
  """#

private let appRights =
  ["apps", "spec_versions", "releases", "build_log"].map {
    "\nalter table \($0) enable row level security, force row level security;"
  }.joined()
    + #"""

    create policy members on apps for select to freehold_app using (workspace_id = \#(anyWorkspace));
    create policy make on apps for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "builder admin owner")));
    create policy design on apps for update to freehold_app
      using (workspace_id = \#(workspace(as: "builder admin owner")));
    create policy feed on apps for select to freehold_feed using (\#(served("workspace_id")));
    grant select, insert, update (title, current_release) on apps to freehold_app;
    grant select on apps to freehold_feed;

    create policy readers on spec_versions for select to freehold_app
      using (workspace_id = \#(workspace(as: "member builder admin owner")));
    create policy design on spec_versions for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "builder admin owner")));
    grant select, insert on spec_versions to freehold_app;

    create policy members on releases for select to freehold_app
      using (workspace_id = \#(workspace(as: "viewer member builder admin owner runtime")));
    create policy feed on releases for select to freehold_feed using (\#(served("workspace_id")));
    create policy publish on releases for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "builder admin owner")));
    grant select, insert on releases to freehold_app;
    grant select on releases to freehold_feed;

    create policy readers on build_log for select to freehold_app
      using (workspace_id = \#(workspace(as: "member builder admin owner")));
    create policy report on build_log for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "runtime"))
        and runtime_id = \#(actor(as: "runtime")));
    grant select, insert on build_log to freehold_app;
    """#
