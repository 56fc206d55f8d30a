"""How requests leave: raw targets, a source address of choice, or straight into a WSGI app."""

from __future__ import annotations

import io
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable
from urllib.parse import quote, unquote_to_bytes, urlencode

import httpx

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST = 64 * 1024 * 1024  # bytes of one answer; a stream without end must not eat the judge's memory
Enough = Callable[[bytes], bool]  # whether what has come of a stream will do
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
        return [(name, told(v)) for v in value]
    return [(name, told(value))]


def told(value: object) -> str:
    """A value as a query says it."""
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


@runtime_checkable
class Closing(Protocol):
    """An iterable body that wants to be closed (PEP 3333)."""

    def close(self) -> None:
        """Give back what it holds."""


class InProcess(httpx.BaseTransport):
    """Calls a WSGI app directly. Keeps the raw target in REQUEST_URI, as servers do."""

    def __init__(self, app: WSGIApplication, address: str | None = None) -> None:
        self._app = app
        self._address = address or "127.0.0.1"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; whatever the app raises becomes a closed connection, as it would on a server."""
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[..., object]:
            del error  # the app is free to change its mind before the first byte; the last word counts
            told.append((status, headers))
            return io.BytesIO().write

        try:
            chunks = self._app(self._environ(request), cast("StartResponse", start_response))
            body = b"".join(chunks)
            if isinstance(chunks, Closing):
                chunks.close()
            status, headers = told[-1]
            return httpx.Response(int(status[:3]), headers=headers, content=body)
        except Exception as broken:  # the app under test may raise anything
            raise httpx.RemoteProtocolError(f"the application raised {type(broken).__name__}: {broken}") from broken

    def _environ(self, request: httpx.Request) -> WSGIEnvironment:
        raw: bytes = request.extensions.get("target") or request.url.raw_path
        path, _, query = raw.partition(b"?")
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": request.method,
            "REQUEST_URI": raw.decode("latin-1"),
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "SERVER_NAME": request.url.host,
            "SERVER_PORT": str(request.url.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self._address,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": request.url.scheme,
            "wsgi.input": io.BytesIO(request.read()),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in request.headers.raw:
            key = name.decode("latin-1").upper().replace("-", "_")
            key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
            environ[key] = value.decode("latin-1")
        return environ


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


def read_body(answer: httpx.Response, is_late: Callable[[], bool], enough: Enough | None) -> bytes:
    """The body as it came; a stream until ``enough`` says so, it ends or the time is up.

    Raises httpx.ReadTimeout where the time is up and nobody asked for a stream.
    """
    body = bytearray()
    chunks = answer.iter_bytes()
    while (chunk := _next(chunks, patient=enough is not None)) is not None:
        body += chunk
        if enough is not None and (enough(bytes(body)) or is_late() or len(body) > LARGEST):
            break
        if is_late() or len(body) > LARGEST:
            raise httpx.ReadTimeout("the body did not end", request=answer.request)
    return bytes(body)


def _next(chunks: Iterator[bytes], *, patient: bool) -> bytes | None:
    try:
        return next(chunks, None)
    except httpx.ReadTimeout:
        if not patient:
            raise
        return None


def sentence(broken: Exception, timeout: float) -> str:
    """Why no answer came, as a sentence."""
    if isinstance(broken, httpx.ConnectTimeout):
        return f"no connection within {timeout:g} s"
    if isinstance(broken, httpx.TimeoutException):
        return f"no complete answer within {timeout:g} s"
    if isinstance(broken, httpx.ConnectError):
        return f"cannot connect: {broken}"
    return f"{str(broken) or type(broken).__name__}"
