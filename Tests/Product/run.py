"""Runs all product tests over one installation; the folder of the programs is the argument."""

import os
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from house import House  # noqa: E402


def main():
    os.environ["FREEHOLD_PROGRAMS"] = sys.argv[1]
    pattern = f"test_{sys.argv[2]}.py" if len(sys.argv) > 2 else "test_*.py"
    started = time.monotonic()
    try:
        tests = unittest.TestLoader().discover(pathlib.Path(__file__).parent, pattern)
        result = unittest.TextTestRunner(verbosity=2, buffer=True).run(tests)
    finally:
        House.close()
    # A test with several failed parts is one failed test.
    failed = len({getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed ({time.monotonic() - started:.0f} s)")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
