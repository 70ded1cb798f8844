// What operators state about controls that no program can check: rows are added and never changed, each carries its own
// signature, and an audit event names who added it. And since when the DNS of a workspace's domain leads elsewhere.

extension Migration {
  static let statements = Migration(name: "0022-statements-and-domains", sql: controlStatements + lostDomains)
}

private let controlStatements =
  #"""

  alter type audit_event add value 'control_stated' after 'schema_migrated';
  create table control_statements (
    id uuid primary key,
    control text not null check (control ~ '^[a-z]{1,20}\.[a-z0-9-]{1,40}$'),
    at timestamptz not null,
    -- Trust.ControlStatement as JSON, byte for byte as it was signed.
    statement text not null check (octet_length(statement) <= 16384),
    signature bytea not null check (length(signature) = 64)
  );
  create index control_statements_latest on control_statements (control, at desc, id desc);
  call guard('control_statements');
  """# + guarded("control_statements") + #"""

    create policy state on control_statements for insert to freehold_app with check (\#(contextRole) = 'operator');
    create policy read on control_statements for select to freehold_app
      using (\#(contextRole) in ('system', 'operator'));
    grant select, insert on control_statements to freehold_app;
    """#

private let lostDomains = #"""

  alter type audit_event add value 'domain_lost' after 'domain_changed';
  alter type audit_event add value 'domain_found' after 'domain_lost';
  alter table workspaces add column domain_lost_at timestamptz,
    add constraint workspaces_domain_lost_at_check check (domain_lost_at is null or domain is not null);
  grant update (domain_lost_at) on workspaces to freehold_app;
  create policy watch on workspaces for update to freehold_app using (id = \#(workspace(as: "system")));

  set local role freehold_keys;
  create function gate.look_up_domains()
    returns table (workspace_id uuid, slug text, domain text, lost_at timestamptz, runtime text)
  language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
  select w.id, w.slug, w.domain, w.domain_lost_at,
    (select r.address from freehold.runtimes r
      where (r.workspace_id = w.id or r.workspace_id is null) and r.removed_at is null
      order by r.workspace_id is null, r.enrolled_at desc limit 1)
  from freehold.workspaces w where \#(contextRole) = 'system' and w.domain is not null order by 1
  $$;
  revoke all on function gate.look_up_domains from public;
  grant execute on function gate.look_up_domains to freehold_app;
  set local role freehold_owner;
  """#
