"""A logo, whatever the picture is: it becomes one that every document can carry, or is refused at once."""
import base64
import json
import struct
import subprocess
import unittest
import zlib
from pathlib import Path

from playwright.sync_api import expect

from studio import PICTURES, StudioTest

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#c00"/></svg>'
# One dot, as GIF has been written since 1989.
DOT = base64.b64decode("R0lGODlhAQABAIAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
MADE = """([type, width, height]) => {
    const sheet = Object.assign(document.createElement('canvas'), { width, height })
    const brush = sheet.getContext('2d')
    brush.fillStyle = '#fff'
    brush.fillRect(0, 0, width, height)
    brush.fillStyle = '#00c'
    brush.fillRect(0, 0, width / 2, height)
    return sheet.toDataURL(type).split(',')[1]
}"""


def png(width, height):
    """A blue one."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = zlib.compress((b"\0" + b"\0\0\xcc" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def turned(jpeg):
    """By a quarter, as a camera notes it (EXIF, orientation 6)."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


class Logos(StudioTest):
    def made(self, page, kind, width, height):
        return base64.b64decode(page.evaluate(MADE, [f"image/{kind}", width, height]))

    def choose(self, page, name, kind, contents):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="logo").click()
        chooser.value.set_files([{"name": name, "mimeType": kind, "buffer": contents}])

    def size(self, page):
        """Of the logo that the document has."""
        return page.evaluate("""async () => {
            const picture = document.querySelector('.logo img')
            await picture.decode()
            return [picture.naturalWidth, picture.naturalHeight]
        }""")

    def images(self, page):
        """Kind, width and height of what is in the PDF."""
        with page.expect_download() as download:
            page.locator("#download").click()
        listed = subprocess.run(["pdfimages", "-list", download.value.path()], capture_output=True, text=True, check=True).stdout
        return [line.split()[2:5] for line in listed.splitlines()[2:]]

    def test_whatever_a_browser_reads_becomes_a_logo(self):
        page = self.visit()
        self.draft(page)
        with page.expect_download() as download:
            page.locator("#download").click()
        subprocess.run(["pdftoppm", "-jpegcmyk", "-r", "20", "-singlefile", download.value.path(), PICTURES / "cmyk"], check=True)
        pictures = [
            ("cmyk.jpg", "image/jpeg", (PICTURES / "cmyk.jpg").read_bytes(), [166, 234]),
            ("large.png", "image/png", png(3000, 1500), [1200, 600]), ("a.webp", "image/webp", self.made(page, "webp", 300, 100), [300, 100]),
            ("a.gif", "image/gif", DOT, [1, 1]), ("a.svg", "image/svg+xml", DRAWING, [1200, 600]),
            ("turned.jpg", "image/jpeg", turned(self.made(page, "jpeg", 200, 80)), [80, 200]),
        ]
        for name, kind, contents, size in pictures:
            self.choose(page, name, kind, contents)
            self.until(page, "([width, height]) => { const { naturalWidth, naturalHeight } = document.querySelector('.logo img') ?? {}; return naturalWidth === width && naturalHeight === height }", size)
            self.saved(page)
            self.assertIn([str(side) for side in size], [image[1:] for image in self.images(page)], name)

    def test_what_is_no_picture_is_refused_at_once(self):
        page = self.visit()
        self.draft(page)
        for name, kind, contents in [("a.png", "image/png", b"rubbish"), ("a.pdf", "application/pdf", b"%PDF-1.4"), ("a.png", "image/png", png(20, 20)[:30])]:
            self.choose(page, name, kind, contents)
            expect(page.locator('[data-note="look.logo"]')).to_contain_text("no picture that this browser can read")
            expect(page.locator(".logo img")).to_have_count(0)
        with page.expect_download():
            page.locator("#download").click()

    def test_a_photo_stays_one(self):
        page = self.visit()
        self.draft(page)
        self.choose(page, "photo.jpg", "image/jpeg", self.made(page, "jpeg", 2400, 1200))
        expect(page.locator(".logo img")).to_have_count(1)
        with page.expect_download() as download:
            self.menu(page, "Download as JSON")
        logo = base64.b64decode(json.loads(Path(download.value.path()).read_text())["look"]["logo"])
        self.assertEqual(logo[:2], b"\xff\xd8")
        self.assertEqual(self.size(page), [1200, 600])


if __name__ == "__main__":
    unittest.main()
