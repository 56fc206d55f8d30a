"""How requests leave: raw targets, a source address of choice, or straight into a WSGI app."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urlencode

import httpx

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Query = Mapping[str, object] | Iterable[tuple[str, object]] | str

# Everything a request line may carry is left as it is, so that `%2F`, `..` and `%00` arrive undecoded.
_KEPT = "".join(chr(c) for c in range(0x21, 0x7F))


def raw_target(path: str, query: Query | None) -> str:
    """The request target: path and query exactly as given, what a request line cannot hold percent-encoded."""
    target = quote(path, safe=_KEPT)
    if query is None:
        return target
    if isinstance(query, str):
        tail = quote(query, safe=_KEPT)
    else:
        tail = urlencode([pair for name, value in _pairs(query) for pair in _spread(name, value)])
    return f"{target}?{tail}" if tail else target


def _pairs(query: Mapping[str, object] | Iterable[tuple[str, object]]) -> Iterable[tuple[str, object]]:
    return query.items() if isinstance(query, Mapping) else query


def _spread(name: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, (list, tuple)):
        return [(name, _told(v)) for v in value]
    return [(name, _told(value))]


def _told(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def can_bind(address: str) -> bool:
    """Whether this machine can send from a local address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True


class InProcess(httpx.BaseTransport):
    """Calls a WSGI app directly. Keeps the raw target in REQUEST_URI, as servers do."""

    def __init__(self, app: WSGIApplication, address: str | None = None) -> None:
        self._app = app
        self._address = address or "127.0.0.1"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; whatever the app raises becomes a closed connection, as it would on a server."""
        raw: bytes = request.extensions.get("target") or request.url.raw_path
        path, _, query = raw.partition(b"?")

        def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            environ["REQUEST_URI"] = raw.decode("latin-1")
            environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
            environ["QUERY_STRING"] = query.decode("latin-1")
            return self._app(environ, start_response)

        inner = httpx.WSGITransport(app=app, raise_app_exceptions=True, remote_addr=self._address)
        try:
            answer = inner.handle_request(request)
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.read())
        except Exception as broken:  # the app under test may raise anything
            raise httpx.RemoteProtocolError(f"the application raised {type(broken).__name__}: {broken}") from broken


def opener(
    base_url: str, app: WSGIApplication | None, timeout: float, trust_env: bool
) -> Callable[[str | None], httpx.Client]:
    """A function that makes the HTTP client for one source address (None = the system's choice)."""

    def make(address: str | None) -> httpx.Client:
        transport: httpx.BaseTransport
        if app is not None:
            transport = InProcess(app, address)
        else:
            # Idle connections are dropped early: a server closing one as we reuse it would look like its fault.
            limits = httpx.Limits(keepalive_expiry=4)
            transport = httpx.HTTPTransport(local_address=address, trust_env=trust_env, limits=limits)
        return httpx.Client(
            base_url=base_url, transport=transport, timeout=timeout, follow_redirects=False, trust_env=trust_env
        )

    return make
