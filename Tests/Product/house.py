"""What all product tests share: one installation, its owner's browser, the sample app."""

import json
import os
import re
import subprocess
import unittest

from browser import Browser
from installation import SPEC, Installation, eventually

CANARY = "CANARY-7Q2x"
SPEC_TEXT = SPEC.read_text()


class House:
    """Made at the first use; `run.py` stops it."""

    installation = owner = None
    is_logged_in = False

    @classmethod
    def open(cls):
        if cls.installation is None:
            cls.installation = Installation(os.environ["FREEHOLD_PROGRAMS"])
            cls.owner = cls.installation.owner(cls.installation.start())
        return cls.installation

    @classmethod
    def close(cls):
        if cls.installation:
            cls.installation.remove()


class ProductTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House.open()
        cls.owner = House.owner

    @property
    def app(self):
        return self.house.app() + "/collections"

    def enter(self):
        """The owner, in the sample app with a fresh session."""
        page = self.owner.open(self.house.control, "home", "collections")
        self.assertEqual(page.status, 200, page.said)
        return page

    def open_invoices(self, count=1):
        """Ids of invoices of which more than 100 is open, other ones at each call."""
        found = self.house.sql(
            "select id from invoices where status = 'open' and total - paid > 100 and id not in"
            f" (select invoice_id from payments where reference is not null) order by random() limit {count}").split()
        return found if count > 1 else found[0]

    def ask_payment(self, invoice, reference, amount="1.00"):
        """The confirmation of a payment: ready to be submitted, any number of times."""
        page = self.owner.get(f"{self.app}/invoices/{invoice}")
        return self.owner.submit(
            page, "record_payment", {"in.amount": amount, "in.reference": reference}, follow=False)

    def login(self):
        """Signs the tool in, once, through the console's page."""
        if House.is_logged_in:
            return
        login = subprocess.Popen(
            [self.house.programs / "freehold", "login", self.house.control], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
            env={"HOME": str(self.house.folder), "XDG_CONFIG_HOME": f"{self.house.folder}/config", "PATH": "/usr/bin:/bin"})
        self.addCleanup(login.kill)
        code = None
        for line in login.stdout:
            if found := re.search(r"/tool\?code=([A-Z]{4}-[A-Z]{4})", line):
                code = found.group(1)
                break
        page = self.owner.get(f"{self.house.control}/tool?code={code}")
        self.assertEqual(self.owner.submit(page, "/tool", {"code": code}).status, 200)
        self.assertEqual(login.wait(20), 0, login.stdout.read())
        login.stdout.close()
        House.is_logged_in = True

    def publish(self, spec, workspace="home", status=0):
        """A spec's text becomes a release, by the tool, which waits for the runtime to take it."""
        self.login()
        path = self.house.folder / "published.yaml"
        path.write_text(spec)
        done = self.house.tool("publish", path, "--workspace", workspace, "--json")
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def copy(self, browser=None):
        """Another browser with the same cookies, for another thread."""
        copied = Browser()
        copied.cookies = json.loads(json.dumps((browser or self.owner).cookies))
        return copied

    def payments(self, reference):
        return int(self.house.sql(f"select count(*) from payments where reference = '{reference}'"))

    def refused(self, page, status, problem):
        """A refusal with its problem code, which says what happened and what to do."""
        self.assertEqual((page.status, page.json.get("problem")), (status, problem), page.text[:400])
        for member in ("title", "advice", "request"):
            self.assertTrue(page.json[member])
        self.assertRegex(page.json["request"], r"^[0-9a-f-]{36}$")
        return page

    def logged(self, request, problem):
        """The request of a refusal stands in the log with its code."""
        line = eventually(lambda: next(
            (line for line in self.house.logs().splitlines() if request in line and '"problem"' in line), None))
        self.assertIn(f'"problem":"{problem}"', line)

    def refused_page(self, page, status, *words):
        """The same for a person: his page names the request."""
        self.assertEqual(page.status, status, page.said)
        for word in (*words, "Request"):
            self.assertRegex(page.text, re.compile(word, re.IGNORECASE))
