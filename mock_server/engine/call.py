"""The seam of transport and engine: what comes in (`Call`), what goes out (`Answer`), who decides (`Door`).

Nothing here knows an HTTP library, so the engine can be driven in process and the transport can be tested alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Headers = list[tuple[str, str]]
"""Header fields in sending order; a name may repeat."""

Refusal = Literal["unknown_route", "unknown_method", "too_large", "malformed_request"]
"""Why the transport itself cannot hand a request to an operation."""


@dataclass(slots=True)
class Call:
    """One HTTP request, read from the wire and not yet interpreted."""

    method: str
    path: str
    """Percent-decoded; an alias prefix (`/v1`) is still on it."""
    query: str
    """Raw query string, without the question mark."""
    headers: Mapping[str, str]
    """Lower-case names; repeated fields are joined by a comma."""
    body: bytes | None
    """None where it was not read because it is larger than `Door.max_body`."""
    address: str
    """IP address of the peer."""
    target: str
    """Request target as sent; for the log."""
    malformed: str | None = None
    """Why the transport could not read the request; None for a readable one."""


@dataclass(slots=True)
class Answer:
    """One HTTP answer; an iterable body is sent chunk by chunk and closed when the client leaves."""

    status: int
    """0 ends the connection with nothing sent."""
    headers: Headers
    body: bytes | Iterable[bytes]


@dataclass(slots=True, frozen=True)
class Route:
    """One method and path template of the API, bound to its operation."""

    method: str
    template: str
    """Path with names in braces: `/api/agents/{id}`."""
    operation: str
    """The operationId."""


class Door(Protocol):
    """What the transport asks of an engine. Every method answers; none raises for what a client sent."""

    @property
    def name(self) -> str:
        """Name of the API."""
        ...

    @property
    def routes(self) -> Sequence[Route]:
        """All routes; aliases are expanded: each form of a path has its own."""
        ...

    @property
    def max_body(self) -> int:
        """Largest request body the API reads, in bytes."""
        ...

    def answer(self, operation: str, parameters: Mapping[str, str], call: Call) -> Answer:
        """Run an operation; `parameters` are the decoded path fields by name."""
        ...

    def refuse(self, kind: Refusal, call: Call, allow: Sequence[str] = ()) -> Answer:
        """Answer what no operation gets to see, in the API's envelope; `allow` are the methods of a known path."""
        ...

    def control(self, call: Call) -> Answer | None:
        """Answer a request under `/__mock__/`; None where it is not a control path or the control door is off."""
        ...

    def crash(self, call: Call, error: Exception) -> Answer:
        """Answer 500 in the API's envelope after a fault of the engine; the exception stays in the log."""
        ...

    def close(self) -> None:
        """Let what goes on behind requests come to its end, within seconds; called when no request runs any more."""
        ...
