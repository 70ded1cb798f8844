"""The PDF core as WebAssembly in Debian's Chromium against the same core as a program of this machine."""
import base64
import os
import shutil
import struct
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = [Path("/usr/share/fonts/truetype", name) for name in (
    "dejavu/DejaVuSans.ttf", "noto/NotoSansArabic-Regular.ttf", "noto/NotoSansHebrew-Regular.ttf")]

# Makes documents in a page: bytes go in and out as base64.
DRIVER = """async ({wasm, fonts, images, lines}) => {
  const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const start = performance.now();
  const {instance, module} = await WebAssembly.instantiate(decode(wasm), {});
  const core = instance.exports;
  core._initialize();
  const give = (text, take) => {
    const bytes = decode(text);
    const room = core.probe_room(bytes.length);
    new Uint8Array(core.memory.buffer, room, bytes.length).set(bytes);
    if (take(room, bytes.length) !== 0) throw new Error("refused");
  };
  fonts.forEach((font) => give(font, core.probe_font));
  images.forEach((image) => give(image, core.probe_image));
  const results = [];
  for (const count of lines) {
    const before = performance.now();
    const length = core.probe_render(count);
    const milliseconds = performance.now() - before;
    const room = core.probe_room(length);
    core.probe_copy(room);
    const bytes = new Uint8Array(core.memory.buffer, room, length);
    let text = "";
    for (let at = 0; at < length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    results.push({document: btoa(text), milliseconds});
  }
  const memory = core.memory.buffer.byteLength;
  for (let round = 0; round < 1000; round++) core.probe_render(1 + round % 3);
  return {results, memory, later: core.memory.buffer.byteLength, imports: WebAssembly.Module.imports(module).length};
}"""


def png(columns, rows, interlaced=0):
    """RGBA with a soft edge."""
    data = b"".join(
        b"\0" + b"".join(bytes((x * 3 & 255, y * 5 & 255, 128, min(255, x * 8))) for x in range(columns))
        for y in range(rows))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, interlaced)), (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts)


class SameBytes(unittest.TestCase):
    LINES = [1, 10, 300, 1, 10_000]

    @classmethod
    def setUpClass(cls):
        cls.logo = png(160, 80)
        encode = lambda data: base64.b64encode(data).decode()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
            page = browser.new_page()
            page.set_default_timeout(300_000)
            cls.answer = page.evaluate(DRIVER, {
                "wasm": encode((ROOT / os.environ["PDF_PROBE_WASM"]).read_bytes()),
                "fonts": [encode(font.read_bytes()) for font in FONTS], "images": [encode(cls.logo)], "lines": cls.LINES})
            browser.close()
        cls.documents = [base64.b64decode(result["document"]) for result in cls.answer["results"]]

    def test_the_browser_makes_the_same_bytes(self):
        with tempfile.NamedTemporaryFile(suffix=".png") as logo:
            logo.write(self.logo)
            logo.flush()
            for count, document, result in zip(self.LINES, self.documents, self.answer["results"]):
                native = subprocess.run(
                    [os.environ["PDF_PROBE"], str(count), *map(str, FONTS), "--", logo.name], check=True, capture_output=True)
                print(f"{count} lines: {len(document)} bytes, {result['milliseconds']:.1f} ms in Chromium")
                self.assertTrue(document == native.stdout, f"{count} lines differ")

    def test_a_render_leaves_nothing_that_changes_the_next(self):
        self.assertEqual(self.documents[0], self.documents[3])

    def test_the_core_asks_nothing_of_its_host_and_stays_small(self):
        self.assertEqual(self.answer["imports"], 0)
        self.assertLessEqual(self.answer["memory"], 64 << 20)
        self.assertEqual(self.answer["later"], self.answer["memory"], "a thousand renders took more memory")
        self.assertNotIn(b"cannot print value", b"".join(self.documents))

    def test_qpdf_finds_no_fault(self):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(self.documents[2])
            file.flush()
            subprocess.run(["qpdf", "--check", file.name], check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()
