// Sessions belong to their person alone. Who manages a workspace's members reads one thing of them: when each member
// last came in.

extension Migration {
  static let lastSignIns = Migration(
    name: "0020-last-sign-ins",
    sql: #"""

      set local role freehold_keys;
      create function gate.last_sign_ins() returns table (account_id uuid, at timestamptz)
      language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      select m.account_id, max(s.created_at)
      from freehold.members m join freehold.sessions s on s.account_id = m.account_id
      where m.workspace_id = \#(workspace(as: "admin owner"))
      group by m.account_id
      $$;
      revoke all on function gate.last_sign_ins from public;
      grant execute on function gate.last_sign_ins to freehold_app;
      set local role freehold_owner;
      """#)
}
