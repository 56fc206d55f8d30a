"""Time of a world: real, moved ahead of real, or frozen until it is advanced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache


def parse_time(text: str) -> float:
    """Seconds since the epoch of an ISO 8601 time; without an offset it is taken as UTC.

    Raises:
        ValueError: it is no such time.
    """
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


@lru_cache(maxsize=1024)
def stamp_seconds(text: str) -> float:
    """As `parse_time`, remembered: rows are asked for their age again and again."""
    return parse_time(text)


@lru_cache(maxsize=64)
def format_time(seconds: int) -> str:
    """ISO 8601 in UTC with whole seconds and a Z, from seconds since the epoch."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


class Clock:
    """The clock of one world. `start` is the frozen time, None for a running clock."""

    def __init__(self, start: float | None = None, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._frozen = start
        self._ahead = 0.0
        self._pinned: float | None = None

    @property
    def frozen(self) -> bool:
        """Whether the clock stands still."""
        return self._frozen is not None

    def now(self) -> float:
        """Seconds since the epoch."""
        if self._pinned is not None:
            return self._pinned
        return self._source() + self._ahead if self._frozen is None else self._frozen

    def stamp(self) -> str:
        """The time as the API writes it."""
        return format_time(int(self.now()))

    def freeze(self, at: float | None = None) -> None:
        """Stop, at a given time or where the clock stands."""
        self._frozen = self.now() if at is None else at

    def advance(self, seconds: float) -> None:
        """Move ahead; a frozen clock stays frozen."""
        if self._frozen is None:
            self._ahead += seconds
        else:
            self._frozen += seconds

    @contextmanager
    def pinned(self, at: float) -> Iterator[None]:
        """Show another time for a while: a step that was due earlier runs as of then."""
        self._pinned = at
        try:
            yield
        finally:
            self._pinned = None

    def save(self) -> tuple[float | None, float]:
        """How the clock goes, for `load`: the frozen time, None for a running one, and how far it is ahead."""
        return self._frozen, self._ahead

    def load(self, saved: tuple[float | None, float]) -> None:
        """Go again as when it was saved."""
        self._frozen, self._ahead = saved

    def run(self) -> None:
        """Follow real time again."""
        self._frozen, self._ahead = None, 0.0
