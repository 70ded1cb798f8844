"""Customers, products and sellers that are kept: what goes with a customer, and each of them away again."""
import unittest

from playwright.sync_api import expect

from studio import StudioTest


class Names(StudioTest):
    def new(self, page):
        page.locator("details.menu", has_text="New").locator("summary").click()
        page.locator("#new-kinds").get_by_role("button", name="Invoice", exact=True).click()
        expect(self.field(page, "buyer.name")).to_have_value("")

    def pick(self, page, typed, name):
        self.field(page, "buyer.name").press_sequentially(typed)
        page.get_by_role("option", name=name).click()
        expect(self.field(page, "buyer.name")).to_have_value(name)

    def test_each_customer_has_a_language(self):
        page = self.visit()
        self.draft(page, **{"buyer.name": "Café Lumière", "look.language": "fr"})
        self.new(page)
        self.fill(page, {"buyer.name": "Aurora Coffee GmbH"})
        self.field(page, "look.language").select_option("de")
        self.saved(page)
        self.new(page)
        expect(self.field(page, "look.language")).to_have_value("de")
        self.pick(page, "caf", "Café Lumière")
        expect(self.field(page, "look.language")).to_have_value("fr")
        self.new(page)
        self.pick(page, "auro", "Aurora Coffee GmbH")
        expect(self.field(page, "look.language")).to_have_value("de")
        # Typed by hand, in a document of another language, it is still a French customer.
        self.new(page)
        self.fill(page, {"buyer.name": "Café Lumière"})
        self.field(page, "lines[0].name").focus()
        self.saved(page)
        self.new(page)
        self.pick(page, "caf", "Café Lumière")
        expect(self.field(page, "look.language")).to_have_value("fr")

    def test_a_customer_a_product_and_a_seller_can_be_removed(self):
        page = self.visit()
        self.draft(page)
        self.field(page, "number").focus()
        self.menu(page, "Customers, products, sellers")
        dialog = page.get_by_role("dialog", name="Customers, products, sellers")
        expect(dialog.get_by_role("listitem")).to_have_count(3)
        for name in ["Aurora Coffee GmbH", "Brand identity", "Lena Hart Design"]:
            dialog.get_by_role("button", name=f"Remove {name}").click()
            expect(dialog.get_by_text(name)).to_have_count(0)
        dialog.get_by_role("button", name="Close").click()
        self.new(page)
        self.field(page, "buyer.name").press_sequentially("auro")
        page.wait_for_timeout(300)
        expect(page.get_by_role("listbox", name="Written before")).to_have_count(0)


if __name__ == "__main__":
    unittest.main()
