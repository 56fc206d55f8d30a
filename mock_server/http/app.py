"""The WSGI application: one Falcon responder that turns a request into a `Call` and copies the `Answer`.

Falcon's own answers (404, 405, 415, bad request, 500) never reach a client: whatever is not an operation goes
through `Door.refuse`, and whatever breaks through `Door.crash`, so every answer has the API's envelope.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import falcon

from mock_server.engine.call import Answer, Call, Door
from mock_server.http.reading import Environ, Target, read_body, read_headers, read_target
from mock_server.http.routes import RouteTable
from mock_server.http.streams import Dropped, Streams, close_chunks

CONTROL = "__mock__"
"""First path segment of the control door."""

Found = tuple[object, dict[str, Any], dict[str, Any], None]
"""A route as Falcon wants it: resource, responders by method, fields, template."""

WSGIApp = falcon.App[falcon.Request, falcon.Response]

_log = logging.getLogger("mock_server")


Note = Callable[[Call, int], None]
"""Told of each answered request and its status."""


def make_app(door: Door, streams: Streams | None = None, note: Note | None = None) -> WSGIApp:
    """Build the WSGI application of one API; `note` is told of each answered request and its status.

    Raises:
        ValueError: two routes of the door share method and path.
    """
    floor = _Floor(door, streams or Streams(), note)
    app = falcon.App(router=floor)  # type: ignore[call-overload]  # typed for Falcon's own router alone
    # An answer without a media type has none; Falcon would call it JSON.
    app.resp_options.default_media_type = None
    # The responder guards itself; these cover what Falcon raises before it is reached.
    app.add_error_handler(Exception, floor.recover)
    app.add_error_handler(falcon.HTTPError, floor.recover)
    served: WSGIApp = app
    return served


def crash(door: Door, call: Call, error: Exception) -> Answer:
    """Give the door's 500 for a fault, which the door logs; whatever happens, there is an answer."""
    try:
        return door.crash(call, error)
    except Exception:  # noqa: BLE001  # the last resort must answer
        _log.exception("%s: its 500 failed as well", door.name)
        return Answer(500, [("Content-Type", "text/plain")], b"internal error\n")


class _Responders(dict[str, Any]):
    """Falcon's method map of a route; every method leads to the one responder."""

    def __init__(self, responder: Any) -> None:
        super().__init__()
        self._responder = responder

    def __missing__(self, method: str) -> Any:
        return self._responder


class _Floor:
    """Router and responder in one: Falcon asks `find` for a route and gets the responder whatever the path."""

    def __init__(self, door: Door, streams: Streams, note: Note | None) -> None:
        self._door = door
        self._note = note
        self._streams = streams
        self._routes = RouteTable(door.routes)
        self._found: Found = (self, _Responders(self.respond), {}, None)

    def find(self, uri: str, req: falcon.Request | None = None) -> Found:  # noqa: ARG002  # Falcon's signature
        """Give Falcon the one responder. Routing waits for it, because only the raw target keeps `%2F` apart."""
        return self._found

    def respond(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer a request."""
        env = req.env
        call, target = make_call(env, self._door)
        try:
            answer = self._decide(call, target)
        except Exception as error:  # noqa: BLE001  # the door logs it; a client gets an answer whatever broke
            answer = crash(self._door, call, error)
        self._send(answer, call, resp)

    def recover(self, req: falcon.Request, resp: falcon.Response, error: Exception, _fields: dict[str, Any]) -> None:
        """Answer what Falcon raised before the responder: it turns some method names away, the door answers them."""
        if isinstance(error, falcon.HTTPError):
            self.respond(req, resp)
        else:
            call, _ = make_call(req.env, self._door)
            self._send(crash(self._door, call, error), call, resp)

    def _decide(self, call: Call, target: Target) -> Answer:
        door = self._door
        if call.malformed is not None:
            return door.refuse("malformed_request", call)
        if call.body is None:
            return door.refuse("too_large", call)
        if target.segments[0] == CONTROL:
            return door.control(call) or door.refuse("unknown_route", call)
        found = self._routes.find(target.segments)
        if found is None:
            return door.refuse("unknown_route", call)
        place, values = found
        bound = place.find(call.method)
        if bound is None:
            return door.refuse("unknown_method", call, place.allow)
        operation, names = bound
        return door.answer(operation, dict(zip(names, values, strict=True)), call)

    def _send(self, answer: Answer, call: Call, resp: falcon.Response) -> None:
        if self._note is not None:
            self._note(call, answer.status)
        if answer.status == 0:  # a fault was asked for: end the connection, send nothing
            resp.stream = Dropped()
            return
        resp.status = answer.status
        for name, value in answer.headers:
            resp.append_header(name, value)
        if isinstance(answer.body, bytes):
            resp.data = answer.body
        elif call.method == "HEAD":
            close_chunks(answer.body)
        else:
            resp.stream = self._streams.open(answer.body)


def make_call(env: Environ, door: Door) -> tuple[Call, Target]:
    """Read a request; one that cannot be read carries the reason in `malformed`."""
    malformed: str | None = None
    try:
        body = read_body(env, door.max_body)
    except (ValueError, OSError) as error:
        body, malformed = b"", str(error)
    target = read_target(env)
    call = Call(
        env["REQUEST_METHOD"],
        target.path,
        env.get("QUERY_STRING", ""),
        read_headers(env),
        body,
        env.get("REMOTE_ADDR", ""),
        target.sent,
        malformed,
    )
    return call, target
