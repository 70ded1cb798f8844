// Workspaces of hundreds of people, trails of a hundred thousand events: a page of them costs what a page holds.

extension Migration {
  static let longLists = Migration(
    name: "0023-long-lists",
    sql: #"""

      create index audit_events_event on audit_events (workspace_id, event, id);
      create index audit_events_app on audit_events (workspace_id, app_id, id) where app_id is not null;

      set local role freehold_keys;
      -- Only of the people of one page.
      drop function gate.last_sign_ins();
      create function gate.last_sign_ins(people uuid[]) returns table (account_id uuid, at timestamptz)
      language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      select m.account_id, (select max(s.created_at) from freehold.sessions s where s.account_id = m.account_id)
      from freehold.members m
      where m.workspace_id = \#(workspace(as: "admin owner")) and m.account_id = any (people)
      $$;
      -- Behind row-level security an index cannot be asked for an enum: its comparison is not leakproof.
      create function gate.events_of_kind(kind freehold.audit_event, before uuid, many integer)
      returns table (id uuid)
      language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      select e.id from freehold.audit_events e
      where e.workspace_id = \#(workspace(as: "admin owner")) and e.event = kind
        and e.id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      order by e.id desc limit many
      $$;
      revoke all on function gate.last_sign_ins, gate.events_of_kind from public;
      grant execute on function gate.last_sign_ins, gate.events_of_kind to freehold_app;
      set local role freehold_owner;
      """#)
}
