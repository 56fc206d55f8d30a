"""A target of webhooks on this machine: it keeps what arrives and answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    port: int = 0
    statuses: list[int] = field(default_factory=list)
    """Of the next answers; 200 where there are none left."""
    arrived: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    """Path, headers by lower-case name, body."""
    open: threading.Event = field(default_factory=threading.Event)
    """No answer leaves while it is clear."""

    def url(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    receiver.open.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.arrived.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            receiver.open.wait(10)
            status = receiver.statuses.pop(0) if receiver.statuses else 200
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", receiver.url("/elsewhere"))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield receiver
        receiver.open.set()
        server.shutdown()
        thread.join()
