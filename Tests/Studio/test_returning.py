"""Coming back later: what repeats, a newer version of Studio, the keyboard."""
import datetime
import unittest

from playwright.sync_api import expect

from studio import StudioTest


class Returning(StudioTest):
    def repeating(self, every):
        """A document of 31 January 2026 that repeats, in a browser whose clock stands there."""
        self.context.clock.set_fixed_time(datetime.datetime(2026, 1, 31, 9))
        page = self.visit()
        self.draft(page, issued="2026-01-31", due="2026-02-14")
        page.locator(".menu.end > summary").click()
        page.get_by_role("button", name="Repeat…").click()
        page.get_by_label("How often").select_option(label=every)
        page.get_by_role("button", name="Save").click()
        return page

    def come_back(self, page, day):
        self.context.clock.set_fixed_time(datetime.datetime.fromisoformat(day + "T09:00"))
        page.close()
        page = self.visit()
        self.documents(page)
        return page

    def test_what_repeats_lies_there_as_a_draft_on_its_day(self):
        page = self.repeating("Every month")
        expect(page.locator("#told")).to_contain_text("28 Feb 2026")
        page = self.come_back(page, "2026-02-27")
        expect(page.locator(".document")).to_have_count(1)
        expect(page.locator(".document")).to_contain_text("Every month, next on 28 Feb 2026")
        page = self.come_back(page, "2026-04-01")
        expect(page.locator("#told")).to_contain_text("2 drafts were due")
        expect(page.locator(".document")).to_have_count(3)
        self.assertEqual(sorted(page.locator(".document .when").all_inner_texts()), ["28 Feb 2026", "31 Jan 2026", "31 Mar 2026"])
        expect(page.locator(".document").filter(has_text="2026-003")).to_have_count(1)
        expect(page.locator(".document").filter(has_text="next on")).to_contain_text("next on 30 Apr 2026")
        page = self.come_back(page, "2026-04-02")
        expect(page.locator(".document")).to_have_count(3)
        page.locator(".document").filter(has_text="31 Mar 2026").locator("a.cover").click()
        expect(self.field(page, "due")).to_have_value("2026-04-14")
        expect(self.field(page, "lines[0].name")).to_have_value("Brand identity")

    def test_it_stops_when_it_shall(self):
        page = self.repeating("Every week")
        page.locator(".menu.end > summary").click()
        page.get_by_role("button", name="Repeat…").click()
        page.get_by_label("How often").select_option(label="Not at all")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#told")).to_contain_text("does not repeat")
        page = self.come_back(page, "2026-03-01")
        expect(page.locator(".document")).to_have_count(1)

    def test_a_tab_of_an_earlier_version_offers_the_new_one(self):
        context = self.profile(service_workers="block")
        context.route("**/fonts/*.arabic.ttf", lambda route: route.fulfill(status=404))
        page = self.visit(context)
        self.draft(page)
        self.field(page, "buyer.name").fill("شركة النور")
        expect(page.locator("#news")).to_contain_text("There is a new version of Studio.")
        page.get_by_role("button", name="Reload").click()
        page.wait_for_selector("body.ready")
        expect(self.field(page, "buyer.name")).to_have_value("شركة النور")
        self.complaints[:] = [text for text in self.complaints if "404" not in text]

    def test_the_service_worker_says_that_there_is_another_version(self):
        page = self.visit()
        page.evaluate("navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { assets: '/studio/other' } }))")
        expect(page.locator("#news")).to_be_visible()

    def test_an_empty_list_says_how_to_begin(self):
        page = self.visit()
        self.documents(page)
        expect(page.locator("#no-documents")).to_contain_text("Nothing has been written on this device yet.")
        page.get_by_role("button", name="New invoice").click()
        expect(self.field(page, "seller.name")).to_be_focused()
        self.draft(page)
        self.documents(page)
        page.get_by_label("Search documents").fill("nothing like that")
        page.get_by_role("button", name="Show all").click()
        expect(page.locator(".document")).to_have_count(1)

    def test_on_a_phone_nothing_covers_the_choice_of_form_or_page(self):
        page = self.visit(self.profile(viewport={"width": 390, "height": 844}))
        page.locator("#editor").evaluate("element => scrollTo(0, 900)")
        edit = page.get_by_role("button", name="Edit", exact=True).bounding_box()
        covering = page.evaluate("([x, y]) => document.elementFromPoint(x, y).textContent", [edit["x"] + 20, edit["y"] + 3])
        self.assertEqual(covering, "Edit")

    def test_on_the_smallest_phone_nothing_reaches_beyond_the_edge(self):
        page = self.visit(self.profile(viewport={"width": 320, "height": 640}))
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 320)
        page.locator("details.menu", has_text="New").locator("summary").click()
        menu = page.locator("#new-kinds").bounding_box()
        self.assertGreaterEqual(menu["x"], 0)
        self.assertLessEqual(menu["x"] + menu["width"], 320)
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_a_menu_and_its_dialogs_give_the_keyboard_back(self):
        page = self.visit()
        more = page.locator(".menu.end > summary")
        for close in ["menu", "dialog"]:
            more.focus()
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            if close == "dialog":
                page.keyboard.press("Enter")
                expect(page.get_by_role("dialog", name="Share by link")).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
            expect(more).to_be_focused()

    def test_the_keyboard_has_a_map(self):
        page = self.visit()
        page.locator("h2").first.evaluate("element => document.activeElement.blur()")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("Add a line")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("/")
        expect(page.get_by_label("Search documents")).to_be_focused()
        page.keyboard.press("?")
        expect(page.get_by_label("Search documents")).to_have_value("?")


if __name__ == "__main__":
    unittest.main()
