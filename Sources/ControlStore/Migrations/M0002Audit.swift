// The audit trail: one table, one enum of events, typed columns, no payload. `freehold_app` adds rows and does nothing
// else to them.

extension Migration {
  static let audit = Migration(name: "0002-audit", sql: auditTypes + auditTable)
}

private let auditTypes = #"""

  create type workspace_role as enum ('viewer', 'member', 'builder', 'admin', 'owner');
  create type actor_kind as enum ('account', 'runtime', 'system', 'operator');
  create type audit_outcome as enum ('done', 'intended', 'repeated', 'refused', 'failed', 'unknown');
  create type audit_event as enum (
    'installation_created', 'sign_up_changed', 'schema_migrated',
    'account_created', 'account_renamed', 'operator_appointed', 'sign_in_link_created', 'sign_in_link_used',
    'session_started', 'session_rotated', 'session_ended',
    'tool_login_started', 'tool_login_confirmed', 'tool_login_collected',
    'workspace_created', 'workspace_renamed', 'member_added', 'member_role_changed', 'member_removed',
    'invitation_created', 'invitation_accepted', 'invitation_revoked',
    'app_created', 'version_saved', 'release_published',
    'enrolment_created', 'runtime_enrolled', 'runtime_removed',
    'action_intended', 'action_ended', 'data_exported', 'release_prepared', 'release_failed',
    'app_session_opened', 'pass_refused', 'secret_set', 'audit_head_rejected',
    'audit_exported', 'audit_pruned', 'bulk_changed');
  """#

private let auditTable = #"""

  -- The nil UUID as workspace_id is the installation's own tree.
  create table audit_events (
    workspace_id uuid not null,
    id uuid not null,
    at timestamptz not null default transaction_timestamp(),
    actor_kind actor_kind not null,
    actor_id uuid check ((actor_id is null) = (actor_kind in ('system', 'operator'))),
    event audit_event not null,
    subject_table text not null check (subject_table ~ '^[a-z_]{1,63}$'),
    subject_id uuid,
    outcome audit_outcome not null,
    request_id uuid,
    role_from workspace_role,
    role_to workspace_role,
    app_id uuid,
    release_id uuid,
    number bigint check (number > 0),
    element text check (element ~ '^[a-z][a-z0-9_]{0,62}$'),
    problem text check (problem ~ '^[a-z_]{1,40}$'),
    sqlstate text check (sqlstate ~ '^[0-9A-Z]{5}$'),
    rows bigint check (rows >= 0),
    milliseconds bigint check (milliseconds >= 0),
    -- Not the client's to give: freehold_app may not name these two columns.
    xid xid8 not null default pg_current_xact_id(),
    recorded_at timestamptz not null default transaction_timestamp(),
    primary key (workspace_id, id)
  );
  -- By transaction: the guard asks for what this one has recorded, the sealer for what finished since its last round.
  create index audit_events_xid on audit_events (xid, subject_table, subject_id);

  alter table audit_events enable row level security, force row level security;
  create policy record on audit_events for insert to freehold_app
    with check (exists (
      select from gate.context c
      where workspace_id in (c.workspace, '00000000-0000-0000-0000-000000000000')
        and case c.role
          when 'runtime' then actor_kind = 'runtime' and actor_id = c.actor
          when 'system' then actor_kind in ('system', 'operator')
          when 'bearer' then actor_kind = 'system'
          -- The operator's command line acts in a workspace without an account.
          else actor_kind = 'operator' and c.actor is null or actor_kind = 'account' and actor_id = c.actor end));
  create policy admins on audit_events for select to freehold_app
    using (workspace_id = (
      select case when c.role in ('admin', 'owner') then c.workspace
        when c.role = 'operator' then '00000000-0000-0000-0000-000000000000' end
      from gate.context c));
  create policy gate on audit_events for select to freehold_keys using (true);
  create policy migrator on audit_events for insert to freehold_owner
    with check (event = 'schema_migrated' and workspace_id = '00000000-0000-0000-0000-000000000000');
  create policy sealer on audit_events to freehold_sealer using (true)
    with check (event = 'audit_pruned' and actor_kind = 'system');

  grant select on audit_events to freehold_app, freehold_keys;
  grant insert (
    workspace_id, id, at, actor_kind, actor_id, event, subject_table, subject_id, outcome, request_id, role_from,
    role_to, app_id, release_id, number, element, problem, sqlstate, rows, milliseconds
  ) on audit_events to freehold_app, freehold_sealer;
  grant select, delete on audit_events to freehold_sealer;
  """#
