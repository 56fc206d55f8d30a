"""A receiver of webhooks on this machine: it keeps what a target sends and answers as it is told.

Two facts of a target file say how a target reaches it: `webhook_listen`, the host and port to listen at (default
`127.0.0.1:0`, any free port), and `webhook_url`, the address that leads there (default: that of this machine).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from conformance.errors import CheckSkipped, UsageError
from conformance.exchange import Json
from conformance.target import Target

LARGEST = 1024 * 1024  # bytes of one delivery
PATIENCE = 10.0  # seconds a target has for what it sends


@dataclass(frozen=True)
class Arrival:
    """One request that came, its body undecoded."""

    method: str
    path: str
    headers: httpx.Headers
    body: bytes

    def json(self) -> Json:
        """The decoded body; None where it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass
class Listener:
    """Where deliveries arrive. `statuses` are those of the next answers to a path, 200 where none is left."""

    base: str
    statuses: dict[str, list[int]] = field(default_factory=dict)
    _arrived: list[Arrival] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def url(self, path: str) -> str:
        """The address a target sends to, for a path that begins with a slash."""
        return self.base + path

    def take(self, arrival: Arrival) -> int:
        """Keep a request; gives the status of its answer."""
        with self._changed:
            self._arrived.append(arrival)
            self._changed.notify_all()
            left = next((left for path, left in self.statuses.items() if arrival.path.endswith(path)), [])
            return left.pop(0) if left else 200

    def at(self, path: str) -> list[Arrival]:
        """What has arrived at a path, in order."""
        with self._changed:
            return self._at(path)

    def wait(self, path: str, count: int = 1, seconds: float = PATIENCE) -> list[Arrival]:
        """Wait until so many requests have come to a path, so many seconds at most; gives all that came there."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while len(self._at(path)) < count and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            return self._at(path)

    def _at(self, path: str) -> list[Arrival]:
        # What stands between a target and this machine may have put something before the path.
        return [arrival for arrival in self._arrived if arrival.path.endswith(path)]


@contextmanager
def listening(target: Target) -> Iterator[Listener]:
    """A listener where the target file says the target reaches one; it stops at the end.

    Raises CheckSkipped where the address is taken, UsageError where the target file names none.
    """
    host, port = _read_address(target)
    listener = Listener("")
    try:
        server = ThreadingHTTPServer((host, port), _make_handler(listener))
    except OSError as taken:
        raise CheckSkipped(f"nobody can listen at {host}:{port}: {taken.strerror or taken}") from None
    given = str(target.facts.get("webhook_url") or "").rstrip("/")
    listener.base = given or f"http://{host}:{server.server_port}"
    with server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="listener", daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join()


def _read_address(target: Target) -> tuple[str, int]:
    told = str(target.facts.get("webhook_listen") or "127.0.0.1:0")
    host, _, port = told.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(f"facts.webhook_listen: {told!r} is no host:port such as '127.0.0.1:9000'")
    return host, int(port)


def _make_handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            """Keep a delivery and answer it."""
            length = self.headers.get("content-length", "0")
            body = self.rfile.read(min(int(length), LARGEST)) if length.isdigit() else b""
            headers = httpx.Headers(self.headers.items())
            status = listener.take(Arrival("POST", self.path, headers, body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the report tells what arrived."""

    return Handler
