// The app that a page is about, in the round trip that finds whose session it is: a page of an app asks twice instead of
// three times.

extension Migration {
  static let appLookUp = Migration(
    name: "0033-app-look-up",
    sql: #"""

      create policy gate on releases for select to freehold_keys using (true);
      grant select (workspace_id, id, number, version) on releases to freehold_keys;

      set local role freehold_keys;
      drop function gate.look_up_session(bytea, text);
      create function gate.look_up_session(secret bytea, workspace_slug text, app_called text) returns table (
        session_id uuid, kind text, label text, scopes text[], created_at timestamptz, rotated_at timestamptz,
        last_seen_at timestamptz, expires_at timestamptz, account_id uuid, email text, name text, is_operator boolean,
        workspace_id uuid, slug text, title text, workspace_kind text, region text, role freehold.workspace_role,
        app_id uuid, app_name text, app_title text, current_release uuid, number bigint, version bigint,
        app_created_at timestamptz)
      language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      #variable_conflict use_column
      begin
        return query select s.id, s.kind, s.label, s.scopes, s.created_at, s.rotated_at,
          coalesce(t.last_seen_at, s.rotated_at), s.expires_at, a.id, a.email, a.name, a.is_operator,
          w.id, w.slug, w.title, w.kind, w.region, m.role,
          p.id, p.name, p.title, p.current_release, r.number, r.version, p.created_at
        from freehold.sessions s
        join freehold.accounts a on a.id = s.account_id
        left join freehold.session_touches t on t.account_id = s.account_id and t.session_id = s.id
        left join (freehold.members m join freehold.workspaces w on w.id = m.workspace_id)
          on w.slug = workspace_slug and m.account_id = a.id
        left join freehold.apps p on p.workspace_id = m.workspace_id and p.name = app_called and p.deleted_at is null
        left join freehold.releases r on r.workspace_id = p.workspace_id and r.id = p.current_release
        where s.secret_hash = secret and s.ended_at is null and s.expires_at > transaction_timestamp();
      end $$;
      revoke all on function gate.look_up_session from public;
      grant execute on function gate.look_up_session to freehold_app;
      set local role freehold_owner;
      """#)
}
