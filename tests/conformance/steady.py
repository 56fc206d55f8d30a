"""Judge the mock server twice with one seed: `python -m tests.conformance.steady [API…]`.

Both runs are processes of their own against servers of their own. They must agree on the verdict of every requirement,
on the outcome of every check and on how many requests it sent, and on the findings. Exits 1 where they do not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import specs

SEED = 7
MOST = 20  # differences that are printed

Report = dict[str, Any]


def judged(api: str, folder: Path, seed: int) -> Report:
    """The report of one run against a server of its own.

    Raises:
        RuntimeError: the run came to no verdicts.
    """
    command = [sys.executable, "-m", "conformance", "run", api, "--mock", "--seed", str(seed), "--report", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    written = folder / "report.json"
    if not written.exists():
        raise RuntimeError(f"{' '.join(command[1:])} ends with {run.returncode}: {run.stderr.strip()[-400:]}")
    report: Report = json.loads(written.read_text("utf-8"))
    return report


def facts_of(report: Report) -> dict[str, object]:
    """What a second run must repeat, by what it is a fact of."""
    facts: dict[str, object] = {f"verdict of {row['id']}": row["verdict"] for row in report["requirements"]}
    for check in report["checks"]:
        facts[f"outcome of {check['check']}"] = check["outcome"]
        facts[f"requests of {check['check']}"] = check["requests"]
    facts |= {f"finding {found['id']} of {found['check']}": found["verdict"] for found in report["findings"]}
    return facts | {"requests in all": report["requests"], "exit code": report["exit"]}


def differences(one: Report, other: Report) -> Iterator[str]:
    """What two reports do not share, a line each."""
    first, second = facts_of(one), facts_of(other)
    for fact in dict.fromkeys([*first, *second]):
        if (a := first.get(fact, "absent")) != (b := second.get(fact, "absent")):
            yield f"{fact}: {a}, then {b}"


def main(arguments: list[str] | None = None) -> int:
    """Judge each API twice and compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.steady", description=__doc__)
    parser.add_argument("apis", nargs="*", metavar="API", help="names of APIs (default: all)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"seed of both runs (default {SEED})")
    options = parser.parse_args(arguments)
    found = False
    for api in options.apis or specs.apis():
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="steady-") as folder:
            one, other = (judged(api, Path(folder) / turn, options.seed) for turn in ("first", "second"))
        unlike = list(differences(one, other))
        found |= bool(unlike)
        for line in [*unlike[:MOST], *([f"… and {len(unlike) - MOST} more"] if len(unlike) > MOST else [])]:
            print(line)
        print(
            f"{api}: {len(one['requirements'])} verdicts, {len(one['checks'])} checks, {one['requests']} requests, "
            f"twice with seed {options.seed}: {len(unlike)} differences, {time.monotonic() - started:.0f} s"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
