"""`python -m tests.bench [--quick]`: measures and prints each figure beside its target.

Exits 1 where a target is missed by more than noise.
"""

import argparse
import os
import sys

from tests.bench.boards import measure_boards
from tests.bench.inside import measure_engine, measure_pages
from tests.bench.launch import measure_start
from tests.bench.load import name_generator
from tests.bench.outside import measure_servers
from tests.bench.tickets import measure_tickets
from tests.bench.verdicts import Figure, show


def main() -> int:
    """Run all parts."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the mock server.")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds over connections")
    parser.add_argument("--only", choices=("engine", "pages", "boards", "tickets", "start", "servers"), help="one part")
    options = parser.parse_args()
    rounds, seconds = (2, 1.0) if options.quick else (4, 3.0)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load by {name_generator()}")
    parts = {
        "engine": ("in process", measure_engine),
        "pages": ("size of the store", measure_pages),
        "boards": ("many rows in one request", measure_boards),
        "tickets": ("a board's list", measure_tickets),
        "start": ("start", measure_start),
        "servers": ("over connections", lambda: measure_servers(rounds, seconds)),
    }
    figures: list[Figure] = []
    for name, (title, run) in parts.items():
        if options.only in (None, name):
            found = run()
            show(title, found)
            figures += found
    missed = [figure.name for figure in figures if figure.verdict == "MISSED"]
    print("\n" + (f"missed: {'; '.join(missed)}" if missed else "every target is met, or missed within noise"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
