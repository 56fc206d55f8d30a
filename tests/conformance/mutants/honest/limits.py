"""Requests per minute and address: 100 for the API, 30 for webhooks, counted apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .wire import Refusal, Request

MINUTE = 60.0


@dataclass
class Window:
    """A fixed window: where it began (epoch seconds) and how many requests it let through."""

    start: float
    count: int = 0


class Limits:
    """The limiter of ``App``, kept beside it because many subjects break it."""

    limits: bool
    windows: dict[tuple[str, ...], Window]

    def now(self) -> float:
        """Epoch seconds."""
        raise NotImplementedError

    def meet_limit(self, request: Request) -> None:
        """Count the request; 429 with Retry-After where its bucket is used up."""
        if not self.limits:
            return
        key = (*self.holder(request), self.bucket(request))
        window = self.windows.get(key)
        if window is None or self.now() >= window.start + MINUTE:
            window = self.windows[key] = Window(self.now())
        if window.count >= self.quota(self.bucket(request)):
            raise self.limited(math.ceil(window.start + MINUTE - self.now()))
        window.count += 1

    def holder(self, request: Request) -> tuple[str, ...]:
        """Whose budget a request eats."""
        return (request.ip,)

    def bucket(self, request: Request) -> str:
        """The budget a request eats; both path forms eat from one."""
        return "webhooks" if request.path.startswith("/webhooks/") else "api"

    def quota(self, bucket: str) -> int:
        """Requests per minute of a bucket."""
        return 30 if bucket == "webhooks" else 100

    def limited(self, seconds: int) -> Refusal:
        """The refusal of one request too many; ``seconds`` until the budget is fresh."""
        return Refusal(429, "RATE_LIMITED", "Too many requests", {"Retry-After": str(max(seconds, 1))})
