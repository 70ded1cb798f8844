"""Specs that nobody should publish: `freehold check` names the place, and the control plane refuses them too."""

import json
import time

from house import ProductTest

SPEC = """app: a
title: T
sources:
  s: { kind: postgres, secret: db }
queries:
  q:
    source: s
    sql: "SQL"
pages:
  - path: /
    title: P
    roles: [member]
    blocks:
      - table: { query: q }
"""
GOOD = SPEC.replace("SQL", "select id, name from customers")
TABLE = "- table: { query: q }"


def text(content):
    return GOOD.replace(TABLE, f"- text: {{ query: q, text: '{content}' }}")


# What is wrong: the code of the first finding and its line.
BAD = {
    "malformed": (GOOD + "\n  : [open", "not-yaml", 16),
    "nothing": ("", "empty", 1),
    "NUL": ("\0" * 100, "control-character", 1),
    "50 MB": ("# " + "x" * 50_000_000, "too-large", 1),
    "deep": ("app: " + "[" * 10_000 + "]" * 10_000, "too-deep", 1),
    "bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchor", 1),
    "anchor": (GOOD.replace("app: a", "app: &x a"), "anchor", 1),
    "merge": (GOOD + "<<: { a: b }\n", "unknown-key", 15),
    "duplicate": (GOOD + "title: again\n", "duplicate-key", 15),
    "tag": (GOOD.replace("title: T", "title: !!python/object:os.system T"), "tag", 2),
    "second document": (GOOD + "---\n" + GOOD, "several-documents", 15),
    "unknown key": (GOOD.replace("sql:", "sqll:"), "unknown-key", 8),
    "unknown role": (GOOD.replace("[member]", "[members]"), "unknown-word", 12),
    "no roles": (GOOD.replace("    roles: [member]\n", ""), "roles-missing", 10),
    "another's secret": (GOOD.replace("secret: db", "secret: ../other/db"), "bad-value", 4),
    "triple": (text("Hi {{{name}}}"), "text-unescaped", 14),
    "ampersand": (text("Hi {{& name}}"), "text-unescaped", 14),
    "partial": (text("Hi {{> name}}"), "text-partial", 14),
    "script link": (GOOD.replace(TABLE, "- text: { text: '[x](javascript:alert(1))' }"), "bad-link", 14),
    "foreign row": (GOOD.replace("{ query: q }", "{ query: q, row: \"//evil.example/:id\" }"), "bad-value", 14),
    "commit": (SPEC.replace("SQL", "commit"), "sql-not-allowed", 8),
    "set": (SPEC.replace("SQL", "set role x"), "sql-not-allowed", 8),
    "do": (SPEC.replace("SQL", "do $$ begin end $$"), "sql-not-allowed", 8),
    "insert": (SPEC.replace("SQL", "insert into x values (1)"), "sql-writes", 8),
    "writing CTE": (SPEC.replace("SQL", "with a as (delete from x returning 1) select * from a"), "sql-writes", 8),
    "two statements": (SPEC.replace("SQL", "select 1; drop table x"), "sql-several-statements", 8),
    "open comment": (SPEC.replace("SQL", "select 1 /* open"), "sql-unterminated", 8),
    "invalid UTF-8": (GOOD.encode().replace(b"T\n", b"\xff\n", 1), "not-utf8", 2),
}


class SpecTests(ProductTest):
    def test_each_bad_spec_is_named_with_its_place_and_what_would_be_right(self):
        for name, (spec, code, line) in BAD.items():
            with self.subTest(name):
                started = time.monotonic()
                done = self.house.tool(
                    "check", "--json", "-", input=spec if isinstance(spec, bytes) else spec.encode(), text=False)
                self.assertEqual(done.returncode, 1, done.stderr)
                findings = json.loads(done.stdout)["findings"]
                errors = [finding for finding in findings if finding["severity"] == "error"]
                self.assertEqual((errors[0]["code"], errors[0]["line"]), (code, line))
                self.assertTrue(errors[0]["message"] and errors[0]["advice"])
                self.assertLess(time.monotonic() - started, 10)

    def test_a_byte_order_mark_is_no_part_of_a_spec(self):
        done = self.house.tool("check", "--json", "-", input=b"\xef\xbb\xbf" + GOOD.encode(), text=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_tool_publishes_none_of_them(self):
        self.login()
        versions = self.versions()
        for name, (spec, code, _) in BAD.items():
            with self.subTest(name):
                path = self.house.folder / "bad.yaml"
                path.write_bytes(spec if isinstance(spec, bytes) else spec.encode())
                done = self.house.tool("publish", path, "--workspace", "home", "--json")
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.assertIn(f'"{code}"', done.stdout + done.stderr)
        self.assertEqual(self.versions(), versions)

    def test_the_schema_is_one_that_editors_read(self):
        done = self.house.tool("check", "--schema")
        self.assertIn("2020-12", json.loads(done.stdout)["$schema"])

    def test_the_console_refuses_them_too_and_keeps_what_was_typed(self):
        form = self.owner.get(f"{self.house.control}/w/home/new-app").form("/w/home/apps")
        field = next(name for name, _ in form["fields"] if name == "spec")
        versions = self.versions()
        for name in ("triple", "commit", "anchor", "unknown key", "script link"):
            with self.subTest(name):
                spec, _, line = BAD[name]
                fields = dict(form["fields"]) | {field: spec}
                page = self.owner.post(self.house.control + form["action"], fields)
                self.assertEqual(page.status, 422, page.said)
                self.assertIn(f"Line {line},", page.text)
                self.assertIn("roles: [", page.text)
        self.assertEqual(self.versions(), versions)

    def versions(self):
        return self.house.control_sql("select count(*) from freehold.spec_versions", user="postgres")
