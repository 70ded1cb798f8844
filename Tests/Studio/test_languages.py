"""What the core finds is said in the person's language; no sentence of the rules is without its translation."""
import json
import re
import unittest

from playwright.sync_api import expect

from studio import ROOT, StudioTest

TABLES = {path.stem.split(".")[1]: json.loads(path.read_text()) for path in (ROOT / "Studio" / "texts").glob("findings.*.json")}
RULES = ROOT / "Sources" / "Invoices" / "Rules"
# Said of JSON that somebody wrote by hand: Studio writes its own.
OF_JSON = re.compile(r"JSON|quotes|UTF-8|ends too early|character stands|stands twice|nested|follows after")


def sentences():
    """Every whole sentence that stands in the rules as one literal."""
    for path in sorted(RULES.glob("*.swift")):
        code = "\n".join(line for line in path.read_text().splitlines() if not line.lstrip().startswith("//"))
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', code):
            if re.match(r"^[A-Z][^.]* .*[.…]$", text) and not OF_JSON.search(text):
                yield text


class Languages(StudioTest):
    def test_every_sentence_of_the_rules_has_its_translation(self):
        known = set(sentences())
        self.assertGreater(len(known), 180)
        for language, table in TABLES.items():
            self.assertEqual(sorted(known - set(table)), [], language)
            for text, translated in table.items():
                self.assertEqual(text.count("{}"), translated.count("{}"), translated)

    def test_all_languages_have_the_same_sentences(self):
        for language, table in TABLES.items():
            self.assertEqual(set(table), set(TABLES["de"]), language)

    def test_findings_are_said_in_german(self):
        page = self.visit(self.profile(locale="de-DE"))
        self.draft(page)
        self.field(page, "number").fill("")
        self.field(page, "number").blur()
        note = page.locator('[data-note="number"]')
        expect(note).to_have_text("Die Rechnungsnummer fehlt. Vergeben Sie eine Nummer, die keine andere Ihrer Rechnungen hat.")
        expect(note).to_have_attribute("lang", "de")
        page.locator('[data-tax="0"]').select_option("Z:0")
        page.locator("#check").click()
        expect(page.locator("#finding-list")).to_contain_text("Die Rechnungsnummer fehlt.")

    def test_findings_are_said_from_right_to_left(self):
        page = self.visit(self.profile(locale="ar"))
        self.draft(page)
        self.field(page, "number").fill("")
        self.field(page, "number").blur()
        note = page.locator('[data-note="number"]')
        expect(note).to_have_text("الفاتورة بلا رقم. أعطها رقمًا لا تحمله فاتورة أخرى لك.")
        self.assertEqual(note.evaluate("(element) => getComputedStyle(element).direction"), "rtl")

    def test_without_the_network_they_are_said_in_the_same_language(self):
        context = self.profile(locale="pl-PL")
        page = self.visit(context)
        self.offline_ready(page)
        kept = []
        for _ in range(600):
            kept = page.evaluate("caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.keys()).then((all) => all.map(({ url }) => url))")
            if any(url.endswith("/texts/findings.pl.json") for url in kept):
                break
            page.wait_for_timeout(50)
        self.assertEqual([url for url in kept if "/texts/findings." in url and "pl.json" not in url or "/block/" in url], [])
        context.set_offline(True)
        page.reload()
        page.wait_for_selector("body.ready")
        self.field(page, "number").fill("")
        self.field(page, "number").blur()
        expect(page.locator('[data-note="number"]')).to_contain_text("Faktura nie ma numeru.")
        context.set_offline(False)

    def test_without_the_table_findings_are_said_in_english(self):
        context = self.profile(locale="nl-NL", service_workers="block")
        context.route("**/findings.nl.json", lambda route: route.abort())
        page = self.visit(context)
        self.field(page, "number").fill("")
        self.field(page, "number").blur()
        expect(page.locator('[data-note="number"]')).to_contain_text("The invoice has no number.")
        self.complaints[:] = [text for text in self.complaints if "ERR_FAILED" not in text]

    def test_what_the_core_puts_into_a_sentence_is_translated_too(self):
        page = self.visit(self.profile(locale="fr-FR"))
        said = page.evaluate(
            """async () => {
                const { say } = await import(document.querySelector('script[src$="main.js"]').src.replace('main.js', 'texts/texts.js'))
                return ['The lines come to 10.00, but 11.00 is stated.', 'What is exempt has no line of its own in the VAT breakdown.',
                    'Nobody has translated this.'].map(say)
            }""")
        self.assertEqual(said, [
            "Les lignes : 10.00 calculé, mais 11.00 indiqué.",
            "La catégorie « exonéré » n’a pas de ligne propre dans la ventilation de la TVA.", "Nobody has translated this."])


if __name__ == "__main__":
    unittest.main()
