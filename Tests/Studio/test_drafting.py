"""Writing an invoice: totals and findings while typing, saved at each change, undone, by keyboard, on a phone."""
import unittest

from playwright.sync_api import expect

from studio import PHONE, PICTURES, StudioTest


class Drafting(StudioTest):
    def test_totals_follow_each_key(self):
        page = self.visit()
        self.draft(page)
        expect(page.locator('[data-net="0"]')).to_have_text("€2,101.00")
        expect(page.locator(".sums .grand dd")).to_have_text("€2,500.19")
        expect(page.locator("#check")).to_have_text("E-invoice ready")
        page.screenshot(path=PICTURES / "studio-desktop.png")

    def test_a_finding_stands_at_its_field_once_a_person_was_there(self):
        page = self.visit()
        note = page.locator('[data-note="seller.vatId"]')
        expect(note).to_be_hidden()
        self.draft(page, **{"seller.vatId": "12345"})
        self.field(page, "buyer.name").focus()
        expect(note).to_contain_text("does not begin with its country")
        self.field(page, "seller.vatId").fill("DE123456788")
        expect(note).to_be_hidden()

    def test_what_is_missing_for_an_e_invoice_leads_to_its_field(self):
        page = self.visit()
        page.locator("#check").click()
        page.get_by_role("dialog").get_by_text("The buyer has no name").locator("..").get_by_role("button").click()
        expect(self.field(page, "buyer.name")).to_be_focused()

    def test_everything_is_there_after_a_reload(self):
        page = self.visit()
        self.draft(page)
        page.reload()
        page.wait_for_selector("body.ready")
        expect(self.field(page, "buyer.name")).to_have_value("Aurora Coffee GmbH")
        expect(self.field(page, "lines[0].price")).to_have_value("1050.50")
        expect(page.locator(".sums .grand dd")).to_have_text("€2,500.19")

    def test_undo_and_redo(self):
        page = self.visit()
        self.draft(page)
        self.field(page, "lines[0].name").press("Enter")
        expect(page.locator(".line")).to_have_count(2)
        page.locator("#undo").click()
        expect(page.locator(".line")).to_have_count(1)
        page.locator("#redo").click()
        expect(page.locator(".line")).to_have_count(2)
        page.keyboard.press("Control+z")
        expect(page.locator(".line")).to_have_count(1)
        self.saved(page)

    def test_lines_by_keyboard_alone(self):
        page = self.visit()
        self.field(page, "lines[0].name").focus()
        page.keyboard.type("First")
        page.keyboard.press("Enter")
        page.keyboard.type("Second")
        page.keyboard.press("Alt+ArrowUp")
        expect(self.field(page, "lines[0].name")).to_have_value("Second")
        expect(self.field(page, "lines[0].name")).to_be_focused()
        page.keyboard.press("Alt+Delete")
        expect(self.field(page, "lines[0].name")).to_have_value("First")
        expect(page.locator(".line")).to_have_count(1)

    def test_cells_of_a_spreadsheet_become_lines(self):
        page = self.visit()
        self.field(page, "lines[0].name").focus()
        page.evaluate("""() => {
            const data = new DataTransfer()
            data.setData('text/plain', 'Coffee\\t3\\t4.50\\nMilk\\t1\\t1,20\\n')
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }""")
        expect(page.locator(".line")).to_have_count(2)
        expect(self.field(page, "lines[1].name")).to_have_value("Milk")
        expect(page.locator('[data-net="1"]')).to_contain_text("1.20")

    def test_numbers_are_written_as_people_write_them_where_they_are(self):
        page = self.visit(self.profile(locale="de-DE"))
        self.fill(page, {"lines[0].quantity": "2", "lines[0].price": "1.234,5"})
        expect(page.locator('[data-net="0"]')).to_contain_text("2.469,00")
        self.field(page, "lines[0].quantity").focus()
        expect(self.field(page, "lines[0].price")).to_have_value("1234,5")
        for written, net in (("12,50 €", "25,00"), ("EUR 7", "14,00"), ("−3", "6,00"), ("١٢٣٫٥", "247,00")):
            self.fill(page, {"lines[0].price": written})
            expect(page.locator('[data-net="0"]')).to_contain_text(net)

    def test_a_slip_of_the_keyboard_is_no_other_number(self):
        page = self.visit()
        for written, kept in (("12..5", "12..5"), ("1.2.3,4", "1.2.3,4"), ("1.234.567,5", "1234567.5"), ("12,34,567", "1234567")):
            self.fill(page, {"lines[0].price": written})
            self.field(page, "lines[0].quantity").focus()
            expect(self.field(page, "lines[0].price")).to_have_value(kept)

    def test_what_is_no_number_is_said_once_and_moves_nothing(self):
        page = self.visit()
        self.fill(page, {"lines[0].price": "=2*3"})
        self.field(page, "lines[0].quantity").focus()
        note = page.locator('[data-note="lines[0].price"]')
        expect(note).to_contain_text("not “=2*3”")
        expect(note).not_to_contain_text("schema")
        expect(note).not_to_contain_text("missing")
        tops = [self.field(page, f"lines[0].{name}").bounding_box()["y"] for name in ("quantity", "unit", "price")]
        self.assertLess(max(tops) - min(tops), 2)
        # Across the line, not as a column of words below a narrow field.
        self.assertLess(note.bounding_box()["height"], 45)

    def test_a_customer_written_before_is_picked(self):
        page = self.visit()
        self.draft(page)
        self.field(page, "lines[0].name").focus()
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name="Invoice", exact=True).click()
        expect(self.field(page, "buyer.name")).to_have_value("")
        self.field(page, "buyer.name").press_sequentially("auro")
        page.get_by_role("option", name="Aurora Coffee GmbH").click()
        expect(self.field(page, "buyer.address.city")).to_have_value("Hamburg")

    def test_every_field_of_the_model_can_be_reached(self):
        page = self.visit()
        page.locator("summary", has_text="Delivery, tax representative").click()
        self.field(page, "taxRepresentative.vatId").fill("FR40303265045")
        page.locator("summary", has_text="Discount, surcharge").click()
        page.get_by_role("button", name="Add a discount").click()
        self.field(page, "allowances[0].amount").fill("5")
        self.saved(page)
        page.reload()
        page.wait_for_selector("body.ready")
        page.locator("summary", has_text="Delivery, tax representative").click()
        expect(self.field(page, "taxRepresentative.vatId")).to_have_value("FR40303265045")

    def test_a_core_that_breaks_is_replaced(self):
        page = self.visit()
        self.draft(page)
        page.workers[0].evaluate("() => { postMessage({ id: 0, broken: 'unreachable' }) }")
        expect(page.locator("#told")).to_contain_text("was started again")
        self.field(page, "lines[0].quantity").fill("3")
        expect(page.locator('[data-net="0"]')).to_have_text("€3,151.50")

    def test_on_a_phone(self):
        page = self.visit(self.profile(PHONE, has_touch=True, is_mobile=True))
        self.draft(page)
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), PHONE["width"])
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=PICTURES / "studio-phone.png")
        page.get_by_role("button", name="Page", exact=True).click()
        expect(page.locator("#editor")).to_be_hidden()
        expect(page.locator("canvas.page").first).to_be_visible()
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), PHONE["width"])
        page.screenshot(path=PICTURES / "studio-phone-page.png")

    def test_in_the_dark(self):
        page = self.visit(self.profile(color_scheme="dark"))
        self.draft(page)
        page.screenshot(path=PICTURES / "studio-dark.png")


if __name__ == "__main__":
    unittest.main()
