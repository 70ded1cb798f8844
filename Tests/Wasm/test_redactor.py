"""The redactor as WebAssembly in Debian's Chromium against the same as a program of this machine: the same findings."""
import base64
import os
import random
import shutil
import subprocess
import unittest
from pathlib import Path

from playwright.sync_api import sync_playwright

from test_core import START

ROOT = Path(__file__).resolve().parent.parent.parent
PIECES = ["Anna Petersen", "anna@muster.de", "4111 1111 1111 1111", "DE89370400440532013000", "+41 (0)29 622 44 85", " ", "\n", "😀", "é", "é", "שלום",
          "Dear ", "Lindenstraße 12", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "[[EMAIL_1]]", "x", "0", "-", ".", ":", "/", "@", "Mr. ", "born on 2/8/1935"]
CALL = """(text) => {
    const request = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    const place = redactor.freehold_alloc(request.length)
    new Uint8Array(redactor.memory.buffer, place, request.length).set(request)
    const answer = redactor.freehold_redact(place, request.length)
    const length = new DataView(redactor.memory.buffer).getUint32(answer, true)
    const said = new TextDecoder().decode(new Uint8Array(redactor.memory.buffer, answer + 4, length))
    redactor.freehold_free(place)
    redactor.freehold_free(answer)
    return said
}"""


class Redactor(unittest.TestCase):
    def test_findings_are_the_same_and_the_module_is_small(self):
        module = Path(os.environ["REDACTOR_WASM"])
        chance = random.Random(5)
        texts = ["".join(chance.choice(PIECES) for _ in range(chance.randrange(20))) for _ in range(200)]
        texts += [(ROOT / "Tests/RedactionTests/Negatives" / f"{name}.txt").read_text() for name in ("code", "invoices", "logs", "prose")]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            page.evaluate(START.replace("window.call =", "window.redactor = documents\n    window.call ="),
                          [base64.b64encode(module.read_bytes()).decode()] * 2)
            for text in texts:
                native = subprocess.run([os.environ["REDACTOR"]], input=text.encode(), check=True, capture_output=True).stdout.decode()
                self.assertEqual(page.evaluate(CALL, base64.b64encode(text.encode()).decode()), native)
            browser.close()
        size = len(subprocess.run(["brotli", "-q", "11", "-c", module], check=True, capture_output=True).stdout)
        self.assertLess(size, 250_000)


if __name__ == "__main__":
    unittest.main()
