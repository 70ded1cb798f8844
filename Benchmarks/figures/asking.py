"""What an AI step adds beside its model: the processor's time of the asking side for a prompt of 8 KB, with redaction and
restoring and without, towards a server of this machine that answers at once."""
import json
import subprocess
import sys
from pathlib import Path

from house import programs
from redaction import text

ROOT = Path(__file__).resolve().parent.parent.parent


def ask(port, policy, rounds):
    said = subprocess.run([programs() / "bench-asking", f"http://127.0.0.1:{port}", policy, str(rounds)], input=text(8_000),
                          check=True, capture_output=True, text=True).stdout
    return json.loads(said)


def measure(report, quick):
    report.section("Asking a model")
    model = subprocess.Popen([sys.executable, ROOT / "Benchmarks" / "asking-model" / "model.py"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, text=True)
    try:
        port = int(model.stdout.readline())
        rounds = 100 if quick else 1_000
        # In turns, the best of each: other programs run beside.
        pairs = [(ask(port, "default", rounds), ask(port, "off", rounds)) for _ in range(1 if quick else 3)]
    finally:
        model.stdin.close()
        model.wait()
    masked = min((pair[0] for pair in pairs), key=lambda said: said["microseconds"])
    bare = min((pair[1] for pair in pairs), key=lambda said: said["microseconds"])
    report.figure("a question of 8 KB: what redaction and restoring add", (masked["microseconds"] - bare["microseconds"]) / 1000, 0.5,
                  "ms of CPU", **{"places masked": masked["masked"], "all of this side's work": masked["microseconds"] / 1000,
                                  "without redaction": bare["microseconds"] / 1000})
