"""Other countries: their currencies, their rates, and none that is invented."""
import re
import unittest

from playwright.sync_api import expect

from studio import ROOT, StudioTest

LISTS = (ROOT / "Sources" / "Invoices" / "Codes" / "CodeLists.swift").read_text()
CURRENCIES = re.search(r'currencies = CodeList\(\s*"""(.*?)"""', LISTS, re.DOTALL).group(1).replace("\\", "").split()
# No currency any more: the dobra has been STN since 2018.
GONE = {"STD"}


class Places(StudioTest):
    def tax(self, page):
        return page.locator('[data-tax="0"]')

    def test_where_no_rate_is_known_none_is_invented(self):
        for locale, currency in [("en-US", "USD"), ("en-CA", "CAD"), ("ja-JP", "JPY")]:
            page = self.visit(self.profile(locale=locale))
            expect(self.field(page, "currency")).to_have_value(currency)
            self.fill(page, {"lines[0].name": "Design", "lines[0].price": "100"})
            expect(self.tax(page).locator("option:checked")).to_have_text("No tax yet")
            self.assertEqual(self.tax(page).locator("option", has_text="20").count(), 0)
            page.get_by_role("button", name="Add a line").click()
            expect(page.locator('[data-tax="1"] option:checked')).to_have_text("No tax yet")
            expect(page.locator(".sums .grand dd")).to_contain_text("100")
            page.close()

    def test_rates_and_currency_of_the_country(self):
        for locale, currency, rate in [("he-IL", "ILS", "S:18"), ("ar-AE", "AED", "S:5"), ("ar-EG", "EGP", "S:14"), ("de-CH", "CHF", "S:8.1")]:
            page = self.visit(self.profile(locale=locale))
            expect(self.field(page, "currency")).to_have_value(currency)
            expect(self.tax(page)).to_have_value(rate)
            page.close()

    def test_another_country_of_the_seller_brings_its_own(self):
        page = self.visit()
        for country, currency, tax in [("US", "USD", "as-is"), ("DE", "EUR", "S:19"), ("JO", "JOD", "as-is"), ("AE", "AED", "S:5")]:
            self.field(page, "seller.address.country").select_option(country)
            expect(self.field(page, "currency")).to_have_value(currency)
            expect(self.tax(page)).to_have_value(tax)

    def test_a_currency_is_found_by_typing(self):
        page = self.visit()
        self.draft(page)
        currency = self.field(page, "currency")
        currency.fill("egyptian")
        # What is looked for is no currency of the document.
        expect(page.locator(".sums .grand dd")).to_have_text("€2,500.19")
        self.saved(page)
        page.get_by_role("option", name="Egyptian Pound").click()
        expect(currency).to_have_value("EGP")
        expect(page.locator(".sums .grand dd")).to_contain_text("EGP")
        currency.fill("qa")
        currency.press("ArrowDown")
        currency.press("Enter")
        expect(currency).to_have_value("QAR")
        currency.fill("jod")
        currency.blur()
        expect(currency).to_have_value("JOD")
        expect(page.locator(".sums .grand dd")).to_contain_text("JOD")
        currency.fill("Dinarr")
        currency.blur()
        expect(page.locator('[data-note="currency"]')).to_be_visible()
        expect(currency).to_have_value("DINARR")

    def test_every_currency_is_there(self):
        page = self.visit()
        currency = self.field(page, "currency")
        currency.fill("EUR")
        currency.press("ArrowDown")
        offered = page.get_by_role("listbox", name="Currencies").locator(".quiet").all_inner_texts()
        self.assertEqual(set(CURRENCIES) - GONE - set(offered), set())
        self.assertEqual(len(offered), len(set(offered)))


if __name__ == "__main__":
    unittest.main()
