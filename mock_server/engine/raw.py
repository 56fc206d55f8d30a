"""Bodies that are no JSON: what a client uploads, and what a handler sends byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mock_server.engine.call import Headers


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart body."""

    filename: str
    """The last part of the name the client gave; the part's own name where it gave none."""
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer a handler makes itself: it is sent as it is, below the headers every answer carries.

    An iterable body is sent chunk by chunk, after the world's lock was let go: it takes `act.world.lock` for each look
    at the world, and calls `act.world.catch_up()` to let steps run that have become due.
    """

    status: int
    headers: Headers = field(default_factory=list)
    """With its Content-Type."""
    body: bytes | Iterable[bytes] = b""
