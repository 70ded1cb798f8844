// An operator gives credits to whoever has an address: the account is found in a context of the role `system` only.

extension Migration {
  static let creditGrants = Migration(
    name: "0016-credit-grants",
    sql: #"""

      set local role freehold_keys;
      create function gate.look_up_account(address text) returns table (id uuid)
      language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
      select a.id from freehold.accounts a where \#(contextRole) = 'system' and a.email = address
      $$;
      revoke all on function gate.look_up_account from public;
      grant execute on function gate.look_up_account to freehold_app;
      set local role freehold_owner;
      """#)
}
