"""A straight SQL session as the server's own role, on the running installation's database."""

import base64
import hashlib
import hmac
import time

from house import ProductTest


class DatabaseTests(ProductTest):
    def sql(self, statement):
        return self.house.control_sql(statement)

    def context(self, workspace, actor, role, seconds=20, pid="pg_backend_pid()", key=None):
        """A statement that sets a context signed with `key`; the server's own unless another is given."""
        if key is None:
            key = base64.urlsafe_b64decode((self.house.data / "control/keys/context").read_text().strip() + "==")
        self.assertEqual(pid, "pg_backend_pid()")
        # The MAC needs the backend's pid, so it is made by the database from two padded keys, as the verifier does.
        inner = bytes(a ^ 0x36 for a in key.ljust(64, b"\0")).hex()
        outer = bytes(a ^ 0x5C for a in key.ljust(64, b"\0")).hex()
        text = f"'{workspace}|{actor}|{role}|{int(time.time()) + seconds}|' || {pid}"
        return (
            f"select length(set_config('freehold.context', t || '|' || encode(sha256('\\x{outer}'::bytea ||"
            f" sha256('\\x{inner}'::bytea || convert_to(t, 'UTF8'))), 'hex'), true)) from (select {text} as t) x;")

    def owner_ids(self):
        return self.house.control_sql(
            "select workspace_id, account_id from freehold.members m join freehold.workspaces w on w.id = workspace_id"
            " where slug = 'home' limit 1", user="postgres").split("|")

    def test_a_rightly_signed_context_opens_one_workspace(self):
        workspace, account = self.owner_ids()
        seen = self.sql(f"begin; {self.context(workspace, account, 'owner')} select slug from workspaces; commit;")
        self.assertEqual(seen.split("\n")[1:], ["home"], seen)

    def test_a_forged_expired_or_foreign_context_is_an_error(self):
        workspace, account = self.owner_ids()
        look = "select count(*) from apps; commit;"
        forged = self.sql(f"begin; {self.context(workspace, account, 'owner', key=b'guess' * 6)} {look}")
        self.assertIn("ERROR", forged)
        expired = self.sql(f"begin; {self.context(workspace, account, 'owner', seconds=-5)} {look}")
        self.assertIn("ERROR", expired)
        mac = hmac.new(b"x" * 32, b"x", hashlib.sha256).hexdigest()
        for text in (f"{workspace}|{account}|owner|{int(time.time()) + 60}|1|{mac}", "x", "|||||", mac, f"|{mac}"):
            self.assertIn("ERROR", self.sql(f"begin; set local freehold.context = '{text}'; {look}"), text)

    def test_a_context_stolen_from_another_connection_is_worth_nothing(self):
        workspace, account = self.owner_ids()
        stolen = self.sql(
            f"begin; {self.context(workspace, account, 'owner')} select current_setting('freehold.context'); commit;"
        ).split("\n")[-1]
        self.assertIn("|owner|", stolen)
        self.assertIn("ERROR", self.sql(f"begin; set local freehold.context = '{stolen}'; select * from apps; commit;"))

    def test_without_a_context_there_are_no_rows(self):
        tables = self.sql(
            "select table_name from information_schema.tables where table_schema = 'freehold'").split()
        self.assertGreater(len(tables), 15)
        for table in set(tables) - {"installation", "schema_migrations"}:
            self.assertRegex(self.sql(f"select count(*) from freehold.{table}"), r"^0$|permission denied", table)

    def test_a_change_without_its_audit_row_is_aborted(self):
        workspace, account = self.owner_ids()
        context = self.context(workspace, account, "owner")
        changed = self.sql(f"begin; {context} update apps set title = 'CANARY-7Q2x-unaudited'; commit;")
        self.assertIn("ERROR", changed)
        self.assertEqual(
            self.house.control_sql("select count(*) from freehold.apps where title like '%unaudited%'", user="postgres"),
            "0")

    def test_the_role_may_make_or_become_nothing(self):
        for statement in (
            "create table x (a int)", "create temp table x (a int)", "create schema x", "set role freehold_owner",
            "set role freehold_keys", "set role postgres", "set session authorization postgres",
            "alter role freehold_app superuser", "select * from gate.context_keys", "truncate audit_events",
            "delete from audit_events", "update audit_events set event = event", "set session_replication_role = replica",
            "copy (select 1) to program 'id'", "copy audit_events to '/tmp/x'", "select pg_read_file('/etc/passwd')",
            "alter system set log_statement = 'all'", "alter table freehold.apps disable row level security",
            "drop policy record on freehold.audit_events", "create or replace function gate.context_role() returns text"
            " language sql as $$ select 'owner' $$", "select passwd from pg_shadow",
        ):
            self.assertIn("ERROR", self.sql(statement), statement)
