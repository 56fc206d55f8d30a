"""Waiting out a 429: as long as the answer says, or not at all where the target's clock can be moved."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from conformance.exchange import Exchange

LONGEST = 120.0  # seconds; a server that asks for more is not waited for longer
UNTOLD = 60.0  # seconds waited when a 429 does not say


def _silent(line: str) -> None:
    """Nobody listens."""


@dataclass
class Patience:
    """How a client waits. ``advance`` moves the target's clock by seconds; None = really sleep.

    ``tell`` gets one line before each real wait.
    """

    advance: Callable[[float], object] | None = None
    tell: Callable[[str], None] = _silent
    sleep: Callable[[float], None] = time.sleep
    attempts: int = 5

    def wait(self, answer: Exchange) -> None:
        """Wait what a 429 asks for, at most 120 s."""
        seconds = min(retry_after(answer), LONGEST)
        if self.advance is not None:
            self.advance(seconds)
            return
        self.tell(f"429 from {answer.request.method} {answer.request.path}: waiting {seconds:.0f} s")
        self.sleep(seconds)


def retry_after(answer: Exchange, now: Callable[[], float] = time.time) -> float:
    """Seconds an answer asks to wait (RFC 9110 §10.2.3: delta seconds or an HTTP date); 60 when it does not say."""
    value = answer.headers.get("retry-after", "").strip()
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return UNTOLD
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return max(0.0, when.timestamp() - now())
