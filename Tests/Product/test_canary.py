"""The drills: `freehold trust drill` on a throw-away installation, whose results this one signs, keeps and shows; and that
each control fails where its property is broken.
"""

import json
import os
import re

from house import ProductTest

CANARY = {
    "data.no-copy", "data.pointers", "data.direct", "data.request-time", "studio.local-pdf", "studio.history",
    "ai.redact-default", "ai.own-redactor", "ai.fail-closed", "ai.telemetry", "crypto.webhooks", "ops.adapters"}
DRILLS = CANARY | {"access.membership", "access.roles", "access.gate", "audit.review"}


class CanaryTests(ProductTest):
    def drill(self, *arguments, status=0):
        before = self.left()
        done = self.house.tool("trust", "drill", "--json", *arguments, timeout=300)
        self.assertEqual(done.returncode, status, done.stdout[-2000:] + done.stderr)
        self.assertEqual(self.left(), before, "nothing is left of the installation")
        report = json.loads(done.stdout)
        results = {result["control"]: result for result in (json.loads(one["result"]) for one in report["results"])}
        self.assertEqual(set(results), DRILLS)
        return report, results

    def left(self):
        return sorted(name for name in os.listdir("/tmp") if name.startswith("freehold-trial-"))

    def count(self, result, label):
        return next(fact["count"] for fact in result["evidence"] if fact["label"] == label)

    def test_nothing_of_the_business_reaches_the_control_plane_and_everybody_can_read_so(self):
        path = self.house.folder / "drills.json"
        report, results = self.drill("--sabotage", "--data", self.house.data / "control", "--report", path)
        self.assertEqual({result["outcome"] for result in results.values()}, {"passed"}, results)
        found = results["data.no-copy"]
        self.assertGreater(self.count(found, "files searched"), 500)
        self.assertGreater(self.count(found, "bytes: write-ahead log"), 16_000_000)
        self.assertGreater(self.count(found, "bytes: bytes received"), 20_000)
        self.assertGreater(self.count(found, "planted on purpose"), 25)
        self.assertEqual(self.count(found, "found of those"), self.count(found, "planted on purpose"))
        self.assertGreater(self.count(results["studio.local-pdf"], "requests of the browser"), 20)
        self.assertGreater(self.count(results["access.roles"], "refused as the table says"), 50)
        for program in ("freehold", "freehold-control", "freehold-runtime"):
            self.assertTrue(any(one["name"] == program for one in found["programs"]))
        verified = self.house.tool("trust", "verify", "--key", report["key"], path)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        self.assertIn(report["key"], self.owner.get(f"{self.house.control}/trust").text)
        page = self.owner.get(f"{self.house.control}/security").text
        for claim in ("never received, cached or replicated", "History stays in the browser"):
            self.assertRegex(page, re.compile(re.escape(claim) + r".*?Holds", re.DOTALL))

    def test_each_control_fails_where_its_property_is_broken(self):
        _, results = self.drill("--betray", status=1)
        self.assertEqual({result["outcome"] for result in results.values()}, {"failed"}, results)


class KeptDrillsTests(ProductTest):
    def keep(self, results):
        return self.house.tool(
            "trust-check", "--data", self.house.data / "control", "--keep-drills", "--json", program="freehold-control",
            input=json.dumps(results))

    def test_what_was_run_with_another_program_or_is_no_drill_is_not_kept(self):
        result = {
            "control": "data.no-copy", "kind": "drill", "at": "2026-11-21T17:00:00Z", "outcome": "passed",
            "milliseconds": 4, "programs": [{"name": "freehold-control", "sha256": "00" * 32}], "evidence": [],
        }
        for results in ([result], [], [result | {"kind": "live", "control": "data.tenant"}]):
            done = self.keep(results)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertEqual(done.stdout, "")
