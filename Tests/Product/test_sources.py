"""Sources that are wrong, away, slow or changed, and queries that try more than reading."""

import json
import time

from house import CANARY, ProductTest
from installation import eventually

QUERIES = {
    "ok": "select 1 as id",
    "forever": "select count(*) as id from generate_series(1, 100000000000) g",
    "million": "select g as id, repeat('x', 100) as filler from generate_series(1, 1000000) g",
    "settings": "select set_config('statement_timeout', '0', false) as id",
    "after": "select current_setting('statement_timeout') || current_setting('default_transaction_read_only') as id",
    "writes": "select probe_write() as id",
    "wrong": f"select ('{CANARY}' || name)::int as id from products",
    "notice": "select probe_notice() as id",
    "killed": "select pg_terminate_backend(pg_backend_pid())::text as id",
    "dropped": "select id from probe_gone",
    "hostile": "select '<script>alert(1)</script>' as id, 'javascript:alert(1)' as url, '=1+1' as formula",
}
PAGE = "  - { path: /NAME, title: NAME, roles: [owner], blocks: [ { table: { query: NAME, sort: id } } ] }"
SPEC = """app: probe
title: Probe
sources:
  source: { kind: postgres, secret: probe-database }
queries:
""" + "".join(f"  {name}: {{ source: source, sql: {json.dumps(sql)}, key: id }}\n" for name, sql in QUERIES.items()) + (
    "pages:\n  - { path: /, title: Start, roles: [owner], blocks: [ { text: Start } ] }\n"
) + "\n".join(PAGE.replace("NAME", name) for name in QUERIES) + "\n"


class SourceTests(ProductTest):
    def setUp(self):
        if not hasattr(SourceTests, "is_ready"):
            self.prepare()
            SourceTests.is_ready = True
        self.owner.open(self.house.control, "home", "probe")

    def prepare(self):
        self.house.sql(
            "create table probe_gone (id int); create table probe_log (id int);"
            "create function probe_write() returns int language plpgsql as"
            " $$ begin insert into probe_log values (1); return 1; end $$;"
            "create function probe_notice() returns int language plpgsql as"
            f" $$ begin raise warning '{CANARY}'; return 1; end $$;"
            "grant all on probe_gone, probe_log to company_app", user="postgres")
        self.secret()
        self.publish(SPEC)
        self.assertEqual(self.owner.open(self.house.control, "home", "probe").status, 200)

    def secret(self, **changes):
        self.house.set_secret("home", "probe-database", self.house.shop(**changes))

    def page(self, name):
        return self.owner.get(f"{self.house.app()}/probe/{name}")

    def says(self, name, status, words, problem):
        """A person reads what happened, a machine gets the code, and the log has it without a value."""
        machine = self.refused(self.owner.get(f"{self.house.app()}/probe/{name}", html=False), status, problem)
        self.assertNotIn(CANARY, machine.text)
        self.logged(machine.json["request"], problem)
        page = self.page(name)
        self.assertEqual(page.status, status, page.said)
        self.assertIn(words, page.said)
        self.assertIn("Request", page.said)
        self.assertNotIn(CANARY, page.text)
        self.assertEqual(self.page("ok").status, 200)

    def test_a_query_only_reads(self):
        self.says("writes", 502, "tried to write", "source_refused")
        self.assertEqual(self.house.sql("select count(*) from probe_log"), "0")
        self.assertEqual(self.page("settings").status, 200)
        self.assertIn("10son", self.page("after").text)

    def test_a_query_that_runs_forever_is_stopped(self):
        started = time.monotonic()
        self.says("forever", 504, "took too long", "source_timed_out")
        self.assertLess(time.monotonic() - started, 40)
        eventually(lambda: self.house.sql(
            "select count(*) from pg_stat_activity where state = 'active' and query like '%100000000000%'"
            " and pid <> pg_backend_pid()", user="postgres") == "0")

    def test_a_million_rows_come_page_by_page(self):
        page = self.page("million")
        self.assertEqual(page.status, 200)
        self.assertLess(len(page.body), 200_000)

    def test_an_error_of_the_database_tells_no_value(self):
        self.says("wrong", 502, "22P02", "source_refused")
        self.assertEqual(self.page("notice").status, 200)
        self.says("killed", 502, "does not answer", "source_unreachable")

    def test_a_hostile_row_stays_text(self):
        page = self.page("hostile")
        self.assertIn("&lt;script&gt;alert(1)", page.text)
        self.assertNotIn("<script>alert", page.text)
        self.assertNotIn('href="javascript', page.text)
        export = next(link for link in page.links if "export" in link)
        self.assertIn("'=1+1", self.owner.get(self.house.app() + export).text)

    def test_a_dropped_table_is_named_as_a_change(self):
        self.assertEqual(self.page("dropped").status, 200)
        self.house.sql("drop table probe_gone", user="postgres")
        self.says("dropped", 502, "has changed since", "source_changed")

    def test_a_source_that_cannot_be_had_says_why(self):
        try:
            for changes, words, problem in (
                ({"password": f"{CANARY}-password"}, "credentials", "source_credentials"),
                ({"port": 1}, "does not answer", "source_unreachable"),
                ({"port": self.house.port}, "no PostgreSQL", "source_settings"),
                ({"database": "nothing"}, "no database of that name", "source_settings"),
                ({"tls": "require"}, "does not speak TLS", "source_settings"),
                ({"host": "no-such-name.invalid", "tls": "require"}, "unknown", "source_unreachable"),
                ({"host": "10.1.2.3", "tls": "require"}, "not allowed", "source_address_refused"),
                ({"host": "169.254.169.254", "tls": "require"}, "not allowed", "source_address_refused"),
                ({"host": "::ffff:10.1.2.3", "tls": "require"}, "not allowed", "source_address_refused"),
            ):
                with self.subTest(words, **{name: str(value) for name, value in changes.items()}):
                    self.secret(**changes)
                    started = time.monotonic()
                    page = self.shows("ok", words)
                    self.assertLess(time.monotonic() - started, 4)
                    self.assertNotIn(CANARY, page.text)
                    self.refused(self.owner.get(f"{self.house.app()}/probe/ok", html=False), page.status, problem)
        finally:
            self.secret()
        eventually(lambda: self.page("ok").status == 200)

    def shows(self, name, words):
        page = self.page(name)
        self.assertEqual(page.status, 502, page.said)
        self.assertIn(words, page.said)
        return page

    def test_the_control_planes_socket_is_no_source(self):
        for secret in (
            self.house.shop(host=str(self.house.data / "control/cluster/socket")),
            f"postgresql://freehold_app:x@/freehold?host={self.house.data}/control/cluster/socket",
            self.house.shop() | {"passfile": "/etc/passwd"},
        ):
            text = secret if isinstance(secret, str) else json.dumps(secret)
            done = self.house.tool(
                "secrets", "set", "--data", self.house.data / "runtime", "--workspace", "home", "probe-database",
                program="freehold-runtime", input=text)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertIn("No source can use this", done.stderr)
            self.assertNotIn(self.house.shop()["password"], done.stderr)
            self.assertEqual(self.page("ok").status, 200)

    def test_a_secret_of_one_workspace_is_none_of_another(self):
        page = self.owner.get(f"{self.house.control}/account")
        self.owner.submit(page, "/workspaces", {"slug": "third", "title": "Third"})
        published = self.publish(SPEC, workspace="third", status=1)
        self.assertEqual([runtime["problem"] for runtime in published["runtimes"]], ["secret_missing"])
        page = self.owner.open(self.house.control, "third", "probe")
        self.refused_page(page, 503, "not ready", 'http-equiv="refresh"')
        self.assertTrue(page.header("Retry-After"))
        path = "/w/third/apps/probe"
        eventually(lambda: "has no secret of the name" in self.owner.get(f"{self.house.control}{path}").text)
        self.assertIn(f'href="{path}/sources">Set it under Sources', self.owner.get(f"{self.house.control}{path}").text)

    @classmethod
    def tearDownClass(cls):
        logs = cls.house.logs()
        assert CANARY not in logs, [line for line in logs.splitlines() if CANARY in line][:3]
