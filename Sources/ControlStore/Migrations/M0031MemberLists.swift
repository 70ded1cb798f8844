// A page of a large workspace's people, and the names of a few of them. Behind row-level security each of these asked for
// the context six times and looked at every member; here the context is asked once, and only its own workspace is seen.

extension Migration {
  static let memberLists = Migration(
    name: "0031-member-lists",
    sql: #"""

      set local role freehold_keys;
      -- By address, behind the account `after`; when somebody last came in is for those who manage members.
      create function gate.list_members(words text, after uuid, many integer) returns table (
        account_id uuid, email text, name text, role freehold.workspace_role, joined_at timestamptz, signed_in_at timestamptz)
      language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      #variable_conflict use_column
      declare
        here uuid;
        manages boolean;
      begin
        select c.workspace, c.role in ('admin', 'owner') into here, manages from gate.context c
        where c.role in ('member', 'builder', 'admin', 'owner');
        return query select p.id, p.email, p.name, p.role, p.joined_at,
          case when manages then (select max(s.created_at) from freehold.sessions s where s.account_id = p.id) end
        from (
          select a.id, a.email, a.name, m.role, m.joined_at
          from freehold.members m join freehold.accounts a on a.id = m.account_id
          where m.workspace_id = here
            and (words is null or position(lower(words) in a.email) > 0 or position(lower(words) in lower(a.name)) > 0)
            and a.email > coalesce((select l.email from freehold.accounts l where l.id = after), '')
          order by a.email limit many) p;
      end $$;
      -- Of these people those who are members.
      create function gate.name_members(people uuid[]) returns table (account_id uuid, email text, name text)
      language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      #variable_conflict use_column
      declare
        here uuid;
      begin
        select c.workspace into here from gate.context c where c.role in ('member', 'builder', 'admin', 'owner');
        return query select a.id, a.email, a.name
        from unnest(people) p (id)
        join freehold.members m on m.workspace_id = here and m.account_id = p.id
        join freehold.accounts a on a.id = p.id;
      end $$;
      drop function gate.last_sign_ins(uuid[]);
      revoke all on function gate.list_members, gate.name_members from public;
      grant execute on function gate.list_members, gate.name_members to freehold_app;
      set local role freehold_owner;
      """#)
}
