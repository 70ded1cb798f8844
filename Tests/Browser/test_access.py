"""Every page of the product for everybody: axe-core's rules for WCAG 2.2 AA, the keyboard alone, a narrow screen, the
dark, no scripts, and a session that ends while one types."""
import re
import shutil
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from house import House

DESKTOP = {"width": 1280, "height": 900}
# A desktop at 400 % (WCAG 2.2, 1.4.10).
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

CONSOLE = [
    "/account", "/account/credits", "/w/home", "/w/home/new-app", "/w/home/apps/collections",
    "/w/home/apps/collections/sources", "/w/home/apps/collections/spec", "/w/home/apps/collections/releases/1",
    "/w/home/apps/collections/deletion", "/w/home/members", "/w/home/runtimes", "/w/home/audit", "/w/home/settings",
    "/outbox", "/trust", "/trust/data.tenant", "/trust/crypto.rest", "/security", "/tool", "/nothing",
]
APP = [
    "/collections", "/collections/customers", "/collections/figures", "/_freehold/secrets?app=collections",
    "/collections/nothing",
]


def setUpModule():
    global house, browser, signed_in
    house = House("--invoices", "3000")
    unittest.addModuleCleanup(house.stop)
    playwright = sync_playwright().start()
    unittest.addModuleCleanup(playwright.stop)
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
    unittest.addModuleCleanup(browser.close)
    signed_in = house.sign_in(browser)


class Access(unittest.TestCase):
    def page(self, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, storage_state=signed_in, locale="en-GB", **options)
        self.addCleanup(context.close)
        context.set_default_timeout(20_000)
        return context.new_page()

    def addresses(self):
        return [house.console + path for path in CONSOLE] + [house.apps + path for path in APP]

    def violations(self, page):
        # CodeMirror's text is scrolled by the keyboard in its field, which axe does not see.
        found = Axe().run(
            page, context={"exclude": [[".CodeMirror-scroll"]]}, options={"runOnly": RULES}).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary']}" for each in found]

    def test_no_page_breaks_a_rule_of_axe_by_day_or_night(self):
        for viewport, scheme in ((DESKTOP, "light"), (NARROW, "dark")):
            page = self.page(viewport, color_scheme=scheme)
            for address in self.addresses() + [house.console + "/studio"]:
                answer = page.goto(address)
                with self.subTest(address, scheme=scheme):
                    self.assertLess(answer.status, 500)
                    self.assertEqual(self.violations(page), [])

    def test_a_stranger_s_pages_too(self):
        context = browser.new_context(viewport=NARROW)
        self.addCleanup(context.close)
        page = context.new_page()
        for path in ("/sign-in", "/sign-in/nothing", "/security", "/invitations/nothing"):
            page.goto(house.console + path)
            with self.subTest(path):
                self.assertEqual(self.violations(page), [])

    def test_axe_would_find_something(self):
        page = self.page()
        page.goto(house.console + "/w/home/members")
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input name=x>')")
        self.assertIn("label", " ".join(self.violations(page)))

    def test_nothing_sticks_out_of_a_narrow_screen(self):
        page = self.page(NARROW)
        for address in self.addresses():
            page.goto(address)
            with self.subTest(address):
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), NARROW["width"])

    def test_no_table_of_the_console_scrolls_sideways_on_a_phone(self):
        page = self.page(PHONE)
        for path in CONSOLE:
            page.goto(house.console + path)
            with self.subTest(path):
                self.assertEqual(page.evaluate(
                    "[...document.querySelectorAll('.scroll')].filter((each) => each.scrollWidth > each.clientWidth).length"), 0)

    def test_everything_is_reached_by_the_keyboard_and_seen_to_be(self):
        page = self.page()
        for address in self.addresses():
            page.goto(address)
            if address.endswith("/new-app"):
                # The preview's page is the app's own, which is walked below; the browser keeps it closed for /spec too.
                page.get_by_role("button", name="Close").click()
            with self.subTest(address):
                wanted = page.evaluate(FOCUSABLE)
                self.assertEqual(self.walk(page, wanted), [])

    def walk(self, page, wanted):
        """Tabs through the page.
        :return: what was never reached, or was without showing it."""
        left = set(range(wanted))
        wrong = []
        # A field for a date has a stop for each of its parts.
        for _ in range(4 * wanted + 10):
            page.keyboard.press("Tab")
            number, shows, what = page.evaluate(REACHED)
            if number is None and not left:
                break
            left.discard(number)
            if not shows:
                wrong.append(f"no focus is seen at {what}")
            if what == "the editor":
                # Tab is its own key there; Escape lets it go.
                page.keyboard.press("Escape")
            if not left:
                break
        return wrong + [page.evaluate("n => window.wanted[n].outerHTML.slice(0, 120)", n) for n in sorted(left)]

    def test_without_scripts_an_app_is_made_changed_published_and_deleted(self):
        page = self.page(java_script_enabled=False)
        page.goto(house.console + "/w/home")
        page.get_by_role("link", name="New app").click()
        spec = page.locator("textarea[name=spec]")
        name = re.search("^app: (.*)$", spec.input_value(), re.MULTILINE).group(1)
        page.get_by_role("button", name="Check and create").click()
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("Published.")).to_be_visible()
        page.get_by_role("link", name="Edit spec").click()
        text = spec.input_value()
        spec.fill(text.replace("title:", "titel:", 1))
        page.get_by_role("button", name="Check and save").click()
        expect(page.get_by_role("alert")).to_contain_text("1 error")
        spec.fill(text.replace("title:", "title: Changed ", 1))
        page.get_by_role("button", name="Check and save").click()
        expect(page.get_by_text("The version is saved.")).to_be_visible()
        page.goto(f"{house.console}/w/home/apps/{name}/deletion")
        page.get_by_role("button", name="Delete").click()
        expect(page.get_by_text("for 30 days you can restore it")).to_be_visible()

    def test_the_detail_of_an_event_has_the_whole_width(self):
        for viewport, scripts in ((DESKTOP, False), (PHONE, True)):
            page = self.page(viewport, java_script_enabled=scripts)
            page.goto(house.console + "/w/home/audit")
            detail = page.locator("tr.detail").nth(1)
            with self.subTest(viewport):
                expect(detail).to_be_hidden()
                page.locator("summary").nth(1).press("Enter")
                expect(detail.get_by_text("recorded_at")).to_be_visible()
                table = page.locator("table.trail").bounding_box()["width"]
                self.assertGreater(detail.locator("dl").bounding_box()["width"], table * 0.9)
                page.locator("summary").nth(1).press("Enter")
                expect(detail).to_be_hidden()

    def test_without_scripts_a_version_is_published_with_a_note(self):
        page = self.page(java_script_enabled=False)
        page.goto(house.console + "/w/home/new-app")
        page.get_by_role("button", name="Check and create").click()
        page.get_by_label("Note of the release").fill("the <first> of many")
        page.get_by_role("button", name="Publish").click()
        expect(page.locator("#releases + .scroll").get_by_text("the <first> of many")).to_be_visible()

    def test_the_first_page_is_painted_without_a_second_request(self):
        cookies = [each for each in signed_in["cookies"] if "freehold_style" not in each["name"]]
        self.assertLess(len(cookies), len(signed_in["cookies"]))
        context = browser.new_context(viewport=DESKTOP, storage_state={**signed_in, "cookies": cookies})
        self.addCleanup(context.close)
        page = context.new_page()
        page.route("**/assets/console-*.css", lambda route: route.abort())
        page.goto(house.console + "/w/home")
        self.assertEqual(page.evaluate("getComputedStyle(document.querySelector('.bar')).display"), "flex")
        # A page whose requests are routed asks past the cache; another one does not.
        page = context.new_page()
        page.goto(house.console + "/w/home")
        self.assertEqual(page.locator("style").count(), 0)
        self.assertEqual(page.evaluate("getComputedStyle(document.querySelector('.bar')).display"), "flex")

    def test_on_a_phone_the_bar_is_one_line_and_the_account_s_page_has_the_rest(self):
        page = self.page(PHONE)
        page.goto(house.console + "/w/home/members")
        self.assertLess(page.locator("header.bar").bounding_box()["height"], 56)
        self.assertLess(page.locator("nav.tabs").bounding_box()["height"], 56)
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
        page.get_by_role("link", name="Account").click()
        for role, name in (("button", "Sign out"), ("link", "Trust"), ("link", "Outbox"), ("link", "Workspaces")):
            expect(page.get_by_role(role, name=name)).to_be_visible()
        page.get_by_role("link", name="Workspaces").click()
        expect(page.get_by_role("heading", name="Apps", exact=True)).to_be_visible()

    def test_what_was_typed_outlives_a_session_that_ended(self):
        page = self.page(java_script_enabled=False)
        page.goto(house.console + "/w/home/settings")
        page.get_by_label("Title of the workspace").fill("Typed for a long time")
        page.context.clear_cookies()
        page.get_by_role("button", name="Rename").click()
        expect(page.get_by_text("Sign in").first).to_be_visible()
        self.assertEqual(
            page.locator("input[name=title]").get_attribute("value"), "Typed for a long time")


# Marks what a person can reach by Tab: one button of a group of radio buttons, nothing that is hidden.
FOCUSABLE = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const groups = new Set();
  window.wanted = all.filter(each => {
    if (each.disabled || each.type === 'hidden' || each.tabIndex < 0 || each.closest('[inert]')) return false;
    if (!each.checkVisibility({ visibilityProperty: true })) return false;
    if (each.closest('.CodeMirror')) return false;
    if (each.type !== 'radio') return true;
    const isNew = !groups.has(each.name);
    groups.add(each.name);
    return isNew;
  });
  return window.wanted.length;
}"""

# The number of what has the focus, whether that is seen, and what it is.
REACHED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return [null, true, ''];
  if (at.closest('.CodeMirror')) return [-1, true, 'the editor'];
  let number = window.wanted.indexOf(at);
  if (at.type === 'radio') number = window.wanted.findIndex(each => each.type === 'radio' && each.name === at.name);
  const style = getComputedStyle(at);
  // The parts of a field for a date show theirs inside it.
  const shows = at.type === 'date' || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none';
  return [number, shows, at.outerHTML.slice(0, 120)];
}"""


if __name__ == "__main__":
    unittest.main(verbosity=2)
