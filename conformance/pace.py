"""Keeping to a pace: so many requests a minute and no more."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Pace:
    """``per_minute`` requests in any 60 seconds; None = as fast as it goes. Not safe to share without a lock."""

    per_minute: int | None
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _sent: deque[float] = field(default_factory=deque)

    def keep(self, *, wait: bool) -> None:
        """Count one request, after waiting for its turn unless ``wait`` is false."""
        if not self.per_minute:
            return
        now = self.clock()
        while self._sent and now - self._sent[0] >= 60:
            self._sent.popleft()
        if wait and len(self._sent) >= self.per_minute:
            self.sleep(60 - (now - self._sent[0]))
            self._sent.popleft()
        self._sent.append(self.clock())
