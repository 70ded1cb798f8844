"""`studio.local-pdf`: a whole session full of canaries, and no byte of one in what the browser sent, nor in what the server
kept. The search itself is tried on planted ones."""
import base64
import gzip
import unittest

from playwright.sync_api import expect

from control import Control
from house import free_ports
from people import Credited
from recording import RecordingProxy, forms, leaks

CANARY = "Zitronenfalter7741"
PLANTED = "Kohlweissling8852"


class Traffic(Credited):
    @classmethod
    def setUpClass(cls):
        [port] = free_ports(1)
        control = Control("--free-credits", "3", public=port)
        cls.own = lambda: control
        cls.proxy = RecordingProxy(port, control.port)
        cls.addClassCleanup(cls.proxy.close)
        super().setUpClass()

    def plant(self, page):
        """A canary in every field that takes text; the fields under “More” too."""
        page.evaluate("for (const more of document.querySelectorAll('#editor details')) more.open = true")
        fields = page.locator("#editor :is(input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], input[type=search], textarea)[data-path]")
        paths = fields.evaluate_all("(all) => all.filter((one) => one.checkVisibility() && !one.readOnly && !one.disabled).map((one) => one.dataset.path)")
        for number, path in enumerate(paths):
            self.field(page, path).fill(f"{CANARY} {number}")
        self.saved(page)
        return paths

    def session(self, page):
        """Everything a person does: write, look, download, share, export, back up, search, copy, look at the credits."""
        self.draft(page)
        planted = self.plant(page)
        self.assertGreater(len(planted), 25, planted)
        self.fill(page, {"number": CANARY})
        self.saved(page)
        self.has(page, 3)
        self.assertIn(CANARY, self.download(page))
        self.has(page, 2)
        for name in ["Download as JSON", "lines as CSV", "list as CSV"]:
            with page.expect_download():
                self.menu(page, name)
        self.menu(page, "Share by link")
        page.get_by_role("button", name="Close").click()
        self.menu(page, "Back up everything")
        page.get_by_label("Passphrase").fill(CANARY)
        page.get_by_label("Once more").fill(CANARY)
        with page.expect_download():
            page.get_by_role("button", name="Download the backup").click()
        self.documents(page)
        page.locator("#search").fill(CANARY)
        page.locator(".document").get_by_role("button", name="Duplicate").click()
        self.saved(page)
        self.download(page)
        self.has(page, 1)
        page.reload()
        page.wait_for_selector("body.ready")
        self.bar(page).get_by_role("link").click()
        expect(page.get_by_role("heading", name="Credits")).to_be_visible()

    def kept(self):
        self.control.sql("checkpoint")
        return self.control.everything()

    def test_a_session_full_of_canaries_leaves_none(self):
        page = self.visit(self.person())
        self.session(page)
        sent = self.proxy.recorded()
        self.assertEqual(sum(part.count(b"POST /permits HTTP/1.1") for part in sent), 2)
        self.assertEqual(leaks(CANARY, sent), [])
        self.assertEqual(leaks(CANARY, self.kept()), [])
        self.assertEqual(self.control.unbalanced(), "0")
        # Every request with a method other than GET, whole, but for what browsers say of themselves.
        for part in sent:
            for request in part.split(b"\r\n\r\n"):
                if request.startswith((b"POST /permits", b"PUT /permits")):
                    self.assertIn(request.split(b" ")[1].count(b"?"), [0])
                    self.assertNotRegex(request.decode().lower(), r"content-length: [1-9]")

    def test_a_planted_canary_is_found(self):
        page = self.visit(self.person())
        self.assertEqual(leaks(PLANTED, self.proxy.recorded()), [])
        # By the page's own script, as a bug would.
        page.evaluate("(secret) => fetch('/studio?' + secret)", PLANTED)
        self.assertEqual(leaks(PLANTED, self.proxy.recorded()), [PLANTED.lower().encode()])
        # In the database, as a column that should not be there.
        self.control.sql(f"set session_replication_role = replica; update freehold.accounts set name = '{PLANTED}' where is_operator")
        self.assertNotEqual(leaks(PLANTED, self.kept()), [])

    def test_the_search_knows_each_form(self):
        word = CANARY
        for form in [word.upper(), "".join(f"%{ord(one):02x}" for one in "ä") + word, base64.b64encode(f"a{word}b".encode()).decode(),
                     base64.urlsafe_b64encode(f"ab{word}c".encode()).decode(), base64.b64encode(word.encode()).decode(), word.encode().hex()]:
            self.assertNotEqual(leaks(word, [form.encode()]), [], form)
        self.assertNotEqual(leaks(word, [b"x" + gzip.compress(f"deep {word}".encode()) + b"y"]), [])
        self.assertNotEqual(leaks(word, [word.encode("utf-16-le")]), [])
        self.assertEqual(leaks(word, [b"Zitronenfalter7742", base64.b64encode(b"Zitronenfolter7741")]), [])
        self.assertGreater(min(len(form) for form in forms(word)), 10)


if __name__ == "__main__":
    unittest.main()
