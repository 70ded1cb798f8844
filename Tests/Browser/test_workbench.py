"""Writing an app's spec in a real browser: findings while typing, completion, drafts that nobody loses, two who write."""
import re
import shutil
import sys
import time
import unittest
from pathlib import Path
from urllib.parse import unquote_plus

from playwright.sync_api import expect, sync_playwright

from house import PICTURES, SHIFTS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Studio"))
from control import Control

expect.set_options(timeout=30_000)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SAVED = re.compile(r"\?done=saved$")


def setUpModule():
    global control, playwright, browser
    control = Control()
    unittest.addModuleCleanup(control.stop)
    playwright = sync_playwright().start()
    unittest.addModuleCleanup(playwright.stop)
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
    unittest.addModuleCleanup(browser.close)
    PICTURES.mkdir(parents=True, exist_ok=True)


class Workbench(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        context = browser.new_context()
        control.sign_in(context, control.owner_link())
        cls.signed_in = context.storage_state()
        page = context.new_page()
        # A builder beside the owner.
        page.goto(f"{control.origin}/w/home/members")
        page.locator("form[action$=invitations] [name=email]").fill("eva@example.org")
        page.locator("form[action$=invitations] [name=role]").select_option("builder")
        page.locator("form[action$=invitations] button").first.click()
        invitation = page.locator("code.secret").inner_text()
        eva = browser.new_context()
        eva.request.post(f"{control.origin}/sign-in", form={"email": "eva@example.org"}, headers={"Origin": control.origin})
        outbox = context.request.get(f"{control.origin}/outbox").text()
        control.sign_in(eva, re.search(r"To eva@example.org .*?(http://\S+/sign-in/[\w-]+)", outbox, re.DOTALL).group(1))
        other = eva.new_page()
        other.goto(invitation)
        other.get_by_role("main").get_by_role("button").first.click()
        cls.eva = eva.storage_state()
        context.close()
        eva.close()

    def context(self, state=None, **options):
        context = browser.new_context(**{"viewport": DESKTOP, "storage_state": state or self.signed_in} | options)
        self.addCleanup(context.close)
        context.set_default_timeout(30_000)
        return context

    def page(self, context=None, **options):
        page = (context or self.context(**options)).new_page()
        self.complaints = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        return page

    def app(self, page):
        """A new app from the starter, under a name of its own; the address of its page."""
        page.goto(f"{control.origin}/w/home/new-app")
        name = page.evaluate("document.querySelector('textarea.spec').value.match(/^app: (.*)$/m)[1]")
        page.get_by_role("button", name="Check and create").click()
        page.wait_for_url(f"**/apps/{name}?done=saved")
        return f"{control.origin}/w/home/apps/{name}"

    def editor(self, page, address):
        page.goto(f"{address}/spec")
        expect(page.locator(".CodeMirror")).to_be_visible()

    def text(self, page):
        return page.evaluate("specText()")

    def caret(self, page, line, column):
        page.evaluate(f"document.querySelector('.CodeMirror').CodeMirror.setCursor({line}, {column})")
        page.evaluate("document.querySelector('.CodeMirror').CodeMirror.focus()")

    def test_findings_stand_under_their_lines_and_in_a_list(self):
        page = self.page()
        page.add_init_script(SHIFTS)
        address = self.app(page)
        self.editor(page, address)
        expect(page.locator("[data-state]")).to_contain_text("No errors")
        self.assertLess(sum(page.evaluate("shifts")), 0.01)
        self.caret(page, 1, 0)
        page.keyboard.type("titel: x\n")
        finding = page.locator(".finding.error").first
        expect(finding).to_contain_text("titel")
        expect(page.locator("[data-state]")).to_contain_text("error")
        page.locator("[data-findings] button").first.click()
        self.assertEqual(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor().line"), 1)
        page.screenshot(path=PICTURES / "workbench-findings.png", full_page=True)
        page.keyboard.press("Control+z")
        self.assertEqual(self.complaints, [])

    def test_completion_knows_the_place_and_the_names_of_the_spec(self):
        page = self.page()
        address = self.app(page)
        self.editor(page, address)
        lines = self.text(page).split("\n")
        row = next(number for number, line in enumerate(lines) if "table: { query" in line)
        self.caret(page, row, lines[row].index("query: ") + 7)
        page.keyboard.press("Control+Space")
        expect(page.locator(".CodeMirror-hint strong")).to_have_text(["tables"])
        page.keyboard.press("Escape")
        self.caret(page, row, len(lines[row]))
        page.keyboard.type("\n- ")
        page.keyboard.press("Control+Space")
        expect(page.locator(".CodeMirror-hint strong").first).to_have_text("text")
        page.screenshot(path=PICTURES / "workbench-completion.png")
        page.keyboard.type("met")
        expect(page.locator(".CodeMirror-hint strong")).to_have_text(["metric"])
        page.keyboard.press("Enter")
        self.assertIn("- metric: ", self.text(page))
        self.assertEqual(self.complaints, [])

    def test_personal_data_in_a_prompt_is_a_chip_and_stays(self):
        page = self.page()
        address = self.app(page)
        left = []
        page.context.on("request", lambda request: left.append(request.post_data or "") if request.method == "POST" else None)
        self.editor(page, address)
        prompts = """
actions:
  thank:
    steps:
      - ai: { into: text, prompt: "Write to ada@example.com, not to [[EMAIL_1]]." }
      - ai:
          into: more
          prompt: ada@example.com and bob@example.com say hello  # a bare scalar
      - ai:
          into: last
          prompt: |
            Thank {{name}}, 😀
            and ada@example.com.
    title: carol@example.com is no prompt
"""
        page.evaluate("more => { const cm = document.querySelector('.CodeMirror').CodeMirror; cm.setValue(cm.getValue() + more); }", prompts)
        expect(page.locator("[data-prompts] li")).to_have_count(4)
        page.locator("[data-prompts]").screenshot(path=PICTURES / "workbench-prompts.png")
        self.assertIn("ada@example.com", self.text(page))
        with page.expect_request(lambda request: request.url.endswith("/draft") and request.method == "POST"):
            page.locator("#note").fill("with prompts")
        page.get_by_role("button", name="Save", exact=False).first.click()
        page.wait_for_load_state()
        sent = unquote_plus("".join(left))
        self.assertNotIn("ada@", sent)
        self.assertNotIn("bob@", sent)
        for part in ["carol@example.com", "Write to [[EMAIL_2]], not to [[EMAIL_1]].", "and [[EMAIL_2]].",
                     '"[[EMAIL_2]] and [[EMAIL_3]] say hello"  # a bare']:
            self.assertIn(part, sent)
        self.assertTrue(all("422" in complaint for complaint in self.complaints), self.complaints)

    def test_what_shall_leave_leaves_as_typed(self):
        page = self.page()
        address = self.app(page)
        self.editor(page, address)
        page.evaluate("cm => document.querySelector('.CodeMirror').CodeMirror.setValue('prompt: Write to ada@example.com')")
        with page.expect_request(lambda request: "ada%40example.com" in (request.post_data or "")):
            page.get_by_role("button", name="Send it as typed").click()
        expect(page.locator("[data-prompts] li")).to_have_count(0)

    def test_by_keyboard_alone_in_and_out(self):
        page = self.page()
        address = self.app(page)
        self.editor(page, address)
        self.caret(page, 0, 0)
        page.keyboard.press("Tab")
        self.assertTrue(self.text(page).startswith("  app:"))
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+/")
        self.assertTrue(self.text(page).startswith("# app:"))
        page.keyboard.press("Control+/")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        self.assertFalse(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.hasFocus()"))
        self.assertEqual(page.evaluate("document.activeElement.closest('.CodeMirror')"), None)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Control+f")
        expect(page.get_by_label("Find or replace")).to_be_focused()

    def test_text_survives_and_is_offered_again(self):
        context = self.context()
        page = self.page(context)
        address = self.app(page)
        self.editor(page, address)
        self.caret(page, 0, 0)
        page.keyboard.type("# not saved yet\n")
        expect(page.locator(".standing")).to_contain_text("Draft kept at")
        page.close()
        # Another browser of the same person, without a script.
        plain = self.page(self.context(java_script_enabled=False))
        plain.goto(f"{address}/spec")
        expect(plain.get_by_role("region", name="Unsaved changes")).to_contain_text("begun from version 1")
        plain.get_by_role("link", name="Go on with them").click()
        self.assertTrue(plain.locator("textarea.spec").input_value().startswith("# not saved yet\n"))
        plain.get_by_role("button", name="Check and save").click()
        expect(plain.get_by_role("status").first).to_contain_text("The version is saved")
        # What was saved is not offered again, there or here.
        page = self.page(context)
        self.editor(page, address)
        self.assertTrue(self.text(page).startswith("# not saved yet\n"))
        expect(page.locator(".offer, .notice.info")).to_have_count(0)

    def test_without_the_server_the_browser_keeps_it(self):
        context = self.context()
        page = self.page(context)
        address = self.app(page)
        self.editor(page, address)
        page.route("**/draft", lambda route: route.abort())
        self.caret(page, 0, 0)
        page.keyboard.type("# only here\n")
        # The page's policy refuses a condition that is a text.
        deadline = time.monotonic() + 30
        while "only here" not in page.evaluate("JSON.stringify(localStorage)") and time.monotonic() < deadline:
            time.sleep(0.1)
        page.close()
        page = self.page(context)
        self.editor(page, address)
        page.get_by_role("button", name="Go on with it").click()
        self.assertTrue(self.text(page).startswith("# only here\n"))
        page.get_by_role("button", name="Check and save").click()
        page.wait_for_url(SAVED)
        self.editor(page, address)
        expect(page.locator(".offer")).to_have_count(0)
        self.assertEqual([line for line in self.complaints if "ERR_FAILED" not in line], [])

    def test_who_is_signed_out_while_typing_is_told(self):
        page = self.page()
        address = self.app(page)
        self.editor(page, address)
        cookies = page.context.cookies()
        page.context.clear_cookies()
        self.caret(page, 1, 0)
        page.keyboard.type("# a thought\n")
        standing = page.locator("ul.standing")
        expect(standing).to_contain_text("only in this browser: you are signed out.")
        page.context.add_cookies(cookies)
        page.keyboard.type("# and another\n")
        expect(standing).to_contain_text("Draft kept at")
        expect(standing).not_to_contain_text("signed out")

    def test_two_who_write_are_told_and_neither_loses_text(self):
        owner, eva = self.page(), self.page(state=self.eva)
        address = self.app(owner)
        self.editor(eva, address)
        self.caret(eva, 0, 0)
        eva.keyboard.type("# eva was here\n")
        expect(eva.locator(".standing")).to_contain_text("Draft kept at")
        self.editor(owner, address)
        expect(owner.locator(".standing")).to_contain_text("eva@example.org is editing too, since")
        self.caret(owner, 0, 0)
        owner.keyboard.type("# the owner, too\n")
        expect(owner.locator(".standing")).to_contain_text("Draft kept at")
        eva.get_by_role("button", name="Check and save").click()
        eva.wait_for_url(SAVED)
        owner.keyboard.type("# again\n")
        expect(owner.locator(".standing")).to_contain_text("Version 2 was saved by eva@example.org at")
        owner.get_by_role("button", name="Check and save").click()
        notice = owner.locator(".notice.bad")
        expect(notice).to_contain_text("Not saved: version 2 is newer")
        owner.get_by_text("What saving your text would change").click()
        expect(notice.locator("tr.removed")).to_contain_text("eva was here")
        expect(notice.locator("tr.added").first).to_contain_text("the owner, too")
        owner.screenshot(path=PICTURES / "workbench-conflict.png", full_page=True)
        self.assertTrue(self.text(owner).startswith("# the owner, too\n# again\n"))
        owner.get_by_role("button", name="Check and save").click()
        owner.wait_for_url(SAVED)
        expect(owner.locator("tbody").first).to_contain_text("eva@example.org")

    def test_on_a_phone_and_in_the_dark(self):
        for name, options in {"phone": {"viewport": PHONE}, "dark": {"color_scheme": "dark"},
                              "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}.items():
            page = self.page(**options)
            address = self.app(page)
            self.editor(page, address)
            expect(page.locator("[data-state]")).to_contain_text("No errors")
            self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), page.viewport_size["width"])
            page.screenshot(path=PICTURES / f"workbench-{name}.png", full_page=True)
            page.goto(f"{address}/deletion")
            page.screenshot(path=PICTURES / f"deletion-{name}.png", full_page=True)

    def test_deleting_asks_and_can_be_undone_without_a_script(self):
        page = self.page(self.context(java_script_enabled=False))
        address = self.app(self.page())
        page.goto(address)
        page.get_by_role("link", name="Delete this app").click()
        page.get_by_role("button", name="Delete the app").click()
        expect(page.get_by_role("heading", name="Deleted apps")).to_be_visible()
        page.screenshot(path=PICTURES / "apps-deleted.png", full_page=True)
        self.assertEqual(page.goto(address).status, 404)
        page.goto(f"{control.origin}/w/home")
        name = address.split("/")[-1]
        page.locator(f"form[action$='deleted-apps/{name}/restoration'] button").click()
        expect(page.get_by_role("status").first).to_contain_text("The app is back")


if __name__ == "__main__":
    unittest.main()
