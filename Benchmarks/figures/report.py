"""Figures beside their targets. A bench measures: it never fails for a figure."""
import json
import sys


class Report:
    def __init__(self, as_json):
        self.as_json = as_json
        self.figures = []

    def section(self, title):
        if not self.as_json:
            print(f"\n{title}", flush=True)

    def note(self, text):
        print(f"  {text}", file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def figure(self, name, value, target, unit="", at_least=False, **details):
        """One line: what was measured, the figure, its target, whether it is reached."""
        reached = None if target is None else (value >= target if at_least else value <= target)
        self.figures.append(
            {"name": name, "value": round(value, 4), "unit": unit, "target": target, "reached": reached, **details})
        if not self.as_json:
            word = {None: "", True: "reached", False: "MISSED"}[reached]
            bound = "" if target is None else f"target {'≥' if at_least else '≤'} {target:g} {unit}"
            print(f"  {name:<58} {value:>10.2f} {unit:<6} {bound:<24} {word}", flush=True)
            if details:
                print("    " + ", ".join(f"{key} {show(value)}" for key, value in details.items()), flush=True)

    def end(self):
        if self.as_json:
            print(json.dumps({"figures": self.figures}, indent=1))
        else:
            missed = [figure["name"] for figure in self.figures if figure["reached"] is False]
            print(f"\n{len(self.figures)} figures, {len(missed)} missed" + (": " + "; ".join(missed) if missed else ""))


def show(value):
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
