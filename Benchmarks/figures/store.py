"""What the control store's guards cost: the signed context with row-level security, audit or abort, sealing."""
import base64
import hashlib
import hmac
import multiprocessing
import os
import signal
import statistics
import time
import uuid
from pathlib import Path

import process
from libpq import Connection

CONTEXT = "select set_config('freehold.context', $1, true)"
AUDIT = """insert into audit_events (workspace_id, id, actor_kind, actor_id, event, subject_table, subject_id, outcome)
  values ($1, $2, 'account', $3, 'invitation_created', $4, $5, 'done')"""
INVITE = """insert into {} (workspace_id, id, secret_hash, role, expires_at)
  values ($1, $2, $3, 'member', transaction_timestamp() + interval '1 day')"""


class Store:
    """The control store of a house, and how its server signs contexts."""

    def __init__(self, house):
        self.house = house
        text = Path(house.folder, "d/control/keys/context").read_text().strip()
        self.key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        administrator = Connection(**house.store_connection("postgres"))
        self.workspace, self.account = (
            administrator.run([(f"select {column}::text from freehold.members limit 1", [])]).decode()
            for column in ("workspace_id", "account_id"))
        administrator.close()

    def connection(self):
        connection = Connection(**self.house.store_connection())
        text = f"{self.workspace}|{self.account}|owner|{int(time.time()) + 3600}|{connection.pid}"
        connection.context = text + "|" + hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()
        return connection

    def administer(self, *statements):
        administrator = Connection(**self.house.store_connection("postgres"))
        for statement in statements:
            administrator.run([(statement, [])])
        administrator.close()


def processor_time(connection, transaction, count):
    """Microseconds of the backend's processor time for each transaction, which is a list of round trips."""
    def repeat(times):
        for _ in range(times):
            for trip in transaction():
                connection.run(trip)
    # The other transaction's turn has left its own in the caches.
    repeat(20)
    before = process.backend_nanoseconds(connection.pid)
    repeat(count)
    return (process.backend_nanoseconds(connection.pid) - before) / count / 1000


def compare(connection, transactions, count):
    """Medians of five in microseconds, measured in short turns, so that whatever else the machine does meets all alike;
    and the median of the first's ratio to the second."""
    turns = 40
    rounds = []
    for one in transactions:
        processor_time(connection, one, 500)
    for _ in range(5):
        times = [[processor_time(connection, one, max(count // turns, 1)) for one in transactions] for _ in range(turns)]
        rounds.append([statistics.fmean(column) for column in zip(*times)])
    return statistics.median(one[0] / one[1] for one in rounds), *(statistics.median(one) for one in zip(*rounds))


def measure_context(report, store, count):
    report.section("The signed context and row-level security, backend's processor time, median of five")
    store.administer(
        "create table if not exists freehold.bench_plain (like freehold.apps including all)",
        "grant select on freehold.bench_plain to freehold_app")
    administrator = Connection(**store.house.store_connection("postgres"))
    fill = """insert into {} (workspace_id, id, name, title)
      select $1::uuid, gen_random_uuid(), 'bench' || n, 'Bench ' || n from generate_series(1, 1000) n
      on conflict do nothing"""
    administrator.run([("set session_replication_role = replica", [])])
    for table in ("freehold.apps", "freehold.bench_plain"):
        administrator.run([(fill.format(table), [store.workspace])])
        administrator.run([(f"analyze {table}", [])])
    administrator.close()
    connection = store.connection()
    context, commit = (CONTEXT, [connection.context]), [("commit", [])]
    guarded, plain = (
        (f"select title from {table} where workspace_id = $1 and name = $2", [store.workspace, "bench500"])
        for table in ("apps", "bench_plain"))
    # As the pool sends them: BEGIN, context and statement in one round trip, COMMIT in a second.
    trips = [
        [[("begin read only", []), context, guarded], commit], [[("begin read only", []), plain], commit],
        [[("begin read only", []), context, plain], commit]]
    assert connection.run(trips[0][0]) == b"Bench 500"
    connection.run(commit)
    times, own, bare, beside = compare(connection, [lambda trip=trip: trip for trip in trips], count)
    connection.close()
    report.figure("one row under context and policies, of the plain one's", times, 1.7, "×",
                  guarded_us=own, plain_us=bare, plain_with_context_us=beside)


def change(connection, store, table):
    """A transaction that adds a row and its audit row: two round trips, as the store sends them."""
    subject = str(uuid.uuid4())
    return [[
        ("begin", []), (CONTEXT, [connection.context]),
        (AUDIT, [store.workspace, str(uuid.uuid4()), store.account, "invitations", subject]),
        (INVITE.format(table), [store.workspace, subject, "\\x" + os.urandom(32).hex()])], [("commit", [])]]


def write(connection, store):
    for trip in change(connection, store, "invitations"):
        connection.run(trip)


def measure_audit(report, store, count):
    report.section("Audit or abort, backend's processor time, median of five")
    store.administer(
        "create table if not exists freehold.bench_unguarded (like freehold.invitations including all)",
        "alter table freehold.bench_unguarded enable row level security",
        """do $$ declare policy record; begin
          for policy in select * from pg_policies where tablename = 'invitations' and 'freehold_app' = any (roles) loop
            execute format('create policy %I on freehold.bench_unguarded for %s to freehold_app using (%s) with check (%s)',
              policy.policyname, policy.cmd, policy.qual, coalesce(policy.with_check, policy.qual));
          end loop; end $$""",
        "grant select, insert on freehold.bench_unguarded to freehold_app")
    connection = store.connection()
    times, own, bare = compare(
        connection, [lambda: change(connection, store, "invitations"),
                     lambda: change(connection, store, "bench_unguarded")], count)
    connection.close()
    report.figure("audited change, of the same with its audit row unchecked", times, 1.3, "×",
                  guarded_us=own, unchecked_us=bare)


def write_many(store, count, start, results):
    connection = store.connection()
    write(connection, store)
    start.wait()
    began = time.monotonic()
    for _ in range(count):
        write(connection, store)
    results.put((began, time.monotonic()))
    connection.close()


def rate(store, writes, writers=8):
    """Audited writes per second of eight writers together."""
    start, results = multiprocessing.Barrier(writers), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=write_many, args=(store, writes // writers, start, results))
        for _ in range(writers)]
    for worker in workers:
        worker.start()
    spans = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return writes / (max(end for _, end in spans) - min(begin for begin, _ in spans))


def counts(store):
    administrator = Connection(**store.house.store_connection("postgres"))
    events, leaves = (int(administrator.run([(f"select count(*) from freehold.{table}", [])]))
                      for table in ("audit_events", "audit_leaves"))
    administrator.close()
    return events, leaves


def wait_until_sealed(store, limit=120):
    began = time.monotonic()
    while True:
        events, leaves = counts(store)
        if events <= leaves or time.monotonic() - began > limit:
            return events, leaves
        time.sleep(0.3)


def measure_sealing(report, store, writes, rounds):
    report.section(f"Sealing beside {writes:,} audited writes by 8 writers")
    with_sealer, without = [], []
    rate(store, 800)
    for _ in range(rounds):
        wait_until_sealed(store)
        with_sealer.append(rate(store, writes // rounds))
        wait_until_sealed(store)
        # The control plane's process seals; its PostgreSQL goes on without it.
        os.kill(store.house.control, signal.SIGSTOP)
        try:
            without.append(rate(store, writes // rounds))
        finally:
            os.kill(store.house.control, signal.SIGCONT)
    events, leaves = wait_until_sealed(store)
    slow = (1 - statistics.median(a / b for a, b in zip(with_sealer, without))) * 100
    report.figure("events that the seal missed", events - leaves, 0, "", events=events, leaves=leaves)
    report.figure("writers slowed by the sealer", max(slow, 0), 10, "%",
                  with_sealer_per_second=statistics.median(with_sealer), without_per_second=statistics.median(without))
