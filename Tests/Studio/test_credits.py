"""What a download costs: permits, credits and the line at the foot, in the browser of somebody who is or is not signed in."""
import unittest

from playwright.sync_api import expect

from people import LINE, Credited
from studio import PHONE, PICTURES


class Downloads(Credited):
    def test_signed_out_the_line_is_on_the_page_and_in_the_pdf(self):
        page = self.visit()
        self.draft(page)
        expect(self.bar(page).get_by_role("link", name="Sign in")).to_be_visible()
        self.assertIn(LINE, self.download(page))
        expect(page.locator("#told")).to_contain_text("Signed in, it has no line")
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.ink_at_foot(page), True)
        page.screenshot(path=PICTURES / "credits-signed-out.png")

    def ink_at_foot(self, page):
        """Whether the page beside the form has something where the line stands."""
        return page.evaluate("""() => {
            const sheet = document.querySelector('canvas.page')
            const scale = sheet.width / 595.276
            const { data } = sheet.getContext('2d').getImageData(57 * scale, sheet.height - 33 * scale, 90 * scale, 10 * scale)
            return data.some((value, index) => index % 4 === 0 && value < 200)
        }""")

    def test_signed_in_a_download_costs_one_credit_and_the_same_invoice_again_none(self):
        page = self.visit(self.person())
        self.draft(page)
        self.has(page, 3)
        expect(page.locator("canvas.page").first).to_be_visible()
        self.assertNotIn(LINE, self.download(page))
        self.has(page, 2)
        self.assertEqual(self.asked(), ["POST", "PUT"])
        page.screenshot(path=PICTURES / "credits-signed-in.png")
        # Corrected, and downloaded again; also after a reload.
        self.field(page, "lines[0].name").fill("Brand identity, corrected")
        self.assertIn("corrected", self.download(page))
        page.reload()
        page.wait_for_selector("body.ready")
        self.assertNotIn(LINE, self.download(page))
        self.assertEqual(len(self.asked()), 2)
        # Under another number it is another invoice.
        self.field(page, "number").fill("2040-1")
        self.saved(page)
        self.download(page)
        self.has(page, 1)
        self.assertEqual(len(self.asked()), 4)
        self.assertEqual(self.control.unbalanced(), "0")

    def test_the_history_says_what_became_of_each_credit(self):
        for viewport, name in [(None, "desktop"), (PHONE, "phone")]:
            context = self.person(**({"viewport": viewport} if viewport else {}))
            page = self.visit(context)
            self.fill(page, {"seller.name": "Lena Hart Design", "buyer.name": "Aurora Coffee GmbH"})
            self.saved(page)
            self.download(page)
            self.has(page, 2)
            page.screenshot(path=PICTURES / f"credits-studio-{name}.png")
            key = context.request.post(f"{self.control.origin}/permits", headers={
                "Origin": self.control.origin, "X-CSRF-Token": self.control.credits(context)["token"],
                "Idempotency-Key": "00000000-0000-4000-8000-000000000001"})
            self.assertEqual(key.status, 201)
            self.bar(page).get_by_role("link").click()
            expect(page.get_by_role("heading", name="Credits")).to_be_visible()
            expect(page.locator(".balance")).to_have_text("1 credit · 1 held")
            expect(page.locator("tbody tr")).to_have_count(3)
            expect(page.locator("tbody tr").nth(0)).to_contain_text("held until")
            expect(page.locator("tbody tr").nth(1)).to_contain_text("PDF downloaded")
            self.assertEqual(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), True)
            page.screenshot(path=PICTURES / f"credits-history-{name}.png")
            page.get_by_role("link", name="Your account").click()
            expect(page.get_by_role("heading", name="Credits")).to_be_visible()
            page.screenshot(path=PICTURES / f"credits-account-{name}.png", full_page=True)

    def test_without_a_credit_the_person_decides(self):
        page = self.visit(self.person())
        self.draft(page)
        for number in ["1", "2", "3"]:
            self.field(page, "number").fill(number)
            self.saved(page)
            self.download(page)
        self.has(page, 0)
        self.field(page, "number").fill("4")
        self.saved(page)
        page.locator("#download").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("No credit is left")
        page.screenshot(path=PICTURES / "credits-none.png")
        dialog.get_by_role("button", name="Cancel").click()
        self.assertEqual(len(self.asked()), 6)
        page.locator("#download").click()
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Download with the line").click()
        self.assertIn(LINE, self.text(download.value))
        # What was paid for stays without it.
        self.field(page, "number").fill("3")
        self.saved(page)
        self.assertNotIn(LINE, self.download(page))

    def test_signing_in_leads_back_to_the_document(self):
        context = self.profile()
        page = self.visit(context)
        self.draft(page)
        self.bar(page).get_by_role("link", name="Sign in").click()
        page.get_by_label("E-mail").fill("somebody@example.org")
        page.get_by_role("button").first.click()
        self.control.person(context, self.operator)
        page.goto(f"{self.control.origin}/studio/sign-in")
        page.wait_for_selector("body.ready")
        expect(self.field(page, "buyer.name")).to_have_value("Aurora Coffee GmbH")
        self.has(page, 3)

    def test_the_page_may_speak_to_its_files_and_the_permits_alone(self):
        own = f"{self.control.origin}/studio/"
        policy = self.context.request.get(f"{self.control.origin}/studio").headers["content-security-policy"]
        self.assertEqual(policy, (
            f"default-src 'none'; script-src {own} 'wasm-unsafe-eval'; worker-src {own}; style-src {own}; img-src data: blob:; "
            f"connect-src {self.control.origin}/studio {own} {self.control.origin}/permits {self.control.origin}/permits/; "
            "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"))
        page = self.visit()
        answered = page.evaluate("""() => Promise.all(['/account', '/account/credits', '/permitsx', '/permits'].map((path) =>
            fetch(path).then((answer) => answer.status, () => 'blocked')))""")
        self.assertEqual(answered, ["blocked", "blocked", "blocked", 200])
        self.complaints.clear()

    def test_after_clearing_nothing_is_kept_again(self):
        page = self.visit(self.person())
        self.draft(page)
        self.download(page)
        self.has(page, 2)
        other = self.visit(page.context, fragment="#documents")
        self.has(other, 2)
        self.menu(page, "Clear everything")
        page.get_by_role("button", name="Delete everything on this device").click()
        for tab in [page, other]:
            expect(tab.get_by_role("heading", name="Everything is gone")).to_be_visible()
            # What makes Studio look at its credits otherwise.
            tab.evaluate("dispatchEvent(new Event('online'))")
            tab.evaluate("new BroadcastChannel('freehold-studio').postMessage({ kind: 'paid' })")
        for tab in [page, other]:
            tab.wait_for_timeout(1500)
            self.assertEqual(tab.evaluate("indexedDB.databases().then((all) => all.length)"), 0)

    def test_documents_of_a_browser_that_knew_no_credits_are_still_there(self):
        context = self.person()
        page = context.new_page()
        page.goto(f"{self.control.origin}/account")
        page.evaluate("""() => new Promise((resolve) => {
            const request = indexedDB.open('freehold-studio', 1)
            request.onupgradeneeded = () => {
                const documents = request.result.createObjectStore('documents', { keyPath: 'id' })
                documents.createIndex('changed', 'changed')
                request.result.createObjectStore('catalog', { keyPath: ['kind', 'key'] })
                request.result.createObjectStore('preferences', { keyPath: 'name' })
                documents.put({ id: 'old', version: 1, created: 1, changed: 1, summary: { kind: 'invoice', number: '7' },
                    invoice: { number: '7', currency: 'EUR', buyer: { name: 'Older Ltd' }, lines: [{ name: 'Work', quantity: '1', price: '5' }] } })
            }
            request.onsuccess = () => { request.result.close(); resolve() }
        })""")
        page = self.visit(context)
        expect(self.field(page, "buyer.name")).to_have_value("Older Ltd")
        self.has(page, 3)
        self.assertNotIn(LINE, self.download(page))
        self.has(page, 2)


if __name__ == "__main__":
    unittest.main()
