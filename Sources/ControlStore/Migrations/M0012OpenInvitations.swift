// An invitation for whoever has its link is a permission to make an account, also while the installation is closed: a
// sign-in link remembers the invitation that it was asked for with.

extension Migration {
  static let openInvitations = Migration(
    name: "0012-open-invitations",
    sql: #"""

      alter table sign_in_links add column invitation_id uuid;

      set local role freehold_keys;
      create or replace function gate.look_up_sign_in_link(secret bytea) returns table (
        id uuid, email text, purpose text, expires_at timestamptz, account_id uuid, may_sign_up boolean)
      language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      select l.id, l.email, l.purpose, l.expires_at, a.id, l.purpose = 'owner' or i.is_open or exists (
        select from freehold.invitations v
        where (v.email = l.email or v.email is null and v.id = l.invitation_id)
          and v.accepted_at is null and v.revoked_at is null and v.expires_at > transaction_timestamp())
      from freehold.sign_in_links l
      cross join freehold.installation i
      left join freehold.accounts a on a.email = l.email
      where l.secret_hash = secret and l.used_at is null and l.expires_at > transaction_timestamp()
      $$;
      set local role freehold_owner;
      """#)
}
