"""AI steps as a person meets them: the text grows while one looks, is changed, kept and told of; it survives a reload and a
runtime that dies; and where nothing may be sent, the page says why."""
import os
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from house import PICTURES, House, programs
from model import ModelStandIn

expect.set_options(timeout=30_000)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LETTERS = """
app: letters
title: Letters
sources: { shop: { kind: postgres, secret: shop-database } }
redaction: { policy: required, redactor: team-redactor }
queries:
  late: { source: shop, sql: "select i.id, i.number, c.company from invoices i join customers c on c.id = i.customer_id order by i.id limit 3" }
pages:
  - { path: /, title: Late, roles: [owner], blocks: [table: { query: late, actions: [ask, poor] }] }
actions:
  ask:
    title: Ask a model
    on: late
    roles: [owner]
    steps: [ai: { into: letter, prompt: "Remind {{company}} of {{number}}." }]
  poor:
    title: Ask the poor one
    on: late
    roles: [owner]
    steps: [ai: { into: letter, model: poor, prompt: "Remind {{company}} of {{number}}." }]
"""


def setUpModule():
    global house, browser, signed_in, model
    PICTURES.mkdir(parents=True, exist_ok=True)
    model = ModelStandIn()
    unittest.addModuleCleanup(model.close)
    house = House("--invoices", "300")
    unittest.addModuleCleanup(house.stop)
    playwright = sync_playwright().start()
    unittest.addModuleCleanup(playwright.stop)
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
    unittest.addModuleCleanup(browser.close)
    signed_in = house.sign_in(browser)
    connect("fast")
    connect("poor", "64")
    secret("team-redactor", f"url={model.address}/redact\nsecret=a secret of twenty-odd bytes")
    spec = Path(house.folder, "letters.yaml")
    spec.write_text(LETTERS)
    tool("freehold-control", "seed", "--data", f"{house.folder}/d/control", "--spec", spec)


def connect(name, daily=""):
    context = browser.new_context(storage_state=signed_in)
    page = context.new_page()
    page.goto(house.console + "/w/home/models")
    form = page.locator("form[action$='/models']").last
    for field, value in (("name", name), ("model", "claude-test-1"), ("region", "EU (Frankfurt)"), ("tokens", daily)):
        form.locator(f"[name={field}]").fill(value)
    form.locator("[name=provider]").select_option("anthropic")
    form.locator("button").last.click()
    expect(page.locator("main")).to_contain_text(name)
    context.close()
    secret(f"model-{name}", f"key=sk-test\nendpoint={model.address}")


def secret(name, value):
    tool("freehold-runtime", "secrets", "set", "--data", f"{house.folder}/d/runtime", "--workspace", "home", "--for",
         "text", name, said=value)


def tool(program, *arguments, said=""):
    done = subprocess.run(
        [programs() / program, *map(str, arguments)], input=said, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr


class Models(unittest.TestCase):
    def setUp(self):
        model.gate.set()
        model.has_redactor = True
        model.prompts.clear()

    def page(self, viewport=DESKTOP, **options):
        context = browser.new_context(
            viewport=viewport, storage_state=signed_in, locale="en-GB", reduced_motion="reduce", **options)
        self.addCleanup(context.close)
        context.set_default_timeout(30_000)
        return context.new_page()

    def invoice(self, page, number=0):
        page.goto(f"{house.app}/invoices/{number + 1}")
        return page.get_by_role("button", name="Write a reminder")

    def accessible(self, page):
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        self.assertEqual([f"{each['id']}: {each['nodes'][0]['target']}" for each in found], [])

    def shot(self, page, name):
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def test_a_text_grows_is_changed_and_kept_by_the_keyboard_alone_and_survives_a_reload(self):
        page = self.page()
        model.gate.clear()
        self.invoice(page).focus()
        page.keyboard.press("Enter")
        growing = page.locator(".waiting .draft")
        # What grows is seen: browsers take nothing for a last child before its parent has ended.
        expect(growing).to_be_visible()
        expect(growing).to_contain_text("please pay.")
        self.assertNotIn("[[", growing.inner_text())
        self.assertEqual(page.locator("textarea").count(), 0)
        self.shot(page, "model-writing-desktop-light")
        # In the middle of it, too.
        address = page.url
        page.reload(wait_until="commit")
        expect(growing).to_contain_text("please pay.")
        model.gate.set()
        text = page.get_by_role("textbox", name="Letter")
        expect(text).to_be_visible()
        expect(growing).to_be_hidden()
        written = text.input_value()
        self.assertIn("please pay. Yours, accounts.", written)
        self.assertNotIn("[[", written)
        self.accessible(page)
        self.shot(page, "model-review-desktop-light")
        page.reload()
        self.assertEqual(page.url, address)
        self.assertEqual(text.input_value(), written)
        page.go_back()
        page.go_forward()
        self.assertEqual(text.input_value(), written)
        self.assertEqual(len(model.prompts), 1, "the model was asked again")
        text.focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(" By hand.")
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('button.main')"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("is kept.")
        page.go_back()
        expect(page.locator("body")).to_contain_text("That text is no longer here")
        self.assertEqual(len(model.prompts), 1)
        page.goto(house.console + "/w/home/audit")
        expect(page.locator("main")).to_contain_text("120 + 30 tokens")

    def test_without_scripts_on_a_phone_in_the_dark_another_can_be_asked_for(self):
        page = self.page(PHONE, java_script_enabled=False, color_scheme="dark")
        self.invoice(page, 1).click()
        text = page.get_by_role("textbox", name="Letter")
        expect(text).to_be_visible()
        receipt = page.locator("details.receipt").last
        expect(receipt).to_contain_text("150 tokens")
        receipt.locator("summary").click()
        self.shot(page, "model-review-phone-dark")
        before = page.url
        page.get_by_role("button", name="Write another").click()
        page.wait_for_url(lambda address: "/-/drafts/" in address and address != before)
        expect(text).to_be_visible()
        self.assertEqual(len(model.prompts), 2)
        page.goto(before)
        expect(page.locator("body")).to_contain_text("That text is no longer here")

    def test_a_redactor_that_is_down_and_tokens_that_are_spent_are_said_and_nothing_is_sent(self):
        for viewport, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
            page = self.page(viewport, color_scheme=scheme)
            size = "desktop" if viewport is DESKTOP else "phone"
            model.has_redactor = False
            self.letters(page)
            page.get_by_role("button", name="Ask a model").first.click()
            failed = page.locator(".failed[role=alert]")
            expect(failed).to_contain_text("Nothing was sent to the model: the redactor answered with an error")
            self.accessible(page)
            self.shot(page, f"model-redactor-down-{size}-{scheme}")
            self.assertEqual(model.prompts, [])
            page.reload()
            expect(failed).to_contain_text("Nothing was sent")
            model.has_redactor = True
            page.get_by_role("button", name="Try again").click()
            expect(page.locator("p.draft").last).to_contain_text("Yours, accounts.")
            self.shot(page, f"model-answer-{size}-{scheme}")
            model.prompts.clear()
            self.letters(page)
            page.get_by_role("button", name="Ask the poor one").first.click()
            expect(failed).to_contain_text("spent its tokens for today")
            self.shot(page, f"model-budget-spent-{size}-{scheme}")
            self.assertEqual(model.prompts, [])

    def letters(self, page):
        """The app may be on its way to the runtime."""
        end = time.monotonic() + 60
        while True:
            page.goto(house.console + "/open/home/letters")
            if page.locator("tbody tr").count():
                return
            self.assertLess(time.monotonic(), end, "the app did not come")
            page.wait_for_timeout(500)

    def test_a_call_in_which_the_runtime_died_leaves_a_receipt(self):
        page = self.page()
        model.gate.clear()
        self.invoice(page, 2).click(no_wait_after=True)
        expect(page.locator(".waiting .draft")).to_contain_text("please pay.")
        os.kill(self.runtime(), signal.SIGKILL)
        model.gate.set()
        end = time.monotonic() + 90
        while True:
            page.goto(house.console + "/w/home/audit")
            row = page.locator("tr", has_text="outcome_unknown")
            if row.count():
                break
            self.assertLess(time.monotonic(), end, "the call left no receipt")
            page.wait_for_timeout(500)
        expect(row.first).to_contain_text("about")
        expect(row.first).to_contain_text("Collections")
        self.shot(page, "audit-model-call-unknown")

    def runtime(self):
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if any(b"freehold-runtime" in word for word in words[:1]) and f"{house.folder}/d/runtime".encode() in words:
                return int(entry.name)
        raise AssertionError("the runtime does not run")


if __name__ == "__main__":
    unittest.main()
