"""Waitress, calmed: its connection, task and error classes, replaced through their class attributes.

Three things are cured. (1) As shipped, the I/O thread spins while a worker sends, because the connection counts as
writable the whole time; muting the "Task queue depth" warnings then makes the server several times slower. (2) Head
and body leave in two system calls. (3) Its own 400, 413, 431 and 501 pages are plain text and may be lost, because
the socket is closed while the client still sends.
"""

from __future__ import annotations

import socket
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask

from mock_server.engine.call import Answer, Call
from mock_server.http.app import crash
from mock_server.http.reading import split_target

if TYPE_CHECKING:
    from mock_server.http.serve import TwinServer

_DRAIN_BYTES = 64 * 1024 * 1024
"""How much of a refused request is read and thrown away before the socket closes anyway."""


class Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """A request; head and body of a plain answer leave in one write."""

    wrote_header: bool

    def write(self, data: bytes) -> None:
        """Send a part of the answer, the head before the first."""
        if self.wrote_header or not self.complete or not self.has_body or self.content_length != len(data):
            super().write(data)
            return
        head: bytes = self.build_response_header()
        self.wrote_header = True
        self.content_bytes_written = len(data)
        self.channel.write_soon(head + data)


class RefusalTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """A request the server itself could not read, refused in the API's envelope."""

    def execute(self) -> None:
        """Answer, then let the connection close."""
        call = _read_call(self.request, self.channel.addr[0])
        answer = self._refuse(call)
        body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
        self.status = f"{answer.status} {_name_status(answer.status)}"
        self.response_headers.extend(answer.headers)
        self.content_length = len(body)
        self.set_close_on_finish()
        self.write(b"" if call.method == "HEAD" else body)
        self.channel.drain_before_close()

    def _refuse(self, call: Call) -> Answer:
        door = self.channel.server.door
        fault = self.request.error
        if fault.code >= 500 and fault.code != HTTPStatus.NOT_IMPLEMENTED:
            return crash(door, call, RuntimeError("the answer could not be sent"))
        kind = "too_large" if fault.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else "malformed_request"
        call.malformed = None if kind == "too_large" else str(fault.body)
        try:
            answer: Answer = door.refuse(kind, call)
        except Exception as error:  # noqa: BLE001  # the door logs it; waitress would leave the client hanging
            return crash(door, call, error)
        return answer


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that leaves sending to the worker that is sending, and ends a refused request politely."""

    task_class = Task
    error_task_class = RefusalTask

    server: TwinServer
    _drain = False
    _draining = False
    _drained = 0

    def drain_before_close(self) -> None:
        """Read what the client still sends before the socket closes: closing at once would destroy the answer."""
        self._drain = True

    def writable(self) -> bool:
        """Tell whether the I/O thread has something to send: not while a worker holds the buffer and sends it."""
        if self.will_close or self.close_when_flushed:
            return True
        if not self.total_outbufs_len or not self.outbuf_lock.acquire(blocking=False):
            return False
        self.outbuf_lock.release()
        return True

    def readable(self) -> bool:
        """Tell whether to read on: a stopping server takes no further request."""
        return self._draining or (not self.server.stopping and super().readable())

    def write_soon(self, data: bytes) -> int:
        """Send from the worker; what the socket did not take is the I/O thread's, which is woken for it."""
        sent: int = super().write_soon(data)
        if self.total_outbufs_len:
            # The lock is free only now, so the wake-up from inside the call may have come too early.
            self.server.pull_trigger()
        return sent

    def received(self, data: bytes) -> bool:
        """Take what the client sent."""
        if not self._draining:
            return bool(super().received(data))
        self._drained += len(data)
        self.will_close = self._drained > _DRAIN_BYTES
        return False

    def handle_close(self) -> None:
        """Close, or after a refusal close the sending half first and wait for the client's end of data."""
        if self._drain and not self._draining and not self.total_outbufs_len:
            self._draining = True
            self.will_close = False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the client has gone: nothing is left to wait for
            else:
                return
        super().handle_close()


def _read_call(request: Any, address: str) -> Call:
    """Give what is known of a request that was not read to its end."""
    target = split_target(getattr(request, "request_uri", "/"))
    headers = {name.replace("_", "-").lower(): value for name, value in request.headers.items()}
    query = getattr(request, "query", "")
    return Call(getattr(request, "command", ""), target.path, query, headers, None, address, target.sent)


def _name_status(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
