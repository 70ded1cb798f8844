"""Redaction: natively and in Chromium as WebAssembly, beside Presidio's patterns over the same text in the same run where PyPI's
presidio-analyzer can be installed. The text is prose, logs and letters, one sentence in five with somebody's data."""
import json
import subprocess
from pathlib import Path

from house import programs

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "Benchmarks" / "redaction"
NEGATIVES = ROOT / "Tests" / "RedactionTests" / "Negatives"
SENTENCES = [
    "Dear Anna Petersen, your order has been sent to Lindenstraße 12a in Bremen.",
    "My card 4111 1111 1111 1111 is expiring this month, please call me at +41 (0)29 622 44 85.",
    "Please pay to DE89370400440532013000 and write to anna.petersen@muster.de when it is done.",
    "The request came from 41.173.96.26 and asked for https://anna-petersen.de/about again.",
    "Mr. Pálffy, born on 2/8/1935, lives in the old house behind the station.",
]


def text(size):
    lines = [line for name in ("prose", "logs") for line in (NEGATIVES / f"{name}.txt").read_text().splitlines() if line]
    out, have, at = [], 0, 0
    while have < size:
        line = SENTENCES[at // 5 % len(SENTENCES)] if at % 5 == 0 else lines[at % len(lines)]
        out.append(line)
        have += len(line.encode()) + 1
        at += 1
    return "\n".join(out).encode()[:size].decode(errors="ignore")


def native():
    """Nanoseconds for each byte of a megabyte, whole and in pieces of 1 KB, and the findings."""
    said = subprocess.run([programs() / "browser-redactor", "1000"], input=text(1_000_000).encode(), check=True, capture_output=True).stdout
    count, found, whole, pieces = (int(word) for word in said.split())
    return whole / count, pieces / count, found


def presidio(size):
    """Megabytes a second of its patterns; nothing where it cannot be installed."""
    python = ROOT / ".venv" / "presidio" / "bin" / "python"
    if not python.exists():
        subprocess.run(["python3", "-m", "venv", ROOT / ".venv" / "presidio"], check=True)
    wanted = FOLDER / "requirements.txt"
    installed = subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted], capture_output=True)
    if installed.returncode != 0:
        return None
    return float(subprocess.run([python, FOLDER / "presidio.py"], input=text(size), check=True, capture_output=True, text=True).stdout)


def measure(report, quick):
    report.section("Personal data found in text")
    runs = [native()]
    other = presidio(20_000 if quick else 200_000)
    details = {} if other is None else {"Presidio's patterns": other}
    if other is None:
        report.note("Presidio could not be installed: it is not measured")
    wasm = subprocess.run([ROOT / "Scripts" / "wasm", "browser-redactor", "freehold_redact"], check=True, capture_output=True, text=True).stdout.strip()
    said = subprocess.run([ROOT / "Scripts" / "browser-python", FOLDER / "browser.py", ROOT / wasm], input=text(1_000_000), check=True,
                          capture_output=True, text=True).stdout
    browser = json.loads(said)
    # A machine that others share is half as quick for seconds on end: once before the others and once after them.
    runs.append(native())
    large, small, found = min(runs)
    report.figure("native, a text of 1 MB", 1000 / large, 50, "MB/s", at_least=True, **{"findings": found}, **details)
    report.figure("time for each byte of 1 MB, of that of 1 KB", large / small, 1.2, "times")
    report.figure("in Chromium, a text of 1 MB", browser["rate"], 15, "MB/s", at_least=True, **{"findings": browser["found"]})
    report.figure("the module with its lists, as brotli", browser["size"] / 1000, 250, "KB")
    report.figure("from its bytes to the first answer", browser["first"], None, "ms")
