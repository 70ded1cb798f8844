// Large objects stand outside of every schema: no policy, no guard and no list of tables reaches them. A session of the
// server's login could write some without an audit event, and read them in another workspace's context.

extension Migration {
  /// The functions are PostgreSQL's own: only a superuser can take the right to call them away, as the administrator of
  /// a private cluster is.
  static let largeObjects = Migration(
    name: "0014-large-objects",
    sql: #"""

      set local role none;
      do $$
      begin
        if (select rolsuper from pg_roles where rolname = current_user) then
          revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public;
        end if;
      end $$;
      set local role freehold_owner;
      """#)
}
