"""The request path: route, token, scope, guards, act, envelope. Every step is a method a broken subject may replace."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from .checks import Checks, Form
from .wire import MAX_BODY, Refusal, Reply, Request, Routes, read_request, send_reply

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger("subjects")

PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Payload Too Large",
    429: "Too Many Requests",
    500: "Internal Error",
}


class App(Checks):
    """A WSGI application over one ``Store``.

    ``clock`` gives epoch seconds, ``world`` is 'seeded' or 'busy' (the same among much else). Routes may hold what
    ``SHORTHAND`` writes out; ``FORMS`` are the bodies and queries.
    """

    ROUTES: Routes = ()
    SHORTHAND: ClassVar[Mapping[str, str]] = MappingProxyType({})
    FORMS: ClassVar[Mapping[str, Form]] = MappingProxyType({})
    LARGEST = MAX_BODY

    def __init__(self, clock: Callable[[], float] = time.time, world: str = "seeded") -> None:
        super().__init__(clock)
        self.forms = dict(self.FORMS)
        self.prepare()
        self.lock: AbstractContextManager[object] = threading.RLock()
        self.table = [
            (method, self.expand(path).split("/"), name)
            for part in type(self).__mro__
            for method, path, name in part.__dict__.get("ROUTES", ())
        ]
        # A literal segment wins over a parameter in the same place.
        self.table.sort(key=lambda entry: [step.startswith(":") for step in entry[1]])
        self.furnish(world)

    def prepare(self) -> None:
        """What a server needs before it has rows."""

    def furnish(self, world: str) -> None:
        """Fill the store with the rows a server starts with."""

    def expand(self, path: str) -> str:
        """A route with its shorthand written out."""
        for short, full in self.SHORTHAND.items():
            path = path.replace(short, full)
        return path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = read_request(environ, self.LARGEST)
        with self.serialised(request):
            reply = self.finish(request, self.answer(request))
        return send_reply(request, reply, start_response)

    def serialised(self, request: Request) -> AbstractContextManager[object]:
        """The guard under which one request runs alone."""
        return self.lock

    def answer(self, request: Request) -> Reply:
        """One reply for one request; a refusal or a fault leaves in the envelope."""
        try:
            self.before(request)
            return self.dispatch(request)
        except Refusal as refusal:
            return self.refuse(request, refusal)
        except Exception:
            log.debug("%s %s failed", request.method, request.path, exc_info=True)
            return self.refuse(request, Refusal(500, "Internal server error"))

    def before(self, request: Request) -> None:
        """What happens on the server ahead of a request."""

    def dispatch(self, request: Request) -> Reply:
        """Find the handler, let the guards pass, act."""
        handler = self.route(request)
        self.guard(request)
        body = handler(request)
        return body if isinstance(body, Reply) else Reply(self.status_of(request), body)

    def route(self, request: Request) -> Callable[[Request], object]:
        """The handler of a request; sets ``request.args`` to the path parameters."""
        parts = request.path.split("/")
        method = "GET" if request.method == "HEAD" else request.method
        for verb, template, name in self.table:
            if verb != method or len(template) != len(parts):
                continue
            args = match(template, parts)
            if args is not None:
                request.args, request.handler = args, name
                handler: Callable[[Request], object] = getattr(self, name)
                return handler
        raise Refusal(404, f"Cannot {request.method} {request.path}")

    def guard(self, request: Request) -> None:
        """Let through who may; ``guards.Guards`` does it."""
        raise NotImplementedError

    def status_of(self, request: Request) -> int:
        """The status of a success."""
        return 201 if request.method == "POST" else 200

    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        """A refusal as an answer."""
        return Reply(refusal.status, self.envelope(refusal))

    def envelope(self, refusal: Refusal) -> object:
        """The body of an error."""
        return {"statusCode": refusal.status, "message": refusal.text, "error": self.phrase(refusal.status)}

    def phrase(self, status: int) -> str:
        """The words for a status in the envelope."""
        return PHRASES[status]

    def finish(self, request: Request, reply: Reply) -> Reply:
        """The last touch on every answer."""
        return reply


def match(template: list[str], parts: list[str]) -> dict[str, str] | None:
    """The path parameters, None where a path does not fit."""
    args: dict[str, str] = {}
    for wanted, part in zip(template, parts, strict=True):
        if wanted[:1] == ":" and part:
            args[wanted[1:]] = part
        elif wanted != part:
            return None
    return args
