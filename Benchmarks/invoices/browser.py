"""Studio's core in Debian's Chromium, through Studio's own worker and preview, beside Chromium's print of the same page.
Prints JSON.   browser.py CORE.WASM ROUNDS"""
import base64
import http.server
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import peers
from contents import BOLD, REGULAR, Contents, logo

STUDIO = Path(__file__).resolve().parent.parent.parent / "Studio"
TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html", ".ttf": "font/ttf"}
# What Studio's own page fetches first, as it says it.
HEAD = "".join(line.replace("{{assets}}/", "") for line in (STUDIO / "index.html").read_text().splitlines()
               if re.search(r"{{assets}}/(core|fonts)/", line))
PAGE = """<!doctype html><meta charset=utf-8><link rel=icon href="data:,">%s
<div id=pages style="width:800px"></div><script type=module>
import { core } from './core/started.js'
window.first = core.bytes('pdf', %s).then((bytes) => ({ took: performance.now(), bytes: bytes.length }))
// The first PDF needs no preview, and other libraries' figures have none either.
const preview = window.first.then(() => import('./preview/preview.js')).then(({ Preview }) => new Preview(document.getElementById('pages'), core))
window.pdf = async (text) => {
  const began = performance.now()
  const bytes = await core.bytes('pdf', new TextEncoder().encode(text))
  return { took: performance.now() - began, bytes: bytes.length, head: String.fromCharCode(...bytes.slice(0, 4)) }
}
window.redraw = async (invoice) => {
  const view = await preview
  const began = performance.now()
  await view.draw(invoice)
  if (view.problem) throw new Error(view.problem)
  return performance.now() - began
}
</script>"""
# The core without its worker, to see its memory.
MEMORY = """async ([few, many]) => {
  let core
  const system = { random_get: (place, count) => {
    crypto.getRandomValues(new Uint8Array(core.memory.buffer, place, count)); return 0 } }
  core = (await WebAssembly.instantiateStreaming(fetch('core/core.wasm'), { wasi_snapshot_preview1: system })).instance.exports
  core._initialize()
  const call = (number, request) => {
    const place = core.freehold_alloc(request.length)
    new Uint8Array(core.memory.buffer, place, request.length).set(request)
    const answer = core.freehold_call(number, place, request.length)
    if (new Uint8Array(core.memory.buffer)[answer + 4]) throw new Error('refused')
    core.freehold_free(place); core.freehold_free(answer)
  }
  for (const role of ['regular', 'bold']) {
    const font = new Uint8Array(await (await fetch(`fonts/${role}.ttf`)).arrayBuffer())
    call(4, new Uint8Array([...new TextEncoder().encode(role + '\\0'), ...font]))
  }
  const size = () => core.memory.buffer.byteLength / 2 ** 20
  const encoder = new TextEncoder()
  for (const text of few) call(7, encoder.encode(text))
  const before = size()
  for (let turn = 0; turn < 1000; turn++) call(7, encoder.encode(few[turn % few.length]))
  const after = size()
  const times = []
  for (const text of many) { const began = performance.now(); call(7, encoder.encode(text)); times.push(performance.now() - began) }
  return { before, after, peak: size(), times }
}"""


def asked(contents, picture):
    return json.dumps({"created": 1_790_000_000, "format": "cii", "invoice": contents.invoice(picture)})


class Server(http.server.ThreadingHTTPServer):
    """The files of Studio that the core needs, compressed as the product serves them."""
    daemon_threads = True

    def __init__(self, files):
        self.files = files
        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # As the product's servers do: otherwise a body waits for the receipt of its head, 40 ms on a connection that is kept.
    disable_nagle_algorithm = True

    def do_GET(self):
        name = self.path.lstrip("/") or "index.html"
        plain, packed = self.server.files.get(name, (None, None))
        body = packed if packed and "br" in self.headers.get("Accept-Encoding", "") else plain
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", TYPES.get(Path(name).suffix, "application/json"))
        self.send_header("Cache-Control", "max-age=31536000")
        if body is not None and body is packed:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *words):
        pass


def packed(bytes):
    return bytes, subprocess.run(["brotli", "--quality=11", "-c"], input=bytes, capture_output=True, check=True).stdout


def files(core, picture):
    found = {"index.html": ((PAGE % (HEAD, asked(Contents(10, "first"), picture))).encode(), None)}
    for path in STUDIO.rglob("*.js"):
        found[str(path.relative_to(STUDIO))] = packed(path.read_bytes())
    found["core/core.wasm"] = packed(Path(core).read_bytes())
    for role, font in {"regular": REGULAR, "bold": BOLD}.items():
        found[f"fonts/{role}.ttf"] = packed(Path(font).read_bytes())
        with tempfile.NamedTemporaryFile() as small:
            subprocess.run([STUDIO.parent / "Scripts" / "latin-font", font, small.name], check=True)
            found[f"fonts/latin/{role}.ttf"] = packed(Path(small.name).read_bytes())
    return found


def loads(browser, address, rounds):
    """Milliseconds from the navigation's start to the first PDF, each time in a profile that was never here. Its window is open
    by then: Chromium's own pages of a new one load for a second, on the same processor."""
    times = []
    for _ in range(rounds):
        context = browser.new_context()
        page = context.new_page()
        page.wait_for_timeout(1_500)
        page.goto(address)
        times.append(page.evaluate("window.first")["took"])
        context.close()
    return statistics.median(times)


def warm(page, picture, count, rounds):
    pdfs = [page.evaluate("(text) => pdf(text)", asked(Contents(count, f"{count} {turn}"), picture)) for turn in range(rounds * 2)]
    assert all(pdf["head"] == "%PDF" for pdf in pdfs)
    redraws = [page.evaluate("(invoice) => redraw(invoice)", Contents(count, f"p{count} {turn}").invoice(picture)) for turn in range(rounds * 2)]
    return {"ms": statistics.median(pdf["took"] for pdf in pdfs[rounds:]), "bytes": pdfs[-1]["bytes"],
            "redraw": statistics.median(redraws[rounds:])}


def printed(browser, folder, picture, count, rounds):
    """Chromium's own print of an equivalent page, which it has laid out already."""
    (folder / "logo.png").write_bytes(picture)
    page = browser.new_page()
    times = []
    for turn in range(rounds + 1):
        (folder / "page.html").write_text(peers.page(Contents(count, f"print {count} {turn}"), (folder / "logo.png").as_uri()))
        page.goto((folder / "page.html").as_uri())
        began = time.perf_counter()
        size = len(page.pdf(prefer_css_page_size=True))
        times.append((time.perf_counter() - began) * 1000)
    page.close()
    return {"ms": statistics.median(times[1:]), "bytes": size}


def main():
    core, rounds = sys.argv[1], int(sys.argv[2])
    picture = logo()
    served = files(core, picture)
    server = Server(served)
    address = f"http://localhost:{server.server_port}/"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
        results = {"core": len(served["core/core.wasm"][1]), "load": loads(browser, address, max(3, rounds // 2))}
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.goto(address)
        page.evaluate("window.first")
        results["10"], results["1000"] = warm(page, picture, 10, rounds * 6), warm(page, picture, 1_000, rounds)
        page.close()
        for count in (10, 1_000):
            results[f"print {count}"] = printed(browser, Path(folder), picture, count, rounds // 2 or 1)
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.goto(address)
        few = [asked(Contents(10, f"m{turn}"), picture) for turn in range(20)]
        many = [asked(Contents(count, f"long {count}"), picture) for count in (1_000, 1_000, 5_000, 10_000)]
        results["memory"] = page.evaluate(MEMORY, [few, many])
        browser.close()
    server.shutdown()
    print(json.dumps(results))


main()
