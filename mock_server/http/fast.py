"""Serving on granian, for load tests: one API, one worker process that holds all state, several times the throughput.

Granian parses HTTP itself: its own 400 for an unreadable request has no body, and `%2F` in a path arrives as a slash.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
import threading
from collections.abc import Callable
from functools import partial

from mock_server.engine.call import Door
from mock_server.http.address import ListenError, explain_bind
from mock_server.http.app import Note, WSGIApp, make_app

THREADS = 64
"""Most requests answered at once; granian starts a thread only when all others are taken."""


Opening = Callable[[], tuple[Door, Note | None]]
"""Opens the door and what is told of its requests."""


def serve_fast(open_door: Opening, host: str, port: int, announce: Callable[[], None]) -> int:
    """Serve until SIGTERM or SIGINT; give the exit code.

    `open_door` runs in the worker process and must be picklable. `announce` runs once connections are accepted.

    Raises:
        ListenError: granian is not installed.
    """
    check_installed()
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "mock_server",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_enabled=False,
        websockets=False,
        workers_kill_timeout=3,
    )
    server.on_startup(lambda: announce_later(host, port, announce))
    try:
        server.serve(target_loader=partial(_load_app, open_door), wrap_loader=False)
    except SystemExit as end:
        sys.stderr.write("mock-server: the granian worker ended unexpectedly\n")
        return end.code if isinstance(end.code, int) else 1
    return 0


def check_installed() -> None:
    """Make sure that granian is there.

    Raises:
        ListenError: it is not.
    """
    if importlib.util.find_spec("granian") is None:
        raise ListenError("--server granian needs the extra `fast`; run `pip install 'twinspec[fast]'`")


def reserve_port(host: str, port: int) -> int:
    """Give the port to serve on, a free one for 0, after making sure that nobody else listens there.

    Granian binds with SO_REUSEPORT and would silently share a port with another granian.

    Raises:
        ListenError: the port is taken or not allowed, or the host is unknown.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            taken: int = probe.getsockname()[1]
    except (OSError, OverflowError) as error:
        raise ListenError(explain_bind(host, port, error)) from error
    return taken


def _load_app(open_door: Opening) -> WSGIApp:
    # Granian merges the environment of the process into every request: a variable such as HTTP_PROXY would
    # otherwise look like a header field. This runs in the worker, which needs none of them.
    for name in [name for name in os.environ if name.startswith(("HTTP_", "CONTENT_"))]:
        del os.environ[name]
    door, note = open_door()
    return make_app(door, note=note)


def announce_later(host: str, port: int, announce: Callable[[], None]) -> None:
    """Call `announce` from a thread as soon as the worker accepts connections."""
    threading.Thread(target=_announce, args=(host, port, announce), daemon=True).start()


def _announce(host: str, port: int, announce: Callable[[], None]) -> None:
    """Wait until the worker accepts connections, then say so."""
    pause = threading.Event()
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            pause.wait(0.02)
        else:
            announce()
            return
