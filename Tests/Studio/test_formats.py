"""The e-invoice inside the PDF is one of two; the rules of the chosen one stand at their fields."""
import re
import subprocess
import unittest

from playwright.sync_api import expect

from studio import StudioTest

# What public buyers in Germany ask for beyond an ordinary invoice.
PUBLIC = {
    "seller.contact.email": "lena@example.org", "seller.contact.phone": "030 1234567", "payments[0].account": "DE75512108001245126199",
    "buyer.contact.email": "rechnung@example.org", "due": "2027-01-15",
}
FOLDED = {
    "seller": {"seller.contact.name": "Lena Hart", "seller.endpoint.id": "lena@example.org", "seller.endpoint.scheme": "EM"},
    "buyer": {"buyer.endpoint.id": "rechnung@example.org", "buyer.endpoint.scheme": "EM"},
}


class Formats(StudioTest):
    def format(self, page):
        return page.get_by_label("E-invoice inside")

    def more(self, page, path):
        """What stands behind "More"."""
        page.locator(f'details[data-fold="{path}"], details[data-fold="{path}More"]').locator("> summary").click()

    def inside(self, page):
        with page.expect_download() as download:
            page.locator("#download").click()
        return subprocess.run(["pdfdetach", "-list", download.value.path()], capture_output=True, text=True, check=True).stdout

    def test_the_rules_of_xrechnung_stand_at_their_fields(self):
        page = self.visit()
        self.draft(page)
        expect(page.locator("#check")).to_have_text("E-invoice ready")
        self.assertIn("factur-x.xml", self.inside(page))
        self.format(page).select_option("xrechnung")
        expect(page.locator("#check")).to_have_text(re.compile("to go for an XRechnung"))
        self.field(page, "seller.contact.phone").focus()
        self.field(page, "seller.contact.phone").blur()
        expect(page.locator('[data-note="seller.contact.phone"], [data-note="seller"]').filter(has_text="nobody to ask")).to_be_visible()
        page.locator("#check").click()
        expect(page.locator("#finding-list")).to_contain_text("Leitweg-ID")
        page.get_by_role("dialog").get_by_text("The buyer's reference is missing").locator("..").get_by_role("button").click()
        page.locator("summary", has_text="More dates and references").click()
        self.field(page, "references.buyer").fill("04011000-12345-34")
        for path, values in FOLDED.items():
            self.more(page, path)
            self.fill(page, values)
        self.fill(page, PUBLIC)
        expect(page.locator("#check")).to_have_text("XRechnung ready")
        self.assertIn("xrechnung.xml", self.inside(page))
        page.reload()
        page.wait_for_selector("body.ready")
        expect(self.format(page)).to_have_value("xrechnung")

    def test_the_customer_remembers_it(self):
        page = self.visit()
        self.draft(page)
        self.format(page).select_option("xrechnung")
        self.saved(page)
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name="Invoice", exact=True).click()
        expect(self.format(page)).to_have_value("cii")
        self.field(page, "buyer.name").press_sequentially("auro")
        page.get_by_role("option", name="Aurora Coffee GmbH").click()
        expect(self.format(page)).to_have_value("xrechnung")
        expect(page.locator("#check")).to_have_text(re.compile("XRechnung"))

    def test_a_file_that_is_not_complete_is_refused_with_what_is_missing(self):
        page = self.visit()
        self.draft(page)
        self.menu(page, "E-invoice as a file")
        page.get_by_label("Format").select_option("xrechnung")
        dialog = page.get_by_role("dialog", name="E-invoice as a file")
        dialog.get_by_role("button", name="Download").click()
        expect(dialog.get_by_role("alert")).to_contain_text("The buyer's reference is missing.")
        page.get_by_label("Format").select_option("cii")
        with page.expect_download():
            dialog.get_by_role("button", name="Download").click()


if __name__ == "__main__":
    unittest.main()
