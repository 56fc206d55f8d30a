"""Load from 16 connections: wrk where it is installed, else raw sockets in a process of their own.

As a program: `python -m tests.bench.load HOST PORT SECONDS METHOD TARGET BODY` prints requests per second.
"""

import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.samples import WORLD, Sample

CONNECTIONS = 16
HERE = Path(__file__).parents[2]

_LUA = """
local n = {first}
request = function()
  n = n + 1
  local body = string.gsub('{body}', '{{n}}', tostring(n))
  return wrk.format('{method}', nil, {{['X-Mock-World'] = '{world}', ['Content-Type'] = 'application/json'}}, body)
end
"""


def name_generator() -> str:
    """What makes the load here."""
    return "wrk -t1 -c16" if shutil.which("wrk") else "raw sockets, 16 connections"


def measure(url: str, sample: Sample, seconds: float) -> float:
    """Requests per second of one sample.

    Raises:
        RuntimeError: answers other than 2xx came back.
    """
    return _run_wrk(url, sample, seconds) if shutil.which("wrk") else _run_own(url, sample, seconds)


def _run_wrk(url: str, sample: Sample, seconds: float) -> float:
    script = _LUA.format(first=_first_number(), body=sample.body, method=sample.method, world=WORLD)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-s", file.name, url + sample.target]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if wrong := re.search(r"Non-2xx.*", told):
        raise RuntimeError(f"{sample.name} at {url}: {wrong[0]}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None:
        raise RuntimeError(f"wrk told no rate: {told}")
    return float(found[1])


def _run_own(url: str, sample: Sample, seconds: float) -> float:
    parts = urlsplit(url)
    given = [str(parts.hostname), str(parts.port), str(seconds), sample.method, sample.target, sample.body]
    command = [sys.executable, "-m", "tests.bench.load", *given]
    return float(subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True).stdout)


def _first_number() -> int:
    """Where to begin counting so that no earlier run's names come back; Lua prints 14 digits."""
    return time.monotonic_ns() // 1000 % 10**12


class _Connection:
    """One keep-alive connection with one request in flight."""

    def __init__(self, address: tuple[str, int], head: str, body: str) -> None:
        self.socket = socket.create_connection(address)
        self._head, self._body = head, body
        self._read = b""

    def send(self, number: int) -> None:
        body = self._body.replace("{n}", str(number))
        self.socket.sendall(f"{self._head}Content-Length: {len(body)}\r\n\r\n{body}".encode())

    def receive(self) -> bool:
        """Read; tell whether the answer is complete."""
        self._read += self.socket.recv(262_144)
        head, mark, body = self._read.partition(b"\r\n\r\n")
        if not mark:
            return False
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(head.split(b"\r\n")[0].decode())
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if length is None or len(body) < int(length[1]):
            return False
        self._read = b""
        return True


def run_load(address: tuple[str, int], seconds: float, head: str, body: str) -> float:
    """Keep 16 connections busy; give requests per second."""
    selector = selectors.DefaultSelector()
    number = _first_number()
    for _ in range(CONNECTIONS):
        connection = _Connection(address, head, body)
        connection.send(number := number + 1)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    done, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        for key, _ in selector.select(timeout=1):
            if key.data.receive():
                done += 1
                key.data.send(number := number + 1)
    return done / (time.perf_counter() - begun)


if __name__ == "__main__":
    host, port, duration, method, target, content = sys.argv[1:]
    lines = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nX-Mock-World: {WORLD}\r\nContent-Type: application/json\r\n"
    print(run_load((host, int(port)), float(duration), lines, content))
