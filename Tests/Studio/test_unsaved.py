"""What could not be saved is never dropped: leaving asks, and every way out keeps it or says what is given up."""
import datetime
import json
import re
import unittest
from pathlib import Path

from playwright.sync_api import expect

from studio import StudioTest

FULL = """(isFull) => {
    const stores = IDBObjectStore.prototype
    stores.ordinary ??= stores.put
    stores.put = isFull ? () => { throw new DOMException('no room', 'QuotaExceededError') } : stores.ordinary
}"""
CHANGED = """(change) => new Promise((resolve) => {
    indexedDB.open('freehold-studio').onsuccess = ({ target }) => {
        const documents = target.result.transaction('documents', 'readwrite').objectStore('documents')
        documents.getAll().onsuccess = ({ target: { result: [record] } }) => {
            record.version += 1
            record.invoice.buyer.name = 'From elsewhere'
            const wish = change === 'remove' ? documents.delete(record.id) : documents.put(record)
            wish.onsuccess = () => { target.result.close(); resolve() }
        }
    }
})"""
NOTE = "notes[0].text"


class Unsaved(StudioTest):
    def full(self, page, is_full=True):
        """This browser gives no more room, or does again."""
        page.evaluate(FULL, is_full)

    def new(self, page, kind):
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name=kind, exact=True).click()

    def question(self, page):
        return page.get_by_role("dialog", name="Your last changes are not saved")

    def unsaved(self, page):
        self.draft(page)
        self.full(page)
        self.field(page, NOTE).fill("Only in this tab")
        expect(page.locator("#state")).to_have_text("Not saved: storage is full")

    def test_leaving_a_document_that_is_not_saved_asks(self):
        page = self.visit()
        self.unsaved(page)
        self.new(page, "Quote")
        self.question(page).get_by_role("button", name="Stay here").click()
        expect(self.field(page, "kind")).to_have_value("invoice")
        expect(self.field(page, NOTE)).to_have_value("Only in this tab")
        self.field(page, NOTE).fill("Only in this tab, and more")
        self.new(page, "Quote")
        with page.expect_download() as download:
            self.question(page).get_by_role("button", name="Download as JSON").click()
        self.assertEqual(json.loads(Path(download.value.path()).read_text())["notes"][0]["text"], "Only in this tab, and more")
        self.full(page, False)
        self.question(page).get_by_role("button", name="Try again").click()
        expect(self.field(page, "kind")).to_have_value("quote")
        self.documents(page)
        page.locator("a.cover", has_text="Aurora").click()
        expect(self.field(page, NOTE)).to_have_value("Only in this tab, and more")

    def test_what_is_given_up_is_given_up_knowingly(self):
        page = self.visit()
        self.unsaved(page)
        self.new(page, "Quote")
        self.question(page).get_by_role("button", name="Leave without them").click()
        expect(self.field(page, "kind")).to_have_value("quote")

    def test_another_document_of_the_list_asks_too(self):
        page = self.visit()
        self.draft(page)
        self.new(page, "Quote")
        self.field(page, "buyer.name").fill("Zephyr Ltd")
        self.saved(page)
        self.full(page)
        self.field(page, NOTE).fill("Only in this tab")
        expect(page.locator("#state")).to_have_text("Not saved: storage is full")
        self.documents(page)
        page.locator("a.cover", has_text="Aurora").click()
        self.question(page).get_by_role("button", name="Stay here").click()
        expect(self.field(page, NOTE)).to_have_value("Only in this tab")

    def test_after_a_conflict_leaving_can_keep_both(self):
        page = self.visit()
        self.draft(page)
        page.evaluate(CHANGED, "change")
        self.field(page, "buyer.name").fill("Mine")
        expect(page.locator("#state")).to_have_text("Changed in another tab")
        self.new(page, "Quote")
        self.question(page).get_by_role("button", name="Keep mine as a copy").click()
        expect(self.field(page, "kind")).to_have_value("quote")
        self.documents(page)
        expect(page.locator(".who", has_text="Mine")).to_have_count(1)
        expect(page.locator(".document")).to_have_count(2)

    def test_the_newer_version_can_be_taken_back(self):
        page = self.visit()
        self.draft(page)
        page.evaluate(CHANGED, "change")
        self.field(page, "buyer.name").fill("Mine")
        page.get_by_role("button", name="Take the newer one").click()
        expect(self.field(page, "buyer.name")).to_have_value("From elsewhere")
        expect(page.locator("#told")).to_contain_text("Undo brings yours back")
        page.locator("#undo").click()
        expect(self.field(page, "buyer.name")).to_have_value("Mine")
        self.saved(page)

    def test_closing_the_tab_asks_in_each_of_these_states(self):
        page = self.visit()
        self.draft(page)
        page.evaluate(CHANGED, "change")
        self.field(page, "buyer.name").press_sequentially("!")
        expect(page.locator("#state")).to_have_text("Changed in another tab")
        with page.expect_event("dialog") as asked:
            page.close(run_before_unload=True)
        self.assertEqual(asked.value.type, "beforeunload")
        asked.value.dismiss()
        expect(self.field(page, "buyer.name")).to_have_value(re.compile("!"))

    def test_a_tab_that_loses_the_document_keeps_what_it_could_not_save(self):
        first = self.visit()
        self.unsaved(first)
        second = self.visit()
        second.get_by_role("button", name="Edit it here").click()
        expect(first.locator("#banner")).to_contain_text("Your last changes are in this tab only")
        self.full(first, False)
        first.get_by_role("button", name="Keep mine as a copy").click()
        self.saved(first)
        self.documents(first)
        expect(first.locator(".document")).to_have_count(2)

    def test_a_document_that_another_tab_removed_is_kept_or_let_go(self):
        page = self.visit()
        self.draft(page)
        page.evaluate(CHANGED, "remove")
        self.field(page, "buyer.name").fill("Mine")
        expect(page.locator("#banner")).to_contain_text("was removed")
        page.get_by_role("button", name="Keep it").click()
        self.saved(page)
        self.documents(page)
        expect(page.locator(".who")).to_have_text(["Mine"])

    def test_a_draft_for_which_there_is_no_room_stops_nothing(self):
        self.context.clock.set_fixed_time(datetime.datetime(2026, 1, 31, 9))
        page = self.visit()
        self.draft(page, issued="2026-01-31")
        self.menu(page, "Repeat…")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#told")).to_contain_text("28 Feb 2026")
        page.close()
        self.context.clock.set_fixed_time(datetime.datetime(2026, 3, 1, 9))
        self.context.add_init_script(f"({FULL})(true)")
        page = self.visit()
        expect(page.locator("#told")).to_contain_text("no more room")
        expect(self.field(page, "buyer.name")).to_have_value("Aurora Coffee GmbH")
        expect(page.locator("#banner")).to_be_hidden()
        expect(self.field(page, "buyer.name")).to_be_editable()

    def test_the_open_document_can_be_removed(self):
        page = self.visit()
        self.draft(page)
        self.documents(page)
        page.locator(".document").get_by_role("button", name="Remove").click()
        expect(page.locator(".document")).to_have_count(0)
        page.go_back()
        expect(self.field(page, "buyer.name")).to_have_value("")
        expect(page.locator("#banner")).to_be_hidden()
        self.field(page, "buyer.name").fill("The next one")
        self.saved(page)


if __name__ == "__main__":
    unittest.main()
