"""Fonts come by need: most documents get by with a tenth of theirs, a name in other letters brings the whole."""
from studio import StudioTest


class Fonts(StudioTest):
    def watched(self, **changes):
        """A draft in a browser without a service worker, and the fonts that its page has asked for."""
        context = self.profile(service_workers="block")
        asked = []
        context.on("request", lambda request: asked.append(request.url.split("/fonts/")[1]) if "/fonts/" in request.url else None)
        page = self.visit(context)
        self.draft(page, **changes)
        return page, asked

    def picture(self, page):
        """What the page shows once it has not changed for a moment."""
        drawn = None
        for _ in range(100):
            page.wait_for_timeout(300)
            before, drawn = drawn, page.locator("#pages canvas").first.evaluate("(canvas) => canvas.toDataURL()")
            if drawn == before:
                return drawn
        self.fail("the page never came to rest")

    def test_a_document_in_latin_letters_needs_small_files_only(self):
        page, asked = self.watched(**{"buyer.name": "Zażółć Gęślą Jaźń s.r.o., Størby – “Łódź” ≤ 5 €"})
        self.picture(page)
        self.assertEqual(set(asked), {"latin/regular.ttf", "latin/bold.ttf"})

    def test_a_name_in_other_letters_brings_the_whole_font_once(self):
        page, asked = self.watched()
        self.picture(page)
        self.assertEqual(set(asked), {"latin/regular.ttf", "latin/bold.ttf"})
        for name in ("Ελληνική Εταιρεία Α.Ε.", "Ελληνική Εταιρεία"):
            self.field(page, "buyer.name").fill(name)
            self.saved(page)
            drawn = self.picture(page)
        self.assertEqual(sorted(name for name in asked if "/" not in name), ["bold.ttf", "regular.ttf"])
        other, _ = self.watched(**{"buyer.name": "Ελληνική Εταιρεία"})
        self.assertEqual(self.picture(other), drawn)
