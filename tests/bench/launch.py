"""Servers under load, each in a process of its own."""

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from tests.bench.samples import API, HEADERS, WORLD, Sample, find_agent, list_samples, make_rows
from tests.bench.verdicts import Figure, Target

HERE = Path(__file__).parents[2]


@contextmanager
def started(*arguments: str) -> Iterator[str]:
    """Start `python -m …` and give the base URL of its ready line."""
    command = [sys.executable, "-m", *arguments]
    # Errors go where they cost as much as in a log file and flood nobody: waitress as shipped warns all the time.
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        try:
            if process.stdout is None or not (found := re.search(r" ready at (\S+)", process.stdout.readline())):
                raise RuntimeError(f"{' '.join(arguments)} did not get ready")
            yield found[1]
        finally:
            process.terminate()


@contextmanager
def started_twin(server: str) -> Iterator[str]:
    """Start the twin as its users do, without limits, and fill its world."""
    with started("mock_server", API, "--port", "0", "--no-rate-limits", "--server", server) as url:
        for rows in make_rows(100):
            ask(url, Sample("", "POST", "", "/__mock__/seed", "", {}, orjson.dumps(rows).decode()))
        yield url


def ask(url: str, sample: Sample) -> bytes:
    """Send one sample; give the body of its answer."""
    body = sample.make_body(0) or None
    headers = {"X-Mock-World": WORLD, "Content-Type": "application/json"}
    request = urllib.request.Request(url + sample.target, data=body, headers=headers, method=sample.method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310  # a server of this benchmark
        read: bytes = reply.read()
    return read


def find_samples(url: str) -> list[Sample]:
    """The samples for a running twin."""
    return list_samples(find_agent(ask(url, Sample("", "GET", "", "/api/agents", "", {}, ""))))


def measure_start(rounds: int = 9) -> list[Figure]:
    """Seconds from the command to its ready line."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        with started("mock_server", API, "--port", "0"):
            times.append(time.perf_counter() - begun)
    return [Figure("command → ready line", "s", times, Target("≤", 0.5))]


__all__ = ["HEADERS", "ask", "find_samples", "measure_start", "started", "started_twin"]
