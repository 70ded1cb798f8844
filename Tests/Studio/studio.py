"""Studio in a real browser, as a person meets it, at a control plane of the tests' own. Each test has a browser profile of its own, and its network is watched:
no word that is typed may ever be in a request."""
import atexit
import shutil
import unittest
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from control import Control

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / ".build" / "browser"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


class World:
    """The browser of a run, and the control plane before it: one for all tests, or one of a module's own."""
    address = house = shared = browser = None

    @classmethod
    def open(cls, own=None):
        """`own` makes the control plane of the module that asks; it is gone when the module ends."""
        if own:
            cls.enter(own())
            unittest.addModuleCleanup(cls.leave)
        elif not cls.house:
            cls.shared = Control("--free-credits", "3")
            atexit.register(cls.shared.stop)
            cls.enter(cls.shared)
        if not cls.browser:
            playwright = sync_playwright().start()
            cls.browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
            atexit.register(playwright.stop)
            atexit.register(cls.browser.close)
            PICTURES.mkdir(parents=True, exist_ok=True)

    @classmethod
    def enter(cls, house):
        cls.house = house
        cls.address = house and house.origin + "/studio"

    @classmethod
    def leave(cls):
        cls.house.stop()
        cls.enter(cls.shared)


INVOICE = {
    "seller.name": "Lena Hart Design", "seller.address.street": "Nordring 14", "seller.address.postcode": "10115",
    "seller.address.city": "Berlin", "seller.address.country": "DE", "seller.vatId": "DE123456788",
    "buyer.name": "Aurora Coffee GmbH", "buyer.address.street": "Hafenstraße 2", "buyer.address.postcode": "20457",
    "buyer.address.city": "Hamburg", "buyer.address.country": "DE", "lines[0].name": "Brand identity",
    "lines[0].quantity": "2", "lines[0].price": "1050.50", "currency": "EUR",
}


class StudioTest(unittest.TestCase):
    def setUp(self):
        World.open()
        self.requests = []
        self.complaints = []
        self.context = self.profile()

    def profile(self, viewport=DESKTOP, locale="en-GB", **options):
        """A browser that was never here."""
        context = World.browser.new_context(viewport=viewport, locale=locale, accept_downloads=True, **options)
        context.set_default_timeout(30_000)
        context.on("request", lambda request: self.requests.append((request.method, request.url, request.post_data)))
        self.addCleanup(context.close)
        return context

    def visit(self, context=None, fragment=""):
        page = (context or self.context).new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.goto(World.address + fragment)
        page.wait_for_selector("body.ready")
        return page

    def field(self, page, path):
        return page.locator(f'[data-path="{path}"]')

    def fill(self, page, values):
        for path, value in values.items():
            field = self.field(page, path)
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def draft(self, page, **changes):
        """An ordinary invoice between two German companies; 2,101.00 and 19 % VAT."""
        self.fill(page, INVOICE | changes)
        page.locator('[data-tax="0"]').select_option("S:19")
        self.saved(page)

    def saved(self, page):
        expect(page.locator("#state")).to_have_text("Saved on this device")

    def until(self, page, script, argument=None):
        """Asks until the answer is yes. `wait_for_function` would ask by text, which the page's policy forbids."""
        for _ in range(300):
            if page.evaluate(script, argument):
                return
            page.wait_for_timeout(100)
        self.fail(f"never true: {script}")

    def offline_ready(self, page):
        """Until the service worker has everything and looks after this page; the page's policy forbids to ask by text."""
        page.evaluate("""() => new Promise((resolve) => {
            const look = async () => {
                if (navigator.serviceWorker.controller && (await caches.keys()).length === 1) resolve()
                else setTimeout(look, 50)
            }
            navigator.serviceWorker.ready.then(look)
        })""")

    def menu(self, page, name):
        page.locator(".menu.end > summary").click()
        page.get_by_role("button", name=name).click()

    def documents(self, page):
        page.locator(".way").get_by_role("link", name="Documents").click()
        expect(page.get_by_role("heading", name="Documents")).to_be_visible()

    def tearDown(self):
        self.assertEqual(self.complaints, [])
