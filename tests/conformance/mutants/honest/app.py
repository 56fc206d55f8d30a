"""The request path: limit, route, tenant, act, envelope. Every step is a method a broken subject may replace."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NoReturn

from .limits import Limits, Window
from .rows import State
from .wire import Refusal, Reply, Request, Routes, Row, read_request, send_reply
from .world import first_state

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger("subjects")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


class App(Limits):
    """A WSGI application over one ``State``.

    ``clock`` gives epoch seconds, ``limits`` switches the rate limits on, ``world`` is 'seeded' or 'empty'.
    """

    ROUTES: Routes = ()

    def __init__(self, clock: Callable[[], float] = time.time, limits: bool = False, world: str = "seeded") -> None:
        self.clock = clock
        self.ahead = 0.0
        self.limits = limits
        self.lock: AbstractContextManager[object] = threading.RLock()
        self.windows: dict[tuple[str, ...], Window] = {}
        self.table = [
            (method, path.split("/"), name) for part in type(self).__mro__ for method, path, name in _own(part)
        ]
        self.boot = float(int(clock()))
        self.state: State = first_state(self.boot, world)
        self.furnish(world)

    def furnish(self, world: str) -> None:
        """Add what needs the application's own rules, such as chained audit entries."""

    def now(self) -> float:
        """Epoch seconds as this server sees them."""
        return self.clock() + self.ahead

    def advance(self, seconds: float) -> None:
        """Let time pass for this server alone: what a sleep of the caller would do."""
        self.ahead += seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = read_request(environ)
        with self.serialised(request):
            reply = self.finish(request, self.answer(request))
        return send_reply(request, reply, start_response)

    def serialised(self, request: Request) -> AbstractContextManager[object]:
        """The guard under which one request runs alone."""
        return self.lock

    def answer(self, request: Request) -> Reply:
        """One reply for one request; a refusal or a fault leaves in the envelope."""
        try:
            self.meet_limit(request)
            self.before(request)
            return self.dispatch(request)
        except Refusal as refusal:
            return self.refuse(request, refusal)
        except Exception:
            log.debug("%s %s failed", request.method, request.path, exc_info=True)
            return self.refuse(request, Refusal(500, "INTERNAL_ERROR", "Unexpected failure"))

    def before(self, request: Request) -> None:
        """What happens on the server ahead of a request."""

    def dispatch(self, request: Request) -> Reply:
        """Find the handler of a path and method, enter the tenant, act."""
        handler = self.route(request)
        if request.path.startswith("/api/"):
            request.org = self.enter_tenant(request)
        reply = handler(request)
        return reply if isinstance(reply, Reply) else Reply(200, reply)

    def route(self, request: Request) -> Callable[[Request], object]:
        """The handler of a request; sets ``request.arg`` to the path parameter."""
        parts = request.path.split("/")
        method = "GET" if request.method == "HEAD" else request.method
        allowed: list[str] = []
        for verb, template, name in self.table:
            argument = _match(template, parts)
            if argument is None:
                continue
            if verb == method:
                request.arg = argument
                handler: Callable[[Request], object] = getattr(self, name)
                return handler
            allowed.append(verb)
        raise self.unrouted(request, allowed)

    def unrouted(self, request: Request, allowed: list[str]) -> Refusal:
        """The refusal for a path nobody serves, or serves under other methods."""
        if not allowed:
            return Refusal(404, "NOT_FOUND", "No such path")
        return Refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed", {"Allow": ", ".join(sorted(allowed))})

    def enter_tenant(self, request: Request) -> str | None:
        """The organization the request works in, None for the default context."""
        org = request.headers.get("x-org-id") or None
        if org is not None and org not in self.state.orgs:
            raise Refusal(404, "ORG_NOT_FOUND", "Organization not found")
        return org

    def sees(self, owner: str | None, context: str | None) -> bool:
        """Whether a row of ``owner`` shows in ``context`` (None is the default context)."""
        return owner == context

    def read_body(self, request: Request) -> Row:
        """The JSON object a request carries; no body at all counts as one without members."""
        if request.fault is not None:
            raise request.fault
        if not request.raw:
            return {}
        self.check_media(request)
        return self.parse(request.raw)

    def check_media(self, request: Request) -> None:
        """Refuse a body that is not declared as JSON."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json")

    def parse(self, raw: bytes) -> Row:
        """JSON text to an object; NaN, lone surrogates and bottomless nesting count as broken."""
        try:
            body: object = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
            json.dumps(body, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (ValueError, RecursionError) as broken:
            raise Refusal(400, "INVALID_JSON", "The body is not valid JSON") from broken
        if not isinstance(body, dict):
            raise Refusal(400, "INVALID_PARAMETER", "The body must be a JSON object")
        return body

    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        """A refusal as an answer."""
        return Reply(refusal.status, self.envelope(refusal), dict(refusal.headers))

    def envelope(self, refusal: Refusal) -> object:
        """The body of an error."""
        return {"error": refusal.text, "code": refusal.code, "status": refusal.status}

    def finish(self, request: Request, reply: Reply) -> Reply:
        """The last touch on every answer."""
        reply.headers["X-API-Version"] = "v1"
        return reply


def _own(part: type) -> Routes:
    routes: Routes = part.__dict__.get("ROUTES", ())
    return routes


def _match(template: list[str], parts: list[str]) -> str | None:
    """The path parameter ('' where the template has none), None where a path does not fit."""
    if len(template) != len(parts):
        return None
    argument = ""
    for wanted, part in zip(template, parts, strict=True):
        if wanted[:1] == ":" and part:
            argument = part
        elif wanted != part:
            return None
    return argument
