// Workspaces, their members, their invitations.

extension Migration {
  static let workspaces = Migration(name: "0006-workspaces", sql: workspaceTables + workspaceRights)
}

private let workspaceTables = #"""

  create table workspaces (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{0,62}$'),
    title text not null check (length(title) between 1 and 200),
    kind text not null check (kind in ('personal', 'team')),
    region text not null,
    created_at timestamptz not null default transaction_timestamp()
  );
  create table members (
    workspace_id uuid not null references workspaces,
    account_id uuid not null references accounts,
    role workspace_role not null,
    joined_at timestamptz not null default transaction_timestamp(),
    primary key (workspace_id, account_id)
  );
  -- The one index of a workspace's table that its workspace does not lead: a person asks for all of his workspaces.
  create index members_account on members (account_id);
  create table invitations (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    email text,
    role workspace_role not null,
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    primary key (workspace_id, id)
  );
  call guard('workspaces');
  call guard('members', 'account_id');
  call guard('invitations');
  """#

private let workspaceRights =
  ["workspaces", "members", "invitations"].map {
    "\nalter table \($0) enable row level security, force row level security;"
  }.joined()
    + #"""

    create policy inside on workspaces for select to freehold_app using (id = \#(anyWorkspace));
    create policy own on workspaces for select to freehold_app
      using (id in (select m.workspace_id from members m where m.account_id = \#(anyActor)));
    create policy feed on workspaces for select to freehold_feed using (\#(served("id")));
    create policy make on workspaces for insert to freehold_app
      with check (id = \#(workspace(as: "owner")));
    create policy rename on workspaces for update to freehold_app
      using (id = \#(workspace(as: "owner")));
    grant select, insert, update (title) on workspaces to freehold_app;
    grant select on workspaces to freehold_feed;

    create policy inside on members for select to freehold_app
      using (workspace_id = \#(anyWorkspace));
    create policy own on members for select to freehold_app using (account_id = \#(anyActor));
    create policy add on members for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "admin owner")));
    create policy manage on members for update to freehold_app
      using (workspace_id = \#(workspace(as: "admin owner")));
    create policy remove on members for delete to freehold_app
      using (workspace_id = \#(workspace(as: "admin owner")));
    create policy join_in on members for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "joining"))
        and account_id = \#(actor(as: "joining")));
    create policy leave on members for delete to freehold_app
      using (workspace_id = \#(anyWorkspace) and account_id = \#(anyActor));
    grant select, insert, update (role), delete on members to freehold_app;

    -- Members of one workspace know each other's names.
    create policy fellows on accounts for select to freehold_app
      using (id in (
        select m.account_id from members m
        where m.workspace_id = \#(workspace(as: "member builder admin owner"))));

    create policy manage on invitations to freehold_app
      using (workspace_id = \#(workspace(as: "admin owner")))
      with check (workspace_id = \#(workspace(as: "admin owner")));
    create policy bearer on invitations to freehold_app
      using (id = \#(actor(as: "bearer"))) with check (id = \#(actor(as: "bearer")));
    grant select, insert, update (accepted_at, revoked_at) on invitations to freehold_app;

    create policy gate on workspaces for select to freehold_keys using (true);
    create policy gate on members for select to freehold_keys using (true);
    create policy gate on invitations for select to freehold_keys using (true);
    grant select on workspaces, members, invitations to freehold_keys;
    """#
