"""A person's way through the product, in a real browser: sign in, open an app, find an invoice, record a payment."""
import re
import shutil
import subprocess
import time
import unittest

from playwright.sync_api import expect, sync_playwright

from house import PICTURES, SHIFTS, House

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def setUpModule():
    global house, playwright, browser, signed_in
    house = House()
    unittest.addModuleCleanup(house.stop)
    playwright = sync_playwright().start()
    unittest.addModuleCleanup(playwright.stop)
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
    unittest.addModuleCleanup(browser.close)
    signed_in = sign_in()
    PICTURES.mkdir(parents=True, exist_ok=True)


def sign_in():
    """The cookies of the owner, who has also opened the app."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(house.owner_link)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Open", exact=True).click()
    page.wait_for_url(house.app + "**")
    cookies = context.storage_state()
    context.close()
    return cookies


class Journey(unittest.TestCase):
    def page(self, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, storage_state=signed_in, locale="en-GB", **options)
        self.addCleanup(context.close)
        context.set_default_timeout(10_000)
        page = context.new_page()
        self.complaints = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(f"{line.text} {line.location['url']}")
                if line.type == "error" else None)
        return page

    def column(self, page, number):
        return page.locator(f"tbody tr > :nth-child({number})").all_inner_texts()

    def invoice(self, page):
        """Opens an invoice that is still open, and returns its number."""
        page.goto(house.app + "?status=open")
        link = page.locator("tbody tr th a").first
        number = link.inner_text()
        link.click()
        expect(page.get_by_role("heading", name=f"Invoice {number}")).to_be_visible()
        return number

    def test_the_owner_link_is_good_once(self):
        page = self.page()
        answer = page.goto(house.owner_link)
        self.assertNotEqual(answer.status, 200)

    def test_a_stranger_is_asked_to_sign_in(self):
        context = browser.new_context()
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(house.app)
        expect(page.get_by_role("button", name="Write off")).to_have_count(0)
        self.assertNotIn("@", page.locator("tbody").all_inner_texts())
        self.assertEqual(page.goto(house.console + "/w/home").status in (200, 401, 403, 404), True)
        expect(page.get_by_role("heading", name="Apps", exact=True)).to_have_count(0)

    def test_from_the_list_of_apps_to_the_overdue_invoices(self):
        page = self.page()
        page.goto(house.console)
        page.get_by_role("link", name="Open", exact=True).click()
        page.wait_for_url(house.app + "**")
        expect(page.get_by_role("heading", name="Overdue", exact=True)).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(50)
        self.assertNotIn("pass", page.url)
        self.assertEqual(self.complaints, [])

    def test_a_filter_applies_at_once_and_stands_in_the_address(self):
        page = self.page()
        page.goto(house.app)
        page.get_by_label("Status").select_option(label="Part paid")
        page.wait_for_url(re.compile("status=part_paid"))
        expect(page.locator("tbody tr").first).to_be_visible()
        self.assertEqual(set(self.column(page, 7)), {"Part paid"})
        page.get_by_label("Country").select_option(label="Ireland")
        page.wait_for_url(re.compile("country=IE"))
        self.assertEqual(page.get_by_label("Status").input_value(), "part_paid")
        self.assertEqual(self.complaints, [])

    def test_a_column_sorts_up_and_down(self):
        page = self.page()
        page.goto(house.app)
        heading = page.get_by_role("columnheader", name="Days late")
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", "ascending")
        self.assertIsSorted([int(text.replace(",", "")) for text in self.column(page, 5)])
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", "descending")
        self.assertIsSorted([-int(text.replace(",", "")) for text in self.column(page, 5)])

    def assertIsSorted(self, values):
        self.assertEqual(values, sorted(values))

    def test_the_next_page_goes_on_where_the_first_ended(self):
        page = self.page()
        page.goto(house.app)
        first = self.column(page, 1)
        page.get_by_role("link", name=re.compile("^Next")).click()
        expect(page.locator("tbody tr th a").first).not_to_have_text(first[0])
        second = self.column(page, 1)
        self.assertTrue(set(first).isdisjoint(second))
        page.get_by_role("link", name=re.compile("^Previous")).click()
        expect(page.locator("tbody tr th a").first).to_have_text(first[0])
        self.assertEqual(self.column(page, 1), first)

    def test_a_number_with_hyphens_stays_on_its_line(self):
        page = self.page({"width": 900, "height": 900})
        page.goto(house.app)
        numbers = self.column(page, 1)
        self.assertTrue(all("-" in number for number in numbers), numbers[:3])
        lines = page.evaluate(
            "[...document.querySelectorAll('tbody th a')].map(link => link.getClientRects().length)")
        self.assertEqual(set(lines), {1})

    def test_a_row_that_is_not_there_is_a_clear_page(self):
        page = self.page()
        self.assertEqual(page.goto(house.app + "/invoices/999999999").status, 404)
        expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()

    def test_the_search_finds_a_customer(self):
        page = self.page()
        page.goto(house.app)
        name = self.column(page, 2)[0]
        page.keyboard.press("/")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("q.1="))
        self.assertEqual({name} & set(self.column(page, 2)), {name})
        expect(page.get_by_role("searchbox")).to_have_value(name)

    def test_a_payment_with_an_error_first_ends_in_the_audit_trail(self):
        page = self.page()
        number = self.invoice(page)
        page.get_by_label("Reference").fill("RF18 5390 0754 7034")
        page.get_by_role("button", name="Record payment").click()
        amount = page.get_by_label("Amount")
        expect(page.get_by_role("alert")).to_contain_text("Amount")
        expect(amount).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Reference")).to_have_value("RF18 5390 0754 7034")
        amount.fill("1.25")
        page.get_by_role("button", name="Record payment").click()
        self.confirm(page)
        expect(page.get_by_text(f"The payment of 1.25 for invoice {number} is recorded.")).to_be_visible()
        payments = page.get_by_role("region", name=re.compile("Payments"))
        expect(payments.get_by_text("RF18 5390 0754 7034")).to_be_visible()
        self.find_in_audit(page, "record_payment")
        self.assertEqual([text for text in self.complaints if "422" not in text], [])

    def test_the_same_without_javascript(self):
        page = self.page(java_script_enabled=False)
        number = self.invoice(page)
        page.get_by_label("Amount").fill("2.5")
        page.get_by_role("button", name="Record payment").click()
        self.confirm(page)
        expect(page.get_by_text(f"for invoice {number} is recorded.")).to_be_visible()

    def test_a_draft_is_seen_beside_its_text_and_rolled_back(self):
        page = self.page(viewport={"width": 1600, "height": 1000})
        page.goto(house.console + "/w/home/apps/collections/spec")
        preview = page.frame_locator("#preview iframe:not(.coming)")
        expect(preview.get_by_text("Preview with the data of development")).to_be_visible(timeout=30_000)
        page.screenshot(path=PICTURES / "preview.png")
        before = page.evaluate("history.length")
        # Typing changes what is seen; a mistake leaves it as it was.
        page.evaluate("""() => { const editor = document.querySelector('.CodeMirror').CodeMirror
            editor.setValue(editor.getValue().replace('title: Overdue', 'title: Long overdue')) }""")
        expect(preview.get_by_role("heading", name="Long overdue")).to_be_visible(timeout=30_000)
        self.assertEqual(page.evaluate("history.length"), before)
        # An action runs through and leaves nothing, and the next draft opens where the person was.
        preview.locator("tbody tr th a").first.click()
        number = preview.get_by_role("heading", name=re.compile("^Invoice \\d")).inner_text().split()[-1]
        preview.get_by_label("Amount").fill("0.5")
        preview.get_by_label("Reference").fill("PREVIEWED")
        preview.get_by_role("button", name="Record payment").click()
        self.confirm(preview)
        expect(preview.get_by_text("This is a preview: nothing was kept.")).to_be_visible(timeout=30_000)
        expect(preview.get_by_text("PREVIEWED")).to_have_count(0)
        page.get_by_label("See it as").select_option("member")
        expect(preview.get_by_role("heading", name=f"Invoice {number}")).to_be_visible(timeout=30_000)
        page.get_by_role("button", name="Close").click()
        expect(page.locator("#preview")).to_be_hidden()
        # What is published is as it was.
        page.goto(house.app)
        expect(page.get_by_role("heading", name="Overdue", exact=True)).to_be_visible()
        self.assertEqual(self.complaints, [])

    def test_an_app_that_is_not_saved_is_seen_beside_its_text(self):
        page = self.page(viewport={"width": 1600, "height": 1000})
        page.goto(house.console + "/w/home/new-app?from=example")
        preview = page.frame_locator("#preview iframe:not(.coming)")
        expect(preview.get_by_role("heading", name="Overdue", exact=True)).to_be_visible(timeout=30_000)
        page.evaluate("""() => { const editor = document.querySelector('.CodeMirror').CodeMirror
            editor.setValue(editor.getValue().replace('title: Overdue', 'title: Long overdue')) }""")
        expect(preview.get_by_role("heading", name="Long overdue")).to_be_visible(timeout=30_000)
        page.screenshot(path=PICTURES / "preview-new.png")
        # The starter names a secret that is not there: what to do stands in the frame.
        page.goto(house.console + "/w/home/new-app")
        expect(preview.get_by_text("secrets of the environment")).to_be_visible(timeout=30_000)
        expect(preview.get_by_role("heading", name="No way to the database yet")).to_be_visible()
        page.screenshot(path=PICTURES / "preview-new-blank.png")
        self.assertEqual([text for text in self.complaints if "502" not in text], [])

    def test_nothing_moves_when_the_editor_and_the_preview_come(self):
        for width in (1440, 1280, 390):
            page = self.page(viewport={"width": width, "height": 900})
            page.add_init_script(SHIFTS)
            page.goto(house.console + "/w/home/new-app?from=example")
            preview = page.frame_locator("#preview iframe:not(.coming)")
            if width > 1120:
                expect(preview.get_by_role("heading", name="Overdue", exact=True)).to_be_visible(timeout=30_000)
            expect(page.locator("[data-state]")).to_contain_text("No errors", timeout=30_000)
            self.assertLess(sum(page.evaluate("shifts")), 0.01, width)

    def test_the_trail_is_followed_as_it_grows(self):
        page = self.page()
        page.goto(house.console + "/w/home/audit")
        page.get_by_role("link", name="Follow live").click()
        expect(page.locator("#following")).to_be_visible()
        rows = page.locator("#trail tbody tr")
        before = rows.count()
        other = self.page()
        other.goto(house.console + "/w/home/settings")
        other.get_by_role("button", name="Rename").click()
        other.goto(house.console + "/open/home/collections")
        expect(rows).not_to_have_count(before, timeout=30_000)
        self.assertEqual(self.complaints, [])

    def test_without_javascript_a_draft_opens_in_a_tab(self):
        page = self.page(java_script_enabled=False)
        page.goto(house.console + "/w/home/apps/collections/spec")
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="Preview").click()
        opened.value.get_by_role("button", name="Show the preview").click()
        expect(opened.value.get_by_text("Preview with the data of development")).to_be_visible()

    def confirm(self, page):
        """The question, as a dialog or as a page of its own; a form that has asked already is simply sent."""
        done = page.get_by_text("is recorded.")
        question = page.locator(".ask").filter(has_not=page.get_by_label("Amount"))
        expect(question.or_(done).first).to_be_visible()
        if not done.is_visible():
            question.get_by_role("button", name="Record payment").click()

    def find_in_audit(self, page, text):
        for _ in range(20):
            page.goto(house.console + "/w/home/audit")
            if text in page.content():
                return
            time.sleep(0.5)
        self.fail(f"the audit trail does not show {text}")

    def test_an_amount_beyond_the_open_one_changes_nothing(self):
        page = self.page()
        self.invoice(page)
        before = self.whole(page)
        address = page.url
        page.get_by_label("Amount").fill("999999")
        page.get_by_role("button", name="Record payment").click()
        question = page.locator("dialog[open]")
        expect(question).to_contain_text("999999")
        page.screenshot(path=PICTURES / "question-desktop-light.png")
        question.get_by_role("button", name="Record payment").click()
        expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
        expect(page.get_by_label("Amount")).to_have_value("999999")
        expect(page.get_by_text("is recorded.")).to_have_count(0)
        page.screenshot(path=PICTURES / "refused-desktop-light.png", full_page=True)
        page.goto(address)
        self.assertEqual(self.whole(page), before)

    def whole(self, page):
        """What an invoice's page says, once its script has added the button for the PDF."""
        expect(page.get_by_role("button", name="Download invoice PDF")).to_be_visible()
        return page.locator("main").inner_text()

    def test_studio_stands_beside_the_console(self):
        page = self.page()
        page.goto(house.console.rstrip("/") + "/studio")
        page.wait_for_selector("body.ready", timeout=60_000)
        expect(page.locator("canvas.page").first).to_be_visible(timeout=60_000)
        self.assertEqual(self.complaints, [])

    def test_an_invoice_of_the_database_is_downloaded_as_pdf(self):
        page = self.page()
        number = self.invoice(page)
        total = page.locator("dt", has_text=re.compile("^Total$")).locator("xpath=following-sibling::dd").inner_text()
        sent = []
        page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
        with page.expect_download(timeout=60_000) as waited:
            page.get_by_role("button", name="Download invoice PDF").click()
        path = PICTURES / "invoice.pdf"
        waited.value.save_as(path)
        self.assertRegex(waited.value.suggested_filename, rf"^Invoice {number} .+\.pdf$")
        expect(page.get_by_role("status").filter(has_text="with the e-invoice inside")).to_be_visible()
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        self.assertIn(number, text)
        # Amounts are written as the customer's language writes them: digits alone are compared.
        self.assertIn(re.sub(r"\D", "", total), re.sub(r"[^\d\n]", "", text))
        for article in self.lines(page):
            self.assertIn(article, text)
        # Everything that was asked for is this host's; nothing was sent, and the control plane heard nothing.
        self.assertEqual([one for one in sent if one[0] != "GET" or one[2] or not one[1].startswith((house.apps, "blob:"))], [])
        self.assertEqual(self.complaints, [])

    def lines(self, page):
        """The article numbers of the invoice's lines."""
        return page.get_by_role("region", name="Lines").locator("tbody tr > :nth-child(2)").all_inner_texts()

    def test_a_document_that_cannot_be_made_says_why(self):
        page = self.page()
        self.invoice(page)
        button = page.get_by_role("button", name="Download invoice PDF")
        page.route("**/*document=*", lambda route: route.abort())
        button.click()
        expect(page.get_by_role("alert").filter(has_text="The server could not be reached.")).to_be_visible()
        page.unroute("**/*document=*")
        page.route("**/*document=*", lambda route: route.continue_(headers={**route.request.headers, "cookie": ""}))
        button.click()
        expect(page.get_by_role("alert").filter(has_text="You are signed out.")).to_be_visible()
        page.unroute("**/*document=*")
        with page.expect_download(timeout=60_000):
            button.click()

    def test_without_scripts_the_document_says_what_it_needs(self):
        page = self.page(java_script_enabled=False)
        self.invoice(page)
        expect(page.get_by_text("The PDF is made by this browser, and that needs JavaScript.")).to_be_visible()
        expect(page.get_by_role("button", name="Download invoice PDF")).to_have_count(0)

    def test_the_keyboard_reaches_the_content_first(self):
        page = self.page()
        page.goto(house.app)
        page.keyboard.press("Tab")
        self.assertIn("Skip to", page.evaluate("document.activeElement.textContent"))

    def test_every_field_has_a_label(self):
        page = self.page()
        self.invoice(page)
        for address in (house.app, page.url, house.app + "/customers", house.console + "/w/home/members"):
            page.goto(address)
            unlabelled = page.evaluate(
                """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
                .filter(field => !field.labels.length && !field.ariaLabel).map(field => field.outerHTML)""")
            self.assertEqual(unlabelled, [])

    def test_pictures_for_desktop_and_phone_by_day_and_night(self):
        page = self.page()
        self.invoice(page)
        addresses = {
            "overdue": house.app, "invoice": page.url, "customers": house.app + "/customers",
            "figures": house.app + "/figures", "apps": house.console + "/w/home", "audit": house.console + "/w/home/audit",
        }
        for size, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
            for scheme in ("light", "dark"):
                page = self.page(viewport, color_scheme=scheme)
                for name, address in addresses.items():
                    self.assertEqual(page.goto(address).status, 200, address)
                    page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png")
                    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    self.assertLessEqual(wide, 0, f"{name} scrolls sideways on a {size}")
                self.assertEqual(self.complaints, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
