"""Freehold and others, turn by turn in one run: milliseconds for each document, and its size. Prints JSON.
  native.py PROGRAM ROUNDS-OF-10-LINES ROUNDS-OF-1000-LINES"""
import gc
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import peers
from contents import BOLD, REGULAR, Contents, logo
from core import PDF, Core


def asked(contents, picture):
    return json.dumps({"created": 1_790_000_000, "format": "cii", "invoice": contents.invoice(picture)}).encode()


def timed(render, contents):
    """Milliseconds and bytes."""
    began = time.perf_counter()
    document = render(contents)
    took = (time.perf_counter() - began) * 1000
    assert document.startswith(b"%PDF")
    return took, len(document)


# Documents in a row by one program: the first finds the processor's caches full of another's things and does not count.
IN_A_ROW = 4


def measure(renderers, count, rounds):
    found = {name: [] for name in renderers}
    for turn in range(rounds + 1):
        for name, (render, prepare, most) in renderers.items():
            if turn > most and turn > 1:
                continue
            contents = [prepare(Contents(count, f"{count} {turn} {place} {name}")) for place in range(IN_A_ROW if most == rounds else 1)]
            # Garbage of one peer is not collected in another's time.
            gc.collect()
            results = [timed(render, one) for one in contents]
            if turn or most == 0:
                found[name] += results[1:] or results
    return {name: {"ms": statistics.median(took for took, _ in results), "bytes": results[-1][1], "rounds": len(results)}
            for name, results in found.items()}


def main():
    gc.disable()
    program, few, many = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    picture = logo()
    with tempfile.TemporaryDirectory() as folder:
        core = Core(program, {"regular": REGULAR, "bold": BOLD}, picture)
        others = [peer(Path(folder), picture) for peer in peers.ALL]
        results = {}
        for count, rounds in ((10, few), (1_000, many)):
            renderers = {Core.name: (lambda request: core.ask(PDF, request), lambda one: asked(one, picture), rounds)}
            for other in others:
                # The slow ones get fewer turns: the longer a render, the less one differs from the next.
                most = rounds if count == 10 or isinstance(other, peers.Typst) else min(rounds, 1)
                renderers[other.name] = (other.render, lambda one: one, most)
            results[count] = measure(renderers, count, rounds)
        core.end()
    print(json.dumps(results))


main()
