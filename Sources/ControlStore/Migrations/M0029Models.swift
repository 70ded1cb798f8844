// Which language models the AI steps of a workspace's apps may call: pointers, without keys and without addresses. A row
// keeps its meaning for ever, so that a receipt can name it; a change ends one and adds another.

extension Migration {
  static let modelConnections = Migration(
    name: "0029-model-connections",
    sql: table + guarded("model_connections") + rights)
}

private let table = #"""

  alter type audit_event add value 'unredacted_approved' after 'draft_previewed';
  alter type audit_event add value 'model_connected' after 'domain_changed';
  alter type audit_event add value 'model_disconnected' after 'model_connected';
  alter type audit_event add value 'default_model_changed' after 'model_disconnected';
  create table model_connections (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    provider text not null check (provider in ('anthropic', 'openai_compatible')),
    model text not null check (model ~ '^[A-Za-z0-9._:/@-]{1,100}$'),
    region text not null check (region ~ '^[A-Za-z0-9., _()-]{1,60}$'),
    secret text not null check (secret ~ '^[a-z0-9_-]{1,63}$'),
    daily_tokens bigint check (daily_tokens between 1 and 1000000000000),
    is_default boolean not null,
    created_at timestamptz not null default transaction_timestamp(),
    ended_at timestamptz,
    primary key (workspace_id, id)
  );
  create unique index model_connections_name on model_connections (workspace_id, name) where ended_at is null;
  create unique index model_connections_default on model_connections (workspace_id)
    where is_default and ended_at is null;
  call guard('model_connections');
  """#

private let rights = #"""

  create policy inside on model_connections for select to freehold_app
    using (workspace_id = \#(workspace(as: "member builder admin owner runtime")));
  create policy add on model_connections for insert to freehold_app
    with check (workspace_id = \#(workspace(as: "admin owner")));
  create policy change on model_connections for update to freehold_app
    using (workspace_id = \#(workspace(as: "admin owner")));
  create policy feed on model_connections for select to freehold_feed using (\#(served("workspace_id")));
  grant select, insert, update (is_default, ended_at) on model_connections to freehold_app;
  grant select on model_connections to freehold_feed;
  """#
