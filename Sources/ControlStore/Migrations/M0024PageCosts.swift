// What every page pays for. A function in SQL that runs with its owner's rights is parsed and planned again by each
// statement that calls it; one in PL/pgSQL keeps its plan for the session. For the look-up of a session, which each
// request makes, that is half a millisecond of the database's time against a twentieth.

extension Migration {
  static let pageCosts = Migration(name: "0024-page-costs", sql: keptPlans + verifier + policies)
}

/// The same rows under the same names. A kind of event is asked for by two bounds and its order, which only the index of
/// kinds can answer: whoever thinks that all events are of one kind would go through the whole trail for a rare one.
private let keptPlans =
  "\nset local role freehold_keys;"
  + keptPlan(
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
  + keptPlan(
    "look_up_runtime", "runtime uuid", "id uuid, workspace_id uuid, public_key bytea",
    """
    select r.id, r.workspace_id, r.public_key from freehold.runtimes r
    where r.id = runtime and r.removed_at is null
    """)
  + keptPlan(
    "last_sign_ins", "people uuid[]", "account_id uuid, at timestamptz",
    """
    select m.account_id, (select max(s.created_at) from freehold.sessions s where s.account_id = m.account_id)
    from unnest(people) p (id) join freehold.members m on m.account_id = p.id
    where m.workspace_id = \(workspace(as: "admin owner"))
    """)
  + keptPlan(
    "events_of_kind", "kind freehold.audit_event, before uuid, many integer", "id uuid",
    """
    select e.id from freehold.audit_events e
    where e.workspace_id = \(workspace(as: "admin owner")) and e.event >= kind and e.event <= kind
      and e.id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    order by e.event desc, e.id desc limit many
    """)

private func keptPlan(_ name: String, _ arguments: String, _ columns: String, _ query: String) -> String {
  #"""

  create or replace function gate.\#(name)(\#(arguments)) returns table (\#(columns))
  language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_column
  begin
  return query \#(query);
  end $$;
  """#
}

/// One row is what the planner now expects of a context, and not as many as an unknown table may have.
private let verifier = #"""

  create or replace view gate.context as
    select nullif(split_part(k.context, '|', 1), '')::uuid as workspace,
      nullif(split_part(k.context, '|', 2), '')::uuid as actor,
      split_part(k.context, '|', 3) as role
    from (
      select inner_pad, outer_pad, current_setting('freehold.context', true) as context
      from gate.context_keys limit 1
    ) k
    where case
      when split_part(k.context, '|', 6) = encode(
          sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(k.context, -65), 'UTF8'))), 'hex')
        and split_part(k.context, '|', 5)::int = pg_backend_pid()
        and to_timestamp(split_part(k.context, '|', 4)::float8) >= transaction_timestamp()
      then true
      else gate.refuse_context(k.context) end;

  set local role freehold_owner;
  """#

/// The same rows: a few people's names no longer cost a look at everybody, and a runtime's row one context of three.
private let policies = #"""

  alter policy fellows on accounts using (exists (
    select from members m
    where m.account_id = accounts.id
      and m.workspace_id = \#(workspace(as: "member builder admin owner"))));
  alter policy readers on runtimes using (
    coalesce(workspace_id, '00000000-0000-0000-0000-000000000000') = any (
      (select case when c.role in ('member', 'builder', 'admin', 'owner', 'seeker') and c.workspace is not null
        then array[c.workspace, '00000000-0000-0000-0000-000000000000'] end from gate.context c)::uuid[]));
  """#
