// An app's whole life: deleted, restored for thirty days, then erased by the tidying service; and the drafts of those
// who write its spec.
//
// The thirty days are the database's own: whatever the server asks for, nothing of an app goes before.

extension Migration {
  static let appLives = Migration(name: "0017-app-lives", sql: deletion + erasure + drafts)
}

private let deletion = #"""

  alter type audit_event add value 'app_renamed' after 'app_created';
  alter type audit_event add value 'app_deleted' after 'app_renamed';
  alter type audit_event add value 'app_restored' after 'app_deleted';
  alter type audit_event add value 'app_erased' after 'app_restored';

  alter table apps add column deleted_at timestamptz, add column deleted_by uuid,
    add constraint apps_deleted_by_check check (deleted_by is null or deleted_at is not null);
  grant update (deleted_at, deleted_by) on apps to freehold_app;
  create index build_log_release on build_log (workspace_id, release_id);

  -- Runtimes hear of what is there.
  alter policy feed on apps using ((\#(served("workspace_id"))) and deleted_at is null);
  """#

/// Each table of an app, and its rows when the app has been deleted for thirty days. One policy for reading stays one:
/// beside a second one an empty table would not look at the context at all.
private let erasure: String = {
  let past = "deleted_at <= transaction_timestamp() - interval '30 days'"
  var sql = """

    create policy erase on apps for delete to freehold_app
      using (workspace_id = \(workspace(as: "system")) and \(past));
    grant delete on apps to freehold_app;
    alter policy readers on spec_versions using (workspace_id = \(workspace(as: "member builder admin owner system")));
    alter policy readers on build_log using (workspace_id = \(workspace(as: "member builder admin owner system")));
    alter policy members on releases
      using (workspace_id = \(workspace(as: "viewer member builder admin owner runtime system")));

    set local role freehold_keys;
    create function gate.look_up_erasable() returns table (workspace_id uuid, id uuid)
    language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
    select a.workspace_id, a.id from freehold.apps a where \(contextRole) = 'system' and a.\(past) order by 1, 2
    $$;
    revoke all on function gate.look_up_erasable from public;
    grant execute on function gate.look_up_erasable to freehold_app;
    set local role freehold_owner;
    create policy gate on apps for select to freehold_keys using (true);
    grant select on apps to freehold_keys;
    """
  for table in ["spec_versions", "releases", "build_log"] {
    sql += """

      create policy erase on \(table) for delete to freehold_app
        using (workspace_id = \(workspace(as: "system")) and exists (
          select from apps a
          where a.workspace_id = \(table).workspace_id and a.id = \(table).app_id and a.\(past)));
      grant delete on \(table) to freehold_app;
      """
  }
  return sql
}()

private let drafts =
  #"""

  -- One for each app and person: what he has typed and not saved as a version.
  create table drafts (
    workspace_id uuid not null,
    app_id uuid not null,
    account_id uuid not null references accounts,
    -- The version that the typing began from.
    base bigint not null check (base >= 0),
    spec bytea not null check (length(spec) <= 1048576),
    note text not null check (length(note) <= 500),
    begun_at timestamptz not null default transaction_timestamp(),
    saved_at timestamptz not null default transaction_timestamp(),
    primary key (workspace_id, app_id, account_id),
    foreign key (workspace_id, app_id) references apps on delete cascade
  );
  """# + guarded("drafts") + #"""

    create policy fellows on drafts for select to freehold_app
      using (workspace_id = \#(workspace(as: "builder admin owner")));
    create policy write on drafts for insert to freehold_app
      with check (workspace_id = \#(workspace(as: "builder admin owner")) and account_id = \#(anyActor));
    create policy rewrite on drafts for update to freehold_app
      using (workspace_id = \#(workspace(as: "builder admin owner")) and account_id = \#(anyActor));
    -- Of those who leave, too.
    create policy discard on drafts for delete to freehold_app
      using (workspace_id = \#(workspace(as: "builder admin owner"))
        and (account_id = \#(anyActor) or \#(contextRole) in ('admin', 'owner')));
    grant select, insert, update (base, spec, note, saved_at), delete on drafts to freehold_app;
    """#
