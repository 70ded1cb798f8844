"""A security reviewer: checks the controls, verifies the report, breaks a property and watches the page."""

import json

from house import ProductTest
from installation import eventually


class TrustTests(ProductTest):
    def check(self, *arguments):
        return self.house.tool("trust", "check", "--data", self.house.data / "control", *arguments)

    def security(self):
        return self.owner.get(f"{self.house.control}/security").text

    def test_all_controls_hold_and_the_report_verifies(self):
        # The first seals are made within seconds.
        done = eventually(lambda: (run := self.check("--json")).returncode == 0 and run, seconds=60, pause=1)
        report = json.loads(done.stdout)
        self.assertGreaterEqual(len(report["results"]), 8)
        self.assertIn(report["key"], self.owner.get(f"{self.house.control}/trust").text)
        path = self.house.folder / "controls.json"
        path.write_text(done.stdout)
        verified = self.house.tool("trust", "verify", "--key", report["key"], path)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        path.write_text(done.stdout.replace("live", "dead", 1))
        self.assertEqual(self.house.tool("trust", "verify", "--key", report["key"], path).returncode, 1)
        self.assertNotIn("Does not hold", self.security())

    def test_a_property_that_is_broken_shows_until_it_is_mended(self):
        for control, wrong, right in (
            ("data.tenant", "alter table freehold.apps no force row level security",
             "alter table freehold.apps force row level security"),
            ("audit.every-mutation", "alter table freehold.members disable trigger audit_update",
             "alter table freehold.members enable trigger audit_update"),
            ("studio.usage-only", "alter table freehold.credit_entries add column buyer text",
             "alter table freehold.credit_entries drop column buyer"),
        ):
            with self.subTest(control):
                self.house.control_sql(wrong, user="postgres")
                try:
                    done = self.check("--control", control)
                    self.assertEqual(done.returncode, 1, done.stdout)
                    self.assertIn("DOES NOT HOLD", done.stdout)
                    self.assertIn("Does not hold", self.security())
                finally:
                    self.house.control_sql(right, user="postgres")
                self.assertEqual(self.check("--control", control).returncode, 0)
                self.assertNotIn("Does not hold", self.security())

    def statements(self):
        done = self.house.tool(
            "trust", "statements", "--data", self.house.data / "control", "--control", "crypto.rest", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["statements"][0]

    def test_a_control_is_stated_listed_and_withdrawn_from_the_command_line(self):
        place = ("--data", self.house.data / "control", "--name", "Ana Lindqvist")
        self.assertEqual(self.statements()["state"], "nothing")
        done = self.house.tool("trust", "state", "crypto.rest", *place, input="All disks: LUKS2.\nBackups too.\n")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("STATED by Ana Lindqvist", done.stdout)
        self.assertEqual(self.statements()["text"], "All disks: LUKS2.\nBackups too.")
        self.assertIn("All disks: LUKS2.", self.security())
        for wrong in (("data.tenant",), ("crypto.rest", "--until", "2001-01-01")):
            refused = self.house.tool("trust", "state", *wrong, *place, input="Not so.")
            self.assertNotEqual(refused.returncode, 0)
            self.assertEqual(refused.stdout, "")
        done = self.house.tool("trust", "withdraw", "crypto.rest", *place)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.statements()["state"], "withdrawn")
        self.assertNotIn("All disks: LUKS2.", self.security())
        self.assertEqual(self.house.tool("trust", "withdraw", "crypto.rest", *place).returncode, 1)

    def test_a_record_that_was_written_past_the_program_is_not_believed(self):
        self.house.control_sql("alter table freehold.credit_entries add column buyer text", user="postgres")
        self.check("--control", "studio.usage-only")
        self.house.control_sql("alter table freehold.credit_entries drop column buyer", user="postgres")
        self.house.control_sql(
            "update freehold.control_results set result = replace(result, '\"failed\"', '\"passed\"')"
            " where control = 'studio.usage-only'", user="postgres")
        self.assertIn("Record not genuine", self.security())
        self.assertEqual(self.check("--control", "studio.usage-only").returncode, 0)
        self.assertNotIn("Record not genuine", self.security())
