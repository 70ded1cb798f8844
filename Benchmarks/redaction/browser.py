"""The redactor's module in Debian's Chromium over standard input. Prints JSON.   browser.py REDACTOR.WASM"""
import base64
import json
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

RUN = """async ([module, text]) => {
  const decode = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  const bytes = decode(module)
  const request = new TextEncoder().encode(text)
  const began = performance.now()
  let core
  const random_get = (place, count) => { crypto.getRandomValues(new Uint8Array(core.memory.buffer, place, count)); return 0 }
  core = (await WebAssembly.instantiate(bytes, { wasi_snapshot_preview1: { random_get } })).instance.exports
  core._initialize()
  const call = (request) => {
    const place = core.freehold_alloc(request.length)
    new Uint8Array(core.memory.buffer, place, request.length).set(request)
    const answer = core.freehold_redact(place, request.length)
    const length = new DataView(core.memory.buffer).getUint32(answer, true)
    const found = JSON.parse(new TextDecoder().decode(new Uint8Array(core.memory.buffer, answer + 4, length)))
    core.freehold_free(place)
    core.freehold_free(answer)
    return found
  }
  call(new TextEncoder().encode('Dear Anna,'))
  const first = performance.now() - began
  let best = Infinity
  let found = []
  for (let round = 0; round < 12; round++) {
    const start = performance.now()
    found = call(request)
    best = Math.min(best, performance.now() - start)
  }
  return { first, rate: request.length / 1e3 / best, found: found.length }
}"""

module = Path(sys.argv[1])
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page()
    said = page.evaluate(RUN, [base64.b64encode(module.read_bytes()).decode(), sys.stdin.read()])
    browser.close()
size = len(subprocess.run(["brotli", "-q", "11", "-c", module], check=True, capture_output=True).stdout)
print(json.dumps({**said, "size": size}))
