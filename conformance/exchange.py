"""One request with its answer, as it went over the wire, and the record of all of them."""

from __future__ import annotations

import json
import shlex
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from conformance.errors import BadAnswer

Json = Any  # a decoded JSON value: checks index into it freely, `pick` and `Exchange.json` guard the reading


@dataclass(frozen=True)
class Sent:
    """A request as sent. ``path`` is the raw target with its query; ``tenant``/``principal`` are names, not values."""

    method: str
    url: str
    path: str
    headers: httpx.Headers
    body: bytes | None = None
    tenant: str | None = None
    principal: str | None = None
    address: str | None = None

    def json(self) -> Json:
        """Decode the body sent; None when there was none or it is not JSON."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Received:
    """An answer as it came, body undecoded."""

    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True)
class Exchange:
    """A request and what came back. ``response`` is None and ``error`` a sentence when no HTTP answer came."""

    operation: str | None
    request: Sent
    response: Received | None
    seconds: float
    check: str
    error: str | None = None
    number: int = 0

    @property
    def status(self) -> int:
        """HTTP status, 0 when no answer came."""
        return self.response.status if self.response else 0

    @property
    def headers(self) -> httpx.Headers:
        """Answer headers, case-insensitive; empty when no answer came."""
        return self.response.headers if self.response else httpx.Headers()

    @property
    def text(self) -> str:
        """Answer body as text, undecodable bytes replaced."""
        return self.response.body.decode("utf-8", "replace") if self.response else ""

    @property
    def is_json(self) -> bool:
        """Whether the body parses as strict JSON (NaN and Infinity refused)."""
        try:
            self.json()
        except BadAnswer:
            return False
        return True

    def json(self) -> Json:
        """Decode the answer's body. Raises BadAnswer, which ends the check with a finding, when it is no JSON."""
        if self.response is None:
            raise BadAnswer(f"no answer: {self.error}", expected="an HTTP answer", observed=self.error, exchange=self)
        try:
            return json.loads(self.response.body, parse_constant=_refuse_constant)
        except ValueError as bad:
            raise BadAnswer(
                "the answer's body is not JSON", expected="JSON", observed=f"{self.text[:200]!r} ({bad})", exchange=self
            ) from None

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.path} → {self.status or self.error}"

    def curl(self) -> str:
        """A shell line that sends this request again."""
        parts = ["curl", "-i"]
        if self.request.method != "GET":
            parts += ["-X", self.request.method]
        if ".." in self.request.path:
            parts.append("--path-as-is")
        parts.append(self.request.url)
        for name, value in self.request.headers.multi_items():
            if name not in _UNTOLD:
                parts += ["-H", f"{name}: {value}"]
        if self.request.body is not None:
            parts += ["--data-raw", self.request.body.decode("utf-8", "replace")]
        return " ".join(shlex.quote(part) for part in parts)

    def as_step(self) -> dict[str, Json]:
        """The exchange as report.json keeps it; answer bodies over 20,000 characters are cut."""
        request: dict[str, Json] = {
            "method": self.request.method,
            "url": self.request.url,
            "path": self.request.path,
            "headers": {k: v for k, v in self.request.headers.items() if k not in _UNTOLD},
            "body": None if self.request.body is None else self.request.body.decode("utf-8", "replace"),
        }
        for key in ("tenant", "principal", "address"):
            if getattr(self.request, key):
                request[key] = getattr(self.request, key)
        response: dict[str, Json] = {"status": self.status, "headers": dict(self.headers), "body": self.text[:20_000]}
        if self.error:
            response["error"] = self.error
        return {"operation": self.operation, "request": request, "response": response}


# Headers the client adds by itself; they say nothing about the case.
_UNTOLD = {"user-agent", "accept-encoding", "connection", "content-length", "accept"}


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


@dataclass
class Recorder:
    """Every exchange of a run in the order the answers came. Safe to use from several threads."""

    exchanges: list[Exchange] = field(default_factory=list)
    check: str = "setup"
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, exchange: Exchange) -> None:
        """Keep one exchange."""
        with self._lock:
            self.exchanges.append(exchange)

    @contextmanager
    def during(self, check: str) -> Iterator[int]:
        """Label what is recorded inside with a check's address; yields the index of its first exchange."""
        before, self.check = self.check, check
        try:
            yield len(self.exchanges)
        finally:
            self.check = before

    def since(self, index: int) -> list[Exchange]:
        """The exchanges recorded from an index on."""
        return self.exchanges[index:]
