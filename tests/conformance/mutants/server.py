"""A subject on a real socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Threads(ThreadingMixIn, WSGIServer):
    """One thread per connection; none outlives the process."""

    daemon_threads = True
    request_queue_size = 64


class Mute(WSGIRequestHandler):
    """No line per request on stderr."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        return


@contextmanager
def serve(app: WSGIApplication) -> Iterator[str]:
    """Serve an application on a free port of 127.0.0.1 and yield its base url."""
    with make_server("127.0.0.1", 0, app, server_class=Threads, handler_class=Mute) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
