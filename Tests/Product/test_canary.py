"""The canary: unmistakable values in rows, credentials and forms, the real flows, and a search of all that the control
plane keeps and of every byte that it was sent meanwhile.

The search is the tool's own (`freehold trust search`), in every form and inside compressed streams; what is planted on
purpose in each place must be found.
"""

import contextlib
import gzip
import json
import os
import secrets
import subprocess
import urllib.parse
import zlib

from house import SPEC_TEXT, ProductTest
from installation import POSTGRES, eventually
from recording import Recording

MARK = secrets.token_hex(6)
PLANTED = {
    "row": f"Zoë “Kanarienvögel” & Töchter {MARK}",
    "personal": f"ana.lindqvist.{MARK}@kanarienvogel.example",
    "note": f"<b>owes 4,711.00 €</b> / {MARK} \\ \"quoted\"",
    "input": f"paid by Björn {MARK} as agreed",
    "wrong input": f"never to be kept: Łukasz {MARK}",
    "credential": f"kanari_{MARK}_Pa55word",
    "wrong credential": f"kanari_{MARK}_wr0ng_one",
    "filter": f"looked for Çelik {MARK}",
}


class CanaryTests(ProductTest):
    def test_nothing_of_the_business_is_kept_by_the_control_plane_and_what_is_planted_there_is_found(self):
        self.plant()
        received = self.recorded(self.drive)
        places = self.places() | ({"received": received} if received else {})
        found, searched = self.search(*places.values())
        self.assertEqual(found, [])
        sent = received.read_bytes() if received else None
        for words in (b"POST /runtime/v1/reports", b"action_ended", b"GET /open/home/canary", b"GET /permits"):
            if sent:
                self.assertIn(words, sent, "the recording has the flows")
        self.assertGreater(searched["files"], 500)
        self.assertGreater(searched["bytes"], 20_000_000)
        self.sabotage(places)

    def plant(self):
        quoted = {name: "'" + text.replace("'", "''") + "'" for name, text in PLANTED.items()}
        customer = self.house.sql(
            "select customer_id from invoices where status = 'open' and total - paid > 100 and due_on < current_date"
            " order by id desc limit 1")
        self.house.sql(
            f"update customers set company = {quoted['row']}, email = {quoted['personal']}, note = {quoted['note']}"
            f" where id = {customer}", user="postgres")
        self.invoice = self.house.sql(
            f"select id from invoices where customer_id = {customer} and status = 'open' and total - paid > 100"
            " order by id desc limit 1")
        self.customer = customer
        self.house.sql(
            f"create role company_canary login password {quoted['credential']}; grant company_app to company_canary",
            user="postgres")
        self.credential(PLANTED["credential"])

    def recorded(self, action):
        """What the control plane was sent while `action` ran, as a file; None where packets may not be read."""
        try:
            recording = Recording(self.house.port).start()
        except PermissionError:
            print("what the control plane is sent is not recorded: that needs root or CAP_NET_RAW")
            action()
            return None
        try:
            action()
        finally:
            received = recording.stop()
        path = self.house.folder / "canary-received"
        path.write_bytes(received)
        return path

    def credential(self, password):
        self.house.set_secret("home", "canary-database", self.house.shop(user="company_canary", password=password))

    def drive(self):
        """Publish, open, look, filter, search, export, act, fail to act, and a source that refuses."""
        spec = SPEC_TEXT.replace("app: collections", "app: canary").replace("shop-database", "canary-database")
        self.publish(spec)
        app, before = self.house.app() + "/canary", self.ended()
        self.assertEqual(self.owner.open(self.house.control, "home", "canary").status, 200)
        page = self.owner.get(f"{app}/invoices/{self.invoice}")
        self.assertIn("Kanarienvögel", page.text, "the drive shows what was planted")
        self.assertIn(PLANTED["personal"], self.owner.get(f"{app}/customers/{self.customer}").text)
        wanted = urllib.parse.urlencode({"q.1": PLANTED["filter"]})
        self.assertEqual(self.owner.get(f"{app}/?{wanted}").status, 200)
        listed = self.owner.get(f"{app}/")
        export = next(link for link in listed.links if "csv" in link or "export" in link)
        self.assertIn(PLANTED["personal"], self.owner.get(urllib.parse.urljoin(listed.url, export)).text)

        def pay(amount, reference):
            asked = self.owner.submit(
                self.owner.get(f"{app}/invoices/{self.invoice}"), "record_payment",
                {"in.amount": amount, "in.reference": reference}, follow=False)
            self.assertEqual(asked.status, 200 if amount != "lots" else 422, asked.said)
            return self.owner.submit(asked, "record_payment", follow=False) if amount != "lots" else asked

        self.assertEqual(pay("1.00", PLANTED["input"]).status, 303)
        self.assertEqual(self.payments(PLANTED["input"]), 1)
        self.assertEqual(pay("999999", PLANTED["wrong input"]).status, 409)
        self.assertEqual(pay("lots", PLANTED["wrong input"]).status, 422)
        self.credential(PLANTED["wrong credential"])
        self.assertGreaterEqual(self.owner.get(f"{app}/").status, 500)
        self.credential(PLANTED["credential"])
        self.assertEqual(self.owner.get(f"{self.house.control}/permits").status, 200)
        # The outcomes of the two actions that ran have crossed over.
        eventually(lambda: self.ended() >= before + 2)

    def ended(self):
        return int(self.house.control_sql(
            "select count(*) from freehold.audit_events where event = 'action_ended'", user="postgres"))

    def places(self):
        """What the control plane keeps: a dump, its folder with the write-ahead log, the logs of both planes."""
        dump = self.house.folder / "canary-dump.sql"
        self.dump(dump)
        logs = self.house.data / "logs"
        return {
            "dump": dump, "folder": self.house.data / "control", "control's log": logs / "freehold-control.log",
            "runtime's log": logs / "freehold-runtime.log",
        }

    def dump(self, path):
        cluster = self.house.data / "control/cluster"
        environment = {
            "PATH": os.environ["PATH"], "PGHOST": str(cluster / "socket"), "PGDATABASE": "freehold", "PGUSER": "postgres",
            "PGPASSWORD": (cluster / "superuser-password").read_text().strip(),
        }
        done = subprocess.run(
            [f"{POSTGRES}/pg_dump", "--file", path], env=environment, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)

    def search(self, *paths):
        done = self.house.tool("trust", "search", "--json", "--for", "-", *paths, input=json.dumps(PLANTED))
        self.assertIn(done.returncode, (0, 1), done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1 if answer["found"] else 0)
        return answer["found"], answer

    def sabotage(self, places):
        """The test of the test: one value on purpose in each place in turn."""
        def forms(path):
            return {entry["form"] for entry in self.search(path)[0]}

        self.control(f"create table public.sabotage as select convert_from('\\x{PLANTED['row'].encode().hex()}', 'UTF8') as v")
        try:
            self.dump(places["dump"])
            self.assertIn("plain", forms(places["dump"]))
            self.assertIn("plain", forms(places["folder"] / "cluster/data/pg_wal"))
            self.control("checkpoint")
            self.assertIn("plain", forms(places["folder"] / "cluster/data/base"))
        finally:
            self.control("drop table public.sabotage")
        words = urllib.parse.urlencode({"x": PLANTED["filter"]})
        received = self.recorded(lambda: self.owner.get(f"{self.house.control}/security?{words}"))
        if received:
            self.assertIn("percent", forms(received))
        for name, write, expected in (
            ("log line", json.dumps({"message": PLANTED["note"]}).encode(), "json"),
            ("packed.gz", gzip.compress(b"before " + PLANTED["credential"].encode() + b" after"), "gzip/plain"),
            ("packed", zlib.compress(json.dumps(PLANTED).encode()), "deflate/json"),
            ("wide", PLANTED["personal"].encode("utf-16-le"), "utf16"),
            ("form", urllib.parse.urlencode(PLANTED).encode(), "percent"),
        ):
            path = places["folder"] / f"sabotage-{name}"
            try:
                path.write_bytes(write)
                self.assertIn(expected, forms(path), name)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    path.unlink()

    def control(self, statement):
        self.assertNotIn("ERROR", self.house.control_sql(statement, user="postgres"))
