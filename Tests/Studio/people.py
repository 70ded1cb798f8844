"""Somebody who is signed in, in a browser of his own, at a control plane of the tests' own."""
import subprocess
import time

from playwright.sync_api import expect

from studio import StudioTest, World

LINE = "Made with Freehold Studio"


class Credited(StudioTest):
    """Accounts here have three credits; a module whose installation is another one says how it is started in `own`."""
    own = None
    control = operator = None

    @classmethod
    def setUpClass(cls):
        World.open(cls.own)
        cls.control = World.house
        cls.operator = World.browser.new_context()
        cls.addClassCleanup(cls.operator.close)
        cls.operator.set_default_timeout(120_000)
        cls.control.sign_in(cls.operator, cls.control.owner_link())

    def person(self, **options):
        context = self.profile(**options)
        self.control.person(context, self.operator)
        return context

    def text(self, download):
        return subprocess.run(["pdftotext", "-layout", download.path(), "-"], capture_output=True, text=True, check=True).stdout

    def download(self, page):
        with page.expect_download() as download:
            page.locator("#download").click()
        return self.text(download.value)

    def bar(self, page):
        return page.locator("#credits")

    def has(self, page, credits):
        expect(self.bar(page)).to_have_text(f"{credits} credit" + ("" if credits == 1 else "s"))

    def asked(self):
        """The methods of the requests that move credits."""
        return [method for method, address, _ in self.requests if "/permits" in address and method != "GET"]

    def balanced(self, context, available, held=0):
        """The account comes to this (the last word of a tab may still be on its way), and every ledger is right."""
        deadline = time.monotonic() + 60
        while True:
            state = self.control.credits(context)
            if (state["available"], state["held"]) == (available, held) or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        self.assertEqual((state["available"], state["held"]), (available, held))
        self.assertEqual(self.control.unbalanced(), "0")

    def forgive_network(self):
        """What Chromium writes by itself when a request breaks."""
        self.complaints = [line for line in self.complaints if "net::ERR_" not in line]
