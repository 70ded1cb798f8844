"""Numbers: counted once for all kinds that share a pattern, kept once they were given out, kept by what comes from elsewhere."""
import json
import re
import unittest
from pathlib import Path

from playwright.sync_api import expect

from studio import StudioTest


class Numbers(StudioTest):
    def number(self, page):
        return self.field(page, "number")

    def new(self, page, kind):
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name=kind, exact=True).click()
        expect(self.field(page, "lines[0].price")).to_have_value("")

    def has(self, page, end):
        expect(self.number(page)).to_have_value(re.compile(rf"^\d{{4}}-{end}$"))

    def leave_field(self, page):
        """What follows a field that is left has happened."""
        self.field(page, "lines[0].name").focus()
        page.wait_for_timeout(300)

    def open(self, page, invoice):
        with page.expect_file_chooser() as chooser:
            self.menu(page, "Open a file")
        chooser.value.set_files([{"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(invoice).encode()}])

    def pattern(self, page, pattern):
        self.menu(page, "Numbers and days to pay")
        page.get_by_label("Pattern for: Invoice").fill(pattern)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("dialog")).to_have_count(0)

    def test_a_number_that_was_given_out_stays(self):
        for way in ["Download as JSON", "Share by link", "Download PDF"]:
            page = self.visit(self.profile())
            self.draft(page)
            self.has(page, "001")
            if way == "Share by link":
                self.menu(page, way)
                page.keyboard.press("Escape")
            else:
                with page.expect_download():
                    page.locator("#download").click() if way == "Download PDF" else self.menu(page, way)
            self.fill(page, {"buyer.name": "Aurora Coffee AG", "issued": "2031-02-01"})
            self.leave_field(page)
            self.has(page, "001")
            self.assertNotIn("2031", self.number(page).input_value())
            page.close()

    def test_two_new_documents_in_two_tabs_get_two_numbers_without_a_gap(self):
        first = self.visit()
        # Once there is a document, a second tab opens that one: two blank ones begin at the same time.
        second = self.visit()
        self.has(first, "001")
        self.has(second, "001")
        self.fill(first, {"buyer.name": "Aurora"})
        self.fill(second, {"buyer.name": "Zephyr"})
        self.saved(first)
        self.saved(second)
        for page in [first, second, first, second]:
            self.leave_field(page)
            self.field(page, "buyer.name").press_sequentially("x")
            self.leave_field(page)
        self.has(first, "001")
        self.has(second, "002")

    def test_kinds_with_one_pattern_have_one_count(self):
        page = self.visit()
        self.draft(page)
        self.has(page, "001")
        self.new(page, "Corrected invoice")
        self.has(page, "002")
        self.fill(page, {"buyer.name": "Aurora"})
        self.saved(page)
        self.new(page, "Prepayment invoice")
        self.has(page, "003")
        self.number(page).fill(re.sub(r"003$", "002", self.number(page).input_value()))
        self.field(page, "buyer.name").focus()
        expect(page.get_by_text("Another document on this device has this number.")).to_be_visible()
        page.reload()
        page.wait_for_selector("body.ready")
        expect(page.get_by_text("Another document on this device has this number.")).to_be_visible()

    def test_a_file_keeps_its_number(self):
        page = self.visit()
        self.draft(page)
        self.open(page, {"number": "A-77", "issued": "2026-03-01", "buyer": {"name": "From a file"}})
        expect(self.field(page, "buyer.name")).to_have_value("From a file")
        expect(self.number(page)).to_have_value("A-77")
        self.fill(page, {"buyer.name": "From a file, corrected"})
        self.leave_field(page)
        expect(self.number(page)).to_have_value("A-77")

    def test_a_file_whose_number_is_taken_asks(self):
        page = self.visit()
        for answer, number in [("Keep A-77", "A-77"), (re.compile(r"Give it \d{4}-001"), None)]:
            if answer == "Keep A-77":
                self.open(page, {"number": "A-77", "buyer": {"name": "The first"}})
                expect(self.field(page, "buyer.name")).to_have_value("The first")
                self.saved(page)
            self.open(page, {"number": "A-77", "buyer": {"name": "The second"}})
            page.get_by_role("dialog").get_by_role("button", name=answer).click()
            expect(self.field(page, "buyer.name")).to_have_value("The second")
            if number:
                expect(self.number(page)).to_have_value(number)
                expect(page.get_by_text("Another document on this device has this number.")).to_be_visible()
            else:
                self.has(page, "001")
            self.saved(page)

    def test_another_sellers_invoice_that_is_opened_counts_for_itself(self):
        page = self.visit()
        self.draft(page)
        own = self.number(page).input_value()
        year = own[:4]
        for number in (f"{year}-777", own):
            self.open(page, {"number": number, "issued": f"{year}-03-01", "seller": {"name": "Supplier"}, "buyer": {"name": f"Me, {number}"}})
            expect(self.field(page, "buyer.name")).to_have_value(f"Me, {number}")
            expect(self.number(page)).to_have_value(number)
            self.saved(page)
            expect(page.get_by_text("Another document on this device has this number.")).to_be_hidden()
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name="Invoice", exact=True).click()
        self.has(page, "002")
        expect(self.field(page, "seller.name")).to_have_value("Lena Hart Design")

    def test_two_customers_whose_names_begin_alike_have_two_counts(self):
        page = self.visit()
        self.pattern(page, "{client}-{n}")
        numbers = []
        for name in ["Müller & Söhne", "Müller KG", "Müller & Söhne", "Müller KG"]:
            self.fill(page, {"buyer.name": name})
            self.leave_field(page)
            self.saved(page)
            numbers.append(self.number(page).input_value())
            self.new(page, "Invoice")
        self.assertEqual(numbers, ["MULLER-1", "MULLERK-1", "MULLER-2", "MULLERK-2"])

    def test_a_number_that_nobody_else_has_is_not_given_up(self):
        page = self.visit()
        self.draft(page)
        other = self.visit(fragment="#documents")
        self.new(other, "Invoice")
        self.has(other, "002")
        self.fill(other, {"buyer.name": "Zephyr"})
        self.saved(other)
        self.fill(page, {"buyer.name": "Aurora Coffee AG"})
        self.leave_field(page)
        self.has(page, "001")


class Following(StudioTest):
    """What a new document takes from the one that it follows."""

    def act(self, page, name, who="Aurora"):
        self.documents(page)
        page.locator(".document", has_text=who).first.get_by_role("button", name=name).click()

    def json(self, page):
        with page.expect_download() as download:
            self.menu(page, "Download as JSON")
        return json.loads(Path(download.value.path()).read_text())

    def paid(self, page):
        self.draft(page, **{"payments[0].account": "DE75512108001245126199", "payments[0].qr": "epc", "paymentReference": "RF18539007547034", "paymentTerms": "14 days"})

    def test_a_credit_note_asks_for_no_payment(self):
        page = self.visit()
        self.paid(page)
        self.act(page, "Credit")
        expect(self.field(page, "kind")).to_have_value("credit-note")
        credit = self.json(page)
        self.assertEqual([name for name in credit if name.startswith("payment")], [])

    def test_quotes_and_receipts_carry_no_payment_and_what_follows_them_does(self):
        page = self.visit()
        self.paid(page)
        for kind, carries in [("Quote", False), ("Receipt", False), ("Invoice", True)]:
            page.locator("details.menu", has_text="New").locator("summary").click()
            page.locator("#new-kinds").get_by_role("button", name=kind, exact=True).click()
            expect(self.field(page, "payments[0].account")).to_have_value("DE75512108001245126199" if carries else "")
            self.fill(page, {"buyer.name": f"Customer of a {kind}"})
            self.saved(page)
        self.act(page, "Make invoice", "Customer of a Quote")
        expect(self.field(page, "payments[0].account")).to_have_value("DE75512108001245126199")
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name="Quote", exact=True).click()
        expect(self.field(page, "payments[0].account")).to_have_value("")
        self.field(page, "kind").select_option("invoice")
        expect(self.field(page, "payments[0].account")).to_have_value("DE75512108001245126199")

    def test_a_duplicate_has_a_payment_reference_and_a_tax_point_of_its_own(self):
        page = self.visit()
        self.paid(page)
        for fold in ["More dates and references", "Discount, surcharge, already paid"]:
            page.locator("summary", has_text=fold).click()
        self.fill(page, {"taxPoint": "2026-01-31", "vatCurrency": "CZK", "vatInVatCurrency": "10", "prepaid": "100"})
        self.saved(page)
        self.act(page, "Duplicate")
        copy = self.json(page)
        self.assertEqual(copy["payments"][0]["account"], "DE75512108001245126199")
        self.assertEqual(copy["vatCurrency"], "CZK")
        for name in ["paymentReference", "taxPoint", "vatInVatCurrency", "prepaid"]:
            self.assertNotIn(name, copy)


if __name__ == "__main__":
    unittest.main()
