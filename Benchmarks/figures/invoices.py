"""Invoices as PDF: natively beside Typst, ReportLab, fpdf2 and WeasyPrint, and in Chromium beside its own print. The same
invoice, the same fonts, a logo with transparency; new contents each time; ours is PDF/A-3b with the e-invoice inside, theirs
are plain PDFs."""
import json
import subprocess
from pathlib import Path

from house import programs

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "Benchmarks" / "invoices"
NATIVE = {"10": (2, 30, 5), "1000": (30, 130, 10)}  # milliseconds, KB, times as fast as Typst
BROWSER = {"10": (4, 8), "1000": (40, 50)}  # milliseconds for the PDF and for the preview


def python(*words):
    """What a program of ours says as JSON, run where Playwright and the peers are installed."""
    wanted = (FOLDER / "requirements.txt").read_text()
    installed = ROOT / ".venv" / "bench-requirements.txt"
    subprocess.run([ROOT / "Scripts" / "browser-python", "-c", "0"], check=True)
    if not installed.exists() or installed.read_text() != wanted:
        subprocess.run([ROOT / ".venv" / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement",
                        FOLDER / "requirements.txt"], check=True)
        installed.write_text(wanted)
    return json.loads(subprocess.run([ROOT / ".venv" / "bin" / "python", *words], check=True, capture_output=True, text=True).stdout)


def measure(report, rounds, core=None):
    """`core` is the core as WebAssembly; it is built where it is not given."""
    measure_native(report, rounds)
    if core is None:
        core = subprocess.run([ROOT / "Scripts" / "wasm", "browser-core", "freehold_call"], check=True, capture_output=True, text=True).stdout.strip()
    measure_browser(report, rounds, ROOT / core)


def measure_native(report, rounds):
    report.section("An invoice as PDF, natively, other programs in the same run")
    found = python(FOLDER / "native.py", programs() / "browser-core", str(rounds * 5), str(rounds))
    for count, (most, size, times) in NATIVE.items():
        ours, peers = found[count]["Freehold"], {name: one for name, one in found[count].items() if name != "Freehold"}
        report.figure(f"{count} lines, PDF/A-3b with its e-invoice", ours["ms"], most, "ms", **{name: one["ms"] for name, one in peers.items()})
        report.figure(f"{count} lines: Typst's time for ours", peers["Typst"]["ms"] / ours["ms"], times, "times", at_least=True)
        report.figure(f"{count} lines: size", ours["bytes"] / 1000, size, "KB", **{name: one["bytes"] / 1000 for name, one in peers.items()})


def measure_browser(report, rounds, core):
    report.section("An invoice as PDF in Chromium, on the device")
    found = python(FOLDER / "browser.py", core, str(rounds))
    for count, (pdf, redraw) in BROWSER.items():
        report.figure(f"{count} lines, warm", found[count]["ms"], pdf, "ms", **{"Chromium's print": found[f"print {count}"]["ms"]})
        report.figure(f"{count} lines: the preview drawn again", found[count]["redraw"], redraw, "ms")
    report.figure("from loading to the first PDF, in a new profile", found["load"], 150, "ms")
    report.figure("the core, as brotli", found["core"] / 1000, 330, "KB")
    memory = found["memory"]
    report.figure("memory after 10,000 lines", memory["peak"], 64, "MiB", **{"after 20 documents": memory["before"], "after 1,020": memory["after"]})
    report.figure("10,000 lines: time for that of 5,000", memory["times"][-1] / memory["times"][-2], 2.2, "times")
