// The closed list of what can be found before there is a context: one row by a secret's hash (or a runtime by its id,
// whose signature is checked then). `StoreSchema.lookUps` documents each; a test compares.

extension Migration {
  static let lookUps = Migration(
    name: "0010-look-ups",
    sql: "\nset local role freehold_keys;" + secrets + addresses
      + #"""

      revoke all on all functions in schema gate from public;
      grant execute on all functions in schema gate to freehold_app;
      grant execute on function gate.look_up_runtime, gate.refuse_context to freehold_feed;
      revoke all on function gate.has_audit, gate.settle_audit, gate.require_audit_by_id,
        gate.require_audit_by_account_id from freehold_app;
      set local role freehold_owner;
      """#)
}

private func lookUp(_ name: String, _ arguments: String, _ columns: String, _ query: String) -> String {
  #"""

  create function gate.\#(name)(\#(arguments)) returns table (\#(columns))
  language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
  \#(query)
  $$;
  """#
}

private let secrets =
  lookUp(
    "look_up_session", "secret bytea, workspace_slug text",
    """
    session_id uuid, kind text, label text, scopes text[], created_at timestamptz, rotated_at timestamptz,
    last_seen_at timestamptz, expires_at timestamptz, account_id uuid, email text, name text, is_operator boolean,
    workspace_id uuid, slug text, title text, workspace_kind text, region text, role freehold.workspace_role
    """,
    """
    select s.id, s.kind, s.label, s.scopes, s.created_at, s.rotated_at, coalesce(t.last_seen_at, s.rotated_at),
      s.expires_at, a.id, a.email, a.name, a.is_operator, w.id, w.slug, w.title, w.kind, w.region, m.role
    from freehold.sessions s
    join freehold.accounts a on a.id = s.account_id
    left join freehold.session_touches t on t.account_id = s.account_id and t.session_id = s.id
    left join (freehold.members m join freehold.workspaces w on w.id = m.workspace_id)
      on w.slug = workspace_slug and m.account_id = a.id
    where s.secret_hash = secret and s.ended_at is null and s.expires_at > transaction_timestamp()
    """)
  + lookUp(
    "look_up_sign_in_link", "secret bytea",
    "id uuid, email text, purpose text, expires_at timestamptz, account_id uuid, may_sign_up boolean",
    """
    select l.id, l.email, l.purpose, l.expires_at, a.id, l.purpose = 'owner' or i.is_open or exists (
      select from freehold.invitations v
      where v.email = l.email and v.accepted_at is null and v.revoked_at is null
        and v.expires_at > transaction_timestamp())
    from freehold.sign_in_links l
    cross join freehold.installation i
    left join freehold.accounts a on a.email = l.email
    where l.secret_hash = secret and l.used_at is null and l.expires_at > transaction_timestamp()
    """)
  + lookUp(
    "look_up_invitation", "secret bytea",
    """
    id uuid, email text, role freehold.workspace_role, workspace_id uuid, slug text, title text, workspace_kind text,
    region text
    """,
    """
    select v.id, v.email, v.role, w.id, w.slug, w.title, w.kind, w.region
    from freehold.invitations v join freehold.workspaces w on w.id = v.workspace_id
    where v.secret_hash = secret and v.accepted_at is null and v.revoked_at is null
      and v.expires_at > transaction_timestamp()
    """)
  + lookUp(
    "look_up_enrolment", "secret bytea", "id uuid, workspace_id uuid, title text",
    """
    select e.id, e.workspace_id, e.title from freehold.enrolments e
    where e.secret_hash = secret and e.used_at is null and e.expires_at > transaction_timestamp()
    """)
  + lookUp(
    "look_up_tool_login", "secret bytea",
    """
    id uuid, label text, scopes text[], expires_at timestamptz, is_device boolean, account_id uuid, email text,
    name text, is_operator boolean
    """,
    """
    select l.id, l.label, l.scopes, l.expires_at, l.device_hash = secret, a.id, a.email, a.name, a.is_operator
    from freehold.tool_logins l left join freehold.accounts a on a.id = l.confirmed_by
    where (l.device_hash = secret or l.code_hash = secret) and l.collected_at is null
      and l.expires_at > transaction_timestamp()
    """)
  + lookUp(
    "look_up_runtime", "runtime uuid", "id uuid, workspace_id uuid, public_key bytea",
    """
    select r.id, r.workspace_id, r.public_key from freehold.runtimes r
    where r.id = runtime and r.removed_at is null
    """)

/// Not by a secret: these answer in a context of the role `system` only.
private let addresses =
  lookUp(
    "look_up_address", "address text", "may_come_in boolean",
    """
    select \(contextRole) = 'system' and (
      i.is_open or exists (select from freehold.accounts a where a.email = address)
      or exists (
        select from freehold.invitations v
        where v.email = address and v.accepted_at is null and v.revoked_at is null
          and v.expires_at > transaction_timestamp()))
    from freehold.installation i
    """)
  + lookUp(
    "look_up_workspace", "workspace_slug text",
    "id uuid, slug text, title text, workspace_kind text, region text, account_id uuid, email text",
    """
    select w.id, w.slug, w.title, w.kind, w.region, a.id, a.email
    from freehold.workspaces w
    join freehold.members m on m.workspace_id = w.id and m.role = 'owner'
    join freehold.accounts a on a.id = m.account_id
    where \(contextRole) = 'system' and (w.slug = workspace_slug or workspace_slug is null
      and w.kind = 'personal' and a.id = (select i.first_owner from freehold.installation i))
    order by m.joined_at, m.account_id limit 1
    """)
