"""Lines: one, ten and a thousand of them."""
import unittest

from playwright.sync_api import expect

from studio import StudioTest

MARK = "for (const row of document.querySelectorAll('.line')) row.mark = 1"
MARKED = "[...document.querySelectorAll('.line')].map((row) => row.mark === 1)"


class Lines(StudioTest):
    def lines(self, page, count):
        """Pastes lines from a spreadsheet."""
        rows = "\n".join(f"Item {row}\t{row % 7 + 1}\t{row}.50" for row in range(1, count + 1))
        self.field(page, "lines[0].name").evaluate(
            """(field, text) => {
                const data = new DataTransfer()
                data.setData('text/plain', text)
                field.focus()
                field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }""", rows)
        expect(page.locator(".line")).to_have_count(count)

    def test_a_new_line_leaves_everything_else_where_it_is(self):
        page = self.visit()
        self.lines(page, 10)
        self.field(page, "lines[9].name").focus()
        page.evaluate(MARK + "; document.querySelector('.parties').mark = 1")
        before = page.evaluate("scrollY")
        page.keyboard.press("Enter")
        expect(self.field(page, "lines[10].name")).to_be_focused()
        self.assertEqual(page.evaluate(MARKED), [True] * 10 + [False])
        self.assertTrue(page.evaluate("document.querySelector('.parties').mark === 1"))
        self.assertLess(abs(page.evaluate("scrollY") - before), 300)

    def test_a_removed_line_is_put_back(self):
        page = self.visit()
        self.lines(page, 3)
        page.get_by_role("button", name="Remove line 2").click()
        expect(page.locator(".line")).to_have_count(2)
        expect(self.field(page, "lines[1].name")).to_have_value("Item 3")
        self.field(page, "lines[0].name").fill("First")
        page.get_by_role("button", name="Put it back").click()
        expect(self.field(page, "lines[1].name")).to_have_value("Item 2")
        expect(self.field(page, "lines[0].name")).to_have_value("First")
        for _ in range(3):
            page.get_by_role("button", name="Remove line 1").click()
        page.get_by_role("button", name="Put it back").click()
        expect(page.locator(".line")).to_have_count(1)
        expect(self.field(page, "lines[0].name")).to_have_value("Item 3")

    def test_the_reason_of_an_exempt_line_is_in_the_language_of_the_document(self):
        page = self.visit()
        self.draft(page, **{"look.language": "de"})
        page.locator('[data-tax="0"]').select_option("E:0")
        reason = self.field(page, "exemptions[0].reason").first
        expect(reason).to_have_value("Umsatzsteuerfrei")
        self.field(page, "look.language").select_option("fr")
        expect(reason).to_have_value("Exonéré de TVA")
        reason.fill("Article 261 CGI")
        self.field(page, "look.language").select_option("de")
        expect(reason).to_have_value("Article 261 CGI")

    def test_a_moved_line_takes_its_amount_along(self):
        page = self.visit()
        self.lines(page, 3)
        self.field(page, "lines[0].name").focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(self.field(page, "lines[1].name")).to_be_focused()
        expect(self.field(page, "lines[1].name")).to_have_value("Item 1")
        expect(page.locator("[data-net='0']")).to_have_text("£7.50")
        expect(page.locator("[data-net='1']")).to_have_text("£3.00")

    def test_a_choice_of_vat_keeps_the_keyboard(self):
        page = self.visit()
        self.field(page, "lines[0].price").fill("100")
        select = page.locator("[data-tax='0']")
        select.focus()
        select.select_option(label="Exempt")
        expect(page.locator("[data-tax='0']")).to_be_focused()
        expect(self.field(page, "exemptions[0].reason")).to_have_value("Exempt from VAT")

    def test_a_thousand_lines(self):
        page = self.visit()
        self.lines(page, 1000)
        expect(page.locator(".sums .grand dd")).to_contain_text("£")
        # Rows that are far away are names only, and are drawn when one comes near.
        self.assertLess(page.locator(".line[data-drawn]").count(), 100)
        last = page.locator(".line").nth(999)
        expect(last).to_contain_text("Item 1000")
        last.scroll_into_view_if_needed()
        expect(self.field(page, "lines[999].name")).to_have_value("Item 1000")
        self.field(page, "lines[999].name").focus()
        page.keyboard.press("Enter")
        expect(self.field(page, "lines[1000].name")).to_be_focused()
        page.keyboard.type("One more")
        self.saved(page)
        page.evaluate("scrollTo(0, 0)")
        page.locator("#undo").click()
        page.locator("#undo").click()
        expect(page.locator(".line")).to_have_count(1000)
        # A finding of a line that is not drawn leads to its field.
        page.evaluate("scrollTo(0, 0)")
        self.field(page, "lines[0].name").focus()
        page.keyboard.press("Alt+Delete")
        expect(page.locator(".line")).to_have_count(999)
        self.saved(page)
        page.reload()
        page.wait_for_selector("body.ready")
        expect(page.locator(".line")).to_have_count(999)
        expect(page.locator("[data-net='0']")).to_have_text("£7.50")


if __name__ == "__main__":
    unittest.main()
