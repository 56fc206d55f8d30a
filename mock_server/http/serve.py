"""Serving on waitress: one process, one I/O thread, a few workers, a port for each API."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from mock_server.engine.call import Door
from mock_server.http.address import ListenError, explain_bind, write_url
from mock_server.http.app import Note, WSGIApp, make_app
from mock_server.http.channel import Channel
from mock_server.http.streams import Streams

THREADS = 4
"""Workers for plain requests; each open stream gets one more."""

GRACE = 3.0
"""Seconds a stopping server gives the requests it is answering."""

_CONNECTIONS = 2000


class TwinServer(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """A listening socket of one API."""

    channel_class = Channel
    door: Door
    stopping = False

    @property
    def busy(self) -> bool:
        """Whether a request is being answered."""
        return any(channel.requests or channel.total_outbufs_len for channel in list(self.active_channels.values()))

    def pull_trigger(self) -> None:
        """Wake the I/O thread; a worker may still call after it has ended."""
        try:
            super().pull_trigger()
        except OSError:
            if not self.stopping:
                raise

    def stop_listening(self) -> None:
        """Take no further connection and no further request; what runs goes on."""
        self.stopping = True
        # Not this class's own close: that also closes the trigger, which the workers still need.
        wasyncore.dispatcher.close(self)


class Listener:
    """All APIs of this process, bound and ready; `run` serves them until `stop`."""

    def __init__(self, doors: Sequence[Door], host: str, port: int, note: Note | None = None) -> None:
        """Bind one port for each door: consecutive ones from `port`, or free ones for port 0.

        `note` is told of each request that reached an application.

        Raises:
            ListenError: a port is taken or not allowed, or the host is unknown.
        """
        # Safe to mute because the spin it hides is cured in the channel; the benchmark keeps watch.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._note = note
        self._map: dict[int, Any] = {}
        self._stopping = False
        self._dispatcher = ThreadedTaskDispatcher()
        self._streams = Streams(lambda count: self._dispatcher.set_thread_count(THREADS + count))
        self._servers: list[TwinServer] = []
        try:
            for offset, door in enumerate(doors):
                self._servers.append(self._bind(door, host, port + offset if port else 0))
        except ListenError:
            wasyncore.close_all(self._map, ignore_all=True)
            raise
        self._dispatcher.set_thread_count(THREADS)

    @property
    def urls(self) -> list[str]:
        """Base URLs, in the order of the doors."""
        return [write_url(server.effective_host, int(server.effective_port)) for server in self._servers]

    def run(self) -> None:
        """Serve until `stop` is called, then let running requests finish (at most `GRACE` seconds), and close."""
        while not self._stopping:
            wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)
        self._streams.closing = True
        for server in self._servers:
            server.stop_listening()
        deadline = time.monotonic() + GRACE
        while any(server.busy for server in self._servers) and time.monotonic() < deadline:
            wasyncore.loop(timeout=0.05, use_poll=True, map=self._map, count=1)
        self._dispatcher.shutdown(cancel_pending=True, timeout=0.2)
        wasyncore.close_all(self._map, ignore_all=True)
        for server in self._servers:
            server.door.close()

    def stop(self) -> None:
        """Ask `run` to end; callable from a signal handler and from any thread."""
        self._stopping = True
        for server in self._servers:
            server.pull_trigger()

    @staticmethod
    def build_app(door: Door, streams: Streams, note: Note | None) -> WSGIApp:
        """Build the application of a door; the benchmark puts another in its place, on the same server."""
        return make_app(door, streams, note)

    def _bind(self, door: Door, host: str, port: int) -> TwinServer:
        try:
            adjustments = Adjustments(
                host=host,
                port=port,
                ident="mock-server",
                connection_limit=_CONNECTIONS,
                # Twice the limit: the application refuses exactly, and chunk framing counts here.
                max_request_body_size=2 * door.max_body + 65_536,
                log_socket_errors=False,
            )
            server = TwinServer(
                self.build_app(door, self._streams, self._note),
                map=self._map,
                dispatcher=self._dispatcher,
                adj=adjustments,
            )
        except (OSError, ValueError, OverflowError) as error:
            raise ListenError(explain_bind(host, port, error)) from error
        server.door = door
        return server
