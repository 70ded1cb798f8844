"""What stays on the device: history, offline, several tabs, full storage, and clearing it all."""
import re
import unittest
from pathlib import Path

from playwright.sync_api import expect

from studio import PICTURES, StudioTest, World

LEFT = """async () => ({
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length, local: localStorage.length + sessionStorage.length,
})"""


class Keeping(StudioTest):
    def until(self, page, state, act):
        """Does `act` again until Studio says `state`; returns what stands in the note."""
        for turn in range(90):
            act(turn)
            page.wait_for_timeout(700)
            if page.locator("#state").inner_text() == state:
                return self.field(page, "notes[0].text").input_value()
        raise AssertionError(f"never: {state}")

    def test_it_works_without_a_network_after_the_first_visit(self):
        page = self.visit()
        self.draft(page)
        self.offline_ready(page)
        self.context.set_offline(True)
        page.reload()
        page.wait_for_selector("body.ready")
        expect(self.field(page, "buyer.name")).to_have_value("Aurora Coffee GmbH")
        self.field(page, "lines[0].quantity").fill("4")
        expect(page.locator('[data-net="0"]')).to_have_text("€4,202.00")
        expect(page.locator("canvas.page").first).to_be_visible()
        self.saved(page)
        # Files are opened without a network too.
        with page.expect_file_chooser() as chooser:
            self.menu(page, "Open a file")
        chooser.value.set_files([{"name": "a.json", "mimeType": "application/json", "buffer": b'{"number": "77", "buyer": {"name": "From a file"}}'}])
        expect(self.field(page, "buyer.name")).to_have_value("From a file")
        self.context.set_offline(False)

    def test_history_is_searched_duplicated_and_turned(self):
        page = self.visit()
        self.draft(page)
        self.documents(page)
        row = page.locator(".document")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("€2,500.19")
        row.get_by_role("button", name="Duplicate").click()
        expect(self.field(page, "number")).to_have_value(re.compile(r"-002$"))
        self.fill(page, {"buyer.name": "Zephyr Ltd", "kind": "quote"})
        self.saved(page)
        self.documents(page)
        page.locator("#search").fill("zeph")
        expect(row).to_have_count(1)
        row.get_by_role("button", name="Make invoice").click()
        expect(self.field(page, "kind")).to_have_value("invoice")
        expect(self.field(page, "buyer.name")).to_have_value("Zephyr Ltd")
        self.documents(page)
        page.locator("#search").fill("aurora")
        row.get_by_role("button", name="Credit").click()
        expect(self.field(page, "kind")).to_have_value("credit-note")
        page.locator("summary", has_text="More dates and references").click()
        expect(self.field(page, "preceding[0].number")).to_have_value(re.compile(r"-001$"))
        self.documents(page)
        page.locator("#search").fill("")
        expect(row).to_have_count(4)
        expect(page.locator(".document .amount")).to_have_text(["€2,500.19"] * 4)
        page.screenshot(path=PICTURES / "studio-documents.png")

    def test_what_was_removed_can_be_put_back(self):
        page = self.visit()
        self.draft(page)
        self.documents(page)
        page.locator(".document").get_by_role("button", name="Remove").click()
        expect(page.locator(".document")).to_have_count(0)
        page.get_by_role("button", name="Put it back").click()
        expect(page.locator(".document")).to_have_count(1)

    def test_of_many_documents_each_is_reached(self):
        page = self.visit()
        self.draft(page)
        page.evaluate("""() => new Promise((resolve) => {
            indexedDB.open('freehold-studio').onsuccess = ({ target }) => {
                const documents = target.result.transaction('documents', 'readwrite').objectStore('documents')
                documents.getAll().onsuccess = ({ target: { result: [record] } }) => {
                    for (let place = 1; place <= 700; place++) documents.put({ ...record, id: `d${place}`, changed: place, summary: { ...record.summary, number: `N-${place}` } })
                }
                documents.transaction.oncomplete = () => { target.result.close(); resolve() }
            }
        })""")
        self.documents(page)
        expect(page.locator("#document-count")).to_have_text("701")
        more = page.get_by_role("button", name="Show more")
        for _ in range(50):
            if not more.is_visible():
                break
            page.locator(".document").last.scroll_into_view_if_needed()
            page.wait_for_timeout(50)
        expect(page.locator(".document")).to_have_count(701)
        expect(page.locator(".document").last).to_contain_text("N-1")

    def test_numbers_follow_a_pattern_of_ones_own(self):
        page = self.visit()
        self.draft(page)
        self.menu(page, "Numbers and days to pay")
        page.get_by_label("Pattern for: Invoice").fill("{client}/{yy}-{n:2}")
        page.get_by_role("button", name="Save", exact=True).click()
        self.documents(page)
        page.locator(".document").get_by_role("button", name="Duplicate").click()
        expect(self.field(page, "number")).to_have_value(re.compile(r"^AURORA/\d\d-01$"))

    def test_a_new_number_follows_kind_and_customer_until_a_person_writes_one(self):
        page = self.visit()
        number = self.field(page, "number")
        expect(number).to_have_value(re.compile(r"^\d{4}-001$"))
        self.field(page, "kind").select_option("quote")
        self.field(page, "buyer.name").focus()
        expect(number).to_have_value(re.compile(r"^Q-\d{4}-001$"))
        number.fill("2041")
        self.field(page, "kind").select_option("invoice")
        self.field(page, "buyer.name").fill("Aurora")
        self.saved(page)
        expect(number).to_have_value("2041")
        self.documents(page)
        page.locator(".document").get_by_role("button", name="Duplicate").click()
        number.fill("2041")
        self.field(page, "buyer.name").focus()
        expect(page.get_by_text("Another document on this device has this number.")).to_be_visible()

    def test_clearing_everything_leaves_nothing(self):
        page = self.visit()
        self.draft(page)
        self.offline_ready(page)
        other = self.visit(fragment="#documents")
        self.assertEqual(page.evaluate(LEFT), {"databases": 1, "caches": 1, "workers": 1, "local": 0})
        self.menu(page, "Clear everything")
        page.get_by_role("button", name="Delete everything on this device").click()
        expect(page.get_by_role("heading", name="Everything is gone")).to_be_visible()
        expect(other.get_by_role("heading", name="Everything is gone")).to_be_visible()
        self.assertEqual(page.evaluate(LEFT), {"databases": 0, "caches": 0, "workers": 0, "local": 0})
        page.get_by_role("link", name="Start anew").click()
        page.wait_for_selector("body.ready")
        expect(self.field(page, "buyer.name")).to_have_value("")

    def test_two_tabs_do_not_overwrite_each_other(self):
        first = self.visit()
        self.draft(first)
        second = self.visit()
        expect(second.locator("#banner")).to_contain_text("Another tab edits this document")
        expect(self.field(second, "buyer.name")).to_be_disabled()
        second.get_by_role("button", name="Edit it here").click()
        expect(self.field(second, "buyer.name")).to_be_enabled()
        expect(first.locator("#banner")).to_contain_text("Another tab edits this document")
        expect(self.field(first, "buyer.name")).to_be_disabled()
        self.field(second, "buyer.name").fill("Written in the second tab")
        self.saved(second)
        first.get_by_role("button", name="Edit it here").click()
        expect(self.field(first, "buyer.name")).to_have_value("Written in the second tab")

    def test_a_newer_version_is_never_saved_over(self):
        page = self.visit()
        self.draft(page)
        page.evaluate("""() => new Promise((resolve) => {
            indexedDB.open('freehold-studio').onsuccess = ({ target }) => {
                const documents = target.result.transaction('documents', 'readwrite').objectStore('documents')
                documents.getAll().onsuccess = ({ target: { result: [record] } }) => {
                    record.version += 1
                    record.invoice.buyer.name = 'From elsewhere'
                    documents.put(record).onsuccess = () => { target.result.close(); resolve() }
                }
            }
        })""")
        self.field(page, "buyer.name").fill("Mine")
        expect(page.locator("#banner")).to_contain_text("saved a newer version")
        page.get_by_role("button", name="Keep mine as a copy").click()
        self.saved(page)
        self.documents(page)
        expect(page.locator(".who")).to_have_text(["Mine", "Aurora Coffee GmbH"])

    def test_full_storage_says_so_and_loses_nothing(self):
        # Without the offline copy, which needs more room than this browser gives from the beginning.
        context = self.profile(service_workers="block")
        page = context.new_page()
        session = context.new_cdp_session(page)
        origin = World.address.removesuffix("/studio")
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 150_000})
        page.goto(World.address)
        page.wait_for_selector("body.ready")
        self.draft(page)
        text = self.until(page, "Not saved: storage is full", lambda turn: self.field(page, "notes[0].text").fill("x" * (200_000 + turn)))
        expect(page.locator("#banner")).to_contain_text("no more room")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as JSON").click()
        self.assertIn(text, Path(download.value.path()).read_text())
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
        self.until(page, "Saved on this device", lambda _: page.evaluate("document.querySelector('#banner .plain')?.click()"))
        page.reload()
        page.wait_for_selector("body.ready")
        expect(self.field(page, "notes[0].text")).to_have_value(text)


if __name__ == "__main__":
    unittest.main()
