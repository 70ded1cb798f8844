"""Studio's core as WebAssembly in Debian's Chromium against the same core as a program of this machine: fonts, pages, PDFs,
e-invoices, refusals and rubbish come out the same, byte by byte."""
import base64
import json
import os
import random
import shutil
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
NOTO = Path("/usr/share/fonts/truetype/noto")
LIBERATION = Path("/usr/share/fonts/truetype/liberation")
FONTS = {"regular": "NotoSans-Regular", "bold": "NotoSans-Bold", "regular.arabic": "NotoSansArabic-Regular",
         "bold.arabic": "NotoSansArabic-Bold"}
LATIN = {"regular": NOTO / "NotoSans-Regular.ttf", "bold": NOTO / "NotoSans-Bold.ttf",
         "serif.regular": NOTO / "NotoSerif-Regular.ttf", "serif.bold": NOTO / "NotoSerif-Bold.ttf",
         "swiss.regular": LIBERATION / "LiberationSans-Regular.ttf", "swiss.bold": LIBERATION / "LiberationSans-Bold.ttf"}
CHECK, E_INVOICE, _, ADD_FONT, PAGES, OUTLINES, PDF, READ = range(1, 9)
MARKED_PAGES = 9

START = """async (texts) => {
    const decode = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    const start = async (text) => {
        let module
        const random_get = (place, count) => {
            crypto.getRandomValues(new Uint8Array(module.memory.buffer, place, count))
            return 0
        }
        module = (await WebAssembly.instantiate(decode(text), { wasi_snapshot_preview1: { random_get } })).instance.exports
        module._initialize()
        return module
    }
    const [documents, reader] = await Promise.all(texts.map(start))
    window.call = (number, text) => {
        const request = decode(text)
        const core = number === 8 ? reader : documents
        const place = core.freehold_alloc(request.length)
        new Uint8Array(core.memory.buffer, place, request.length).set(request)
        const answer = number === 8 ? reader.freehold_read(place, request.length) : core.freehold_call(number, place, request.length)
        const length = new DataView(core.memory.buffer).getUint32(answer, true)
        const bytes = new Uint8Array(core.memory.buffer, answer + 4, length)
        let out = ''
        for (let at = 0; at < length; at += 0x8000) out += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
        core.freehold_free(place)
        core.freehold_free(answer)
        return btoa(out)
    }
    window.memory = () => documents.memory.buffer.byteLength
}"""


def words(*numbers):
    return struct.pack(f"<{len(numbers)}I", *numbers)


def asked(invoice, form):
    return json.dumps({"created": 1_790_000_000, "format": form, "invoice": invoice}).encode()


def many(count):
    party = {"name": "Long list", "vatId": "DE123456788", "address": {"street": "1", "city": "B", "postcode": "2", "country": "DE"}}
    lines = [{"name": f"Line {number}", "quantity": "2", "unit": "C62", "price": "1.25", "taxes": [{"rate": "19"}]} for number in range(count)]
    return {"number": "1", "issued": "2026-01-01", "due": "2026-02-01", "currency": "EUR", "seller": party, "buyer": party, "lines": lines}


def font(role, path):
    return ADD_FONT, role.encode() + b"\0" + path.read_bytes()


def latin(path, small):
    """Where the small file of this font is now."""
    subprocess.run([ROOT / "Scripts" / "latin-font", path, small], check=True)
    return small


def in_each_language(fonts):
    """The examples in Latin letters, in each such language and in both families."""
    yield from (font(role, path) for role, path in fonts.items())
    for path in sorted((ROOT / "Examples" / "invoices").glob("*.json")):
        if path.stem not in ("arabic", "hebrew"):
            for language in ("en", "de", "fr", "es", "it", "nl", "pl", "pt"):
                for family in ("sans", "serif"):
                    invoice = {**json.loads(path.read_text()), "language": language}
                    invoice["look"] = {**invoice.get("look", {}), "font": family}
                    yield PDF, asked(invoice, "cii")
                    yield MARKED_PAGES, json.dumps(invoice).encode()


def requests():
    examples = [path.read_bytes() for path in sorted((ROOT / "Examples" / "invoices").glob("*.json"))]
    assert len(examples) >= 2
    yield from (font(role, NOTO / f"{name}.ttf") for role, name in FONTS.items())
    yield from [(3, b""), (OUTLINES, words(0, 36, 37, 38, 700, 60_000)), (0, b""), (99, b"{}"), (ADD_FONT, b"x\0rubbish")]
    for text in examples:
        yield from ((function, text) for function in (CHECK, PAGES, READ))
        for form in ("cii", "ubl", "xrechnung", "xrechnung-ubl"):
            yield from ((function, asked(json.loads(text), form)) for function in (E_INVOICE, PDF))
    for count in (10, 1_000, 10):
        yield from ((function, asked(many(count), "cii")) for function in (E_INVOICE, PDF))
    dice = random.Random(20261121)
    for _ in range(300):
        yield dice.choice((CHECK, READ, PAGES, PDF)), damaged(dice, dice.choice(examples))


def damaged(dice, text):
    text = bytearray(text)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(text))
        how = dice.randrange(4)
        if how == 0:
            text[place] = dice.randrange(256)
        elif how == 1:
            text[place:place] = b"9" * dice.randint(1, 40)
        else:
            del text[place:place + (1 if how == 2 else dice.randint(1, 40))]
    return bytes(text)


class SameBytes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.requests = list(requests())
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
            page = browser.new_page()
            page.set_default_timeout(300_000)
            page.evaluate(START, [base64.b64encode((ROOT / os.environ[name]).read_bytes()).decode() for name in ("CORE_WASM", "READ_WASM")])
            cls.browser = [base64.b64decode(page.evaluate("([number, text]) => call(number, text)", [number, base64.b64encode(request).decode()]))
                           for number, request in cls.requests]
            cls.memory = page.evaluate("memory()")
            browser.close()
        cls.native = cls.run_native()

    @classmethod
    def run_native(cls, requests=None):
        asked = b"".join(words(number, len(request)) + request for number, request in requests or cls.requests)
        output = subprocess.run([os.environ["CORE"]], input=asked, capture_output=True, check=True).stdout
        answers, at = [], 0
        while at < len(output):
            length = struct.unpack_from("<I", output, at)[0]
            answers.append(output[at + 4:at + 4 + length])
            at += 4 + length
        return answers

    def test_every_answer_is_the_same(self):
        self.assertEqual(len(self.native), len(self.requests))
        different = [f"{number}: {function}" for number, (function, _) in enumerate(self.requests) if self.native[number] != self.browser[number]]
        self.assertEqual(different, [])
        kinds = [answer[0] for answer in self.native]
        print(f"{len(kinds)} answers, {kinds.count(1)} of them refusals, {sum(map(len, self.native))} bytes, {self.memory >> 20} MiB")
        self.assertGreater(kinds.count(0), 100)

    def test_the_small_file_of_a_font_makes_the_same_document_as_the_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            small = {role: latin(path, Path(folder, role)) for role, path in LATIN.items()}
            answers = [self.run_native(list(in_each_language(fonts))) for fonts in (small, LATIN)]
        different = [number for number, (small, whole) in enumerate(zip(*answers)) if small != whole]
        self.assertEqual(different, [])
        self.assertGreater(len(answers[0]), 150)
        self.assertFalse(any(answer[0] for answer in answers[0]))

    def test_a_whole_font_takes_the_place_of_its_small_file(self):
        invoice = many(1)
        invoice["buyer"]["name"] = "Ελληνική Εταιρεία"
        with tempfile.TemporaryDirectory() as folder:
            small = font("regular", latin(LATIN["regular"], Path(folder, "small")))
        regular, bold = font("regular", LATIN["regular"]), font("bold", LATIN["bold"])
        greek = (PDF, asked(invoice, "cii"))
        lacking, replaced = self.run_native([small, bold, greek, regular, greek])[2::2]
        whole = self.run_native([regular, bold, greek])[-1]
        self.assertEqual(replaced, whole)
        self.assertNotEqual(lacking, whole)

    def test_documents_are_documents(self):
        made = [answer[1:] for (function, _), answer in zip(self.requests, self.browser) if function == PDF and answer[0] == 0]
        self.assertGreater(len(made), 10)
        self.assertTrue(all(document.startswith(b"%PDF-1.7") for document in made))

    def test_a_call_leaves_nothing_that_changes_the_next(self):
        same = asked(many(10), "cii")
        documents = [answer for (function, request), answer in zip(self.requests, self.browser) if function == PDF and request == same]
        self.assertEqual(len(documents), 2)
        self.assertEqual(*documents)

    def test_no_value_is_left_unprinted_and_memory_stays_small(self):
        self.assertNotIn(b"cannot print value", b"".join(self.browser))
        self.assertLessEqual(self.memory, 64 << 20)


if __name__ == "__main__":
    unittest.main()
