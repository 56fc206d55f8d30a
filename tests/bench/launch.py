"""Servers under load, each in a process of its own."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from tests.bench.samples import API, WORLD, Sample, find_agent, list_samples, make_rows
from tests.bench.verdicts import Figure, Target, least

HERE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """A server process and where it listens."""

    pid: int
    url: str

    def read_cpu(self) -> float | None:
        """Seconds of processor time it and its children have used; None where the system does not tell (no /proc)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        if not children.exists():
            return None
        pids = [str(self.pid), *children.read_text(encoding="ascii").split()]
        fields = [Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for pid in pids]
        return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")


@contextmanager
def started(*arguments: str) -> Iterator["Running"]:
    """Start `python -m …`; give it with the base URL of its ready line."""
    command = [sys.executable, "-m", *arguments]
    # Errors go where they cost as much as in a log file and flood nobody: waitress as shipped warns all the time.
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        try:
            if process.stdout is None or not (found := re.search(r" ready at (\S+)", process.stdout.readline())):
                raise RuntimeError(f"{' '.join(arguments)} did not get ready")
            yield Running(process.pid, found[1])
        finally:
            process.terminate()


@contextmanager
def started_twin(server: str) -> Iterator["Running"]:
    """Start the twin as its users do, without limits, and fill its world."""
    with started("mock_server", API, "--port", "0", "--no-rate-limits", "--server", server) as twin:
        for rows in make_rows(100):
            ask(twin.url, Sample("", "POST", "", "/__mock__/seed", "", {}, orjson.dumps(rows).decode()))
        yield twin


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
    return [least("command → ready line", "s", times, Target("≤", 0.5))]
