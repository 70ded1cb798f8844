"""A workspace as it is after years: 200 apps, one of them with a hundred releases, 500 members, 100,000 audit rows."""
from libpq import Connection

APPS, MEMBERS, EVENTS, RELEASES = 200, 500, 100_000, 100

FILL = f"""
delete from freehold.apps where name ~ '^bench[0-9]+$';
create temp table home as
  select m.workspace_id as id, m.account_id as owner, a.id as app
  from freehold.members m join freehold.apps a using (workspace_id) limit 1;
insert into freehold.apps (workspace_id, id, name, title)
  select home.id, gen_random_uuid(), 'crowd_' || n, (array['Orders', 'Returns', 'Stock', 'Claims'])[n % 4 + 1] || ' of region ' || n
  from home, generate_series(1, {APPS - 1}) n;
insert into freehold.spec_versions (workspace_id, app_id, number, id, spec, digest, author, note, saved_at)
  select v.workspace_id, v.app_id, v.number + n, gen_random_uuid(), v.spec, v.digest, home.owner, 'Change ' || n,
    now() - (interval '1 hour' * ({RELEASES} - n))
  from home join freehold.spec_versions v on v.app_id = home.app and v.number = 1, generate_series(1, {RELEASES}) n;
insert into freehold.releases (workspace_id, id, app_id, number, version, published_by, published_at, note, signed)
  select r.workspace_id, gen_random_uuid(), r.app_id, r.number + n, r.version + n, home.owner,
    now() - (interval '1 hour' * ({RELEASES} - n)), 'Release ' || n, r.signed
  from home join freehold.releases r on r.app_id = home.app and r.number = 1, generate_series(1, {RELEASES}) n;
create temp table people as
  select gen_random_uuid() as id, n from generate_series(1, {MEMBERS - 1}) n;
insert into freehold.accounts (id, email, name)
  select id, 'person.' || n || '@crowd.example', 'Person Number ' || n from people;
insert into freehold.members (workspace_id, account_id, role)
  select home.id, people.id, (array['viewer', 'member', 'builder', 'admin'])[n % 4 + 1]::freehold.workspace_role from home, people;
insert into freehold.sessions (account_id, id, secret_hash, kind, label, scopes, expires_at)
  select id, gen_random_uuid(), sha256(id::text::bytea), 'browser', 'Firefox', '{{}}', now() + interval '1 day' from people;
create temp table subjects as
  select id, row_number() over () - 1 as n from freehold.apps;
insert into freehold.audit_events
    (workspace_id, id, at, actor_kind, actor_id, event, subject_table, subject_id, outcome, app_id, number)
  select home.id,
    (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
      || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
    at, 'account', people.id, 'release_published', 'releases', gen_random_uuid(), 'done', subjects.id, 1
  from home, (select n, now() - interval '20 seconds' * ({EVENTS} - n) as at from generate_series(1, {EVENTS}) n) e
  join people on people.n = e.n % {MEMBERS - 1} + 1
  join subjects on subjects.n = e.n % {APPS};
analyze freehold.apps, freehold.spec_versions, freehold.releases, freehold.accounts, freehold.members,
  freehold.sessions, freehold.audit_events"""


def fill(house):
    """Written past the guards, as an administrator could; the sealer takes the events up as it does others."""
    administrator = Connection(**house.store_connection("postgres"))
    for statement in ["set session_replication_role = replica", *FILL.split(";\n")]:
        administrator.run([(statement, [])])
    administrator.close()
