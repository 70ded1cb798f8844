"""What a request did is found again in the log of its plane, by the id that its answer named."""

import json
import urllib.request

from house import ProductTest
from installation import eventually


class MetricsTests(ProductTest):
    def test_freehold_dev_has_the_metrics_of_both_planes_where_it_was_told(self):
        for port in (self.house.metrics_port, self.house.runtime_metrics_port):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
                self.assertIn("# TYPE ", answer.read().decode())


class LogTests(ProductTest):
    def found(self, *arguments):
        done = self.house.tool("logs", "--data", self.house.data, "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_a_refused_request_is_found_by_its_id_in_the_log_of_its_plane(self):
        self.enter()
        for plane, address in (("control", f"{self.house.control}/w/home/apps/none"), ("runtime", f"{self.app}/none")):
            page = self.refused(self.owner.get(address, html=False), 404, "not_found")
            lines = eventually(lambda: self.found("--request", page.json["request"]), 30)
            self.assertEqual({line["message"] for line in lines}, {"request", "request refused"})
            self.assertEqual({line["workspace"] for line in lines}, {"home"})
            self.assertEqual({line["logger"] for line in lines}, {f"freehold-{plane}"})
            self.assertEqual(self.found("--request", page.json["request"], "--level", "warning"), [])
            self.assertTrue(self.found("--workspace", "home", "--plane", plane, "--since", "10m"))
            self.assertEqual(self.found("--workspace", "elsewhere"), [])
