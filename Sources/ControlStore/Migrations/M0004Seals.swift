// What the sealer keeps: leaves in its own order, the trees' right edges, signed heads, checkpoints of retention.

extension Migration {
  static let seals = Migration(name: "0004-seals", sql: sealTables + sealRights)
}

private let sealTables = #"""

  -- One row: up to which transaction everything is sealed, and in which cluster. Another cluster has other transaction
  -- numbers, so a new epoch starts there.
  create table audit_sealing (
    id boolean primary key default true check (id),
    cluster text not null,
    epoch bigint not null,
    sealed_below xid8 not null,
    at timestamptz not null
  );
  create table audit_trees (
    workspace_id uuid primary key,
    size bigint not null,
    -- The roots of the perfect subtrees at the right edge, the largest first, 32 bytes each.
    frontier bytea not null check (length(frontier) % 32 = 0)
  );
  create table audit_leaves (
    workspace_id uuid not null,
    leaf bigint not null,
    event_id uuid not null,
    hash bytea not null check (length(hash) = 32),
    primary key (workspace_id, leaf)
  );
  create unique index audit_leaves_event on audit_leaves (workspace_id, event_id);
  create table audit_heads (
    workspace_id uuid not null,
    epoch bigint not null,
    size bigint not null,
    root bytea not null check (length(root) = 32),
    at timestamptz not null,
    signature bytea not null,
    primary key (workspace_id, epoch, size)
  );
  create table audit_checkpoints (
    workspace_id uuid not null,
    -- Events below this leaf were removed by retention; their leaves stay.
    pruned_below bigint not null,
    at timestamptz not null,
    signature bytea not null,
    primary key (workspace_id, pruned_below)
  );
  """#

private let sealRights =
  ["audit_sealing", "audit_trees", "audit_leaves", "audit_heads", "audit_checkpoints"].map { table in
    #"""

    alter table \#(table) enable row level security, force row level security;
    create policy sealer on \#(table) to freehold_sealer using (true) with check (true);
    grant select, insert on \#(table) to freehold_sealer;
    """#
  }.joined()
  + ["audit_leaves", "audit_heads", "audit_checkpoints"].map { table in
    #"""

    create policy admins on \#(table) for select to freehold_app
      using (workspace_id = (
        select case when c.role in ('admin', 'owner') then c.workspace
          when c.role = 'operator' then '00000000-0000-0000-0000-000000000000' end
        from gate.context c));
    grant select on \#(table) to freehold_app;
    """#
  }.joined()
    + #"""

    grant update on audit_sealing, audit_trees to freehold_sealer;
    -- Runtimes keep heads and check that each continues the one before.
    create policy feed on audit_heads for select to freehold_feed using (\#(served("workspace_id")));
    create policy feed on audit_leaves for select to freehold_feed using (\#(served("workspace_id")));
    grant select on audit_heads, audit_leaves to freehold_feed;
    """#
