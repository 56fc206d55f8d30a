"""Client of a mock's control door: reset, seed, snapshot, clock, limits, log, faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from conformance.errors import JudgeError
from conformance.exchange import Json
from conformance.target import ControlDoor

WORLD_HEADER = "X-Mock-World"
# What a target with a control door can do, as `needs=(…)` of a check names it.
CAPABILITIES = ("control", "clock", "limits", "snapshot", "reset", "log", "faults", "mail")


class Control:
    """Speaks to ``/__mock__/``. Every call is synchronous; a refusal raises JudgeError (the judge cannot go on)."""

    def __init__(self, door: ControlDoor, transport: httpx.BaseTransport | None = None) -> None:
        headers = {WORLD_HEADER: door.world} if door.world else {}
        base = door.url.rstrip("/").removesuffix("/__mock__")
        self._http = httpx.Client(base_url=base, headers=headers, timeout=30, transport=transport, trust_env=False)

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()

    def reset(self) -> None:
        """Put the world back to its fixtures."""
        self._post("reset")

    def seed(self, rows: dict[str, Json]) -> Json:
        """Add rows: resource name → list of rows."""
        return self._post("seed", rows)

    def snapshot(self) -> str:
        """Keep the world's state; returns the snapshot's id."""
        return str(self._post("snapshot")["snapshot"])

    def restore(self, snapshot: str) -> None:
        """Go back to a snapshot."""
        self._post("restore", {"snapshot": snapshot})

    def now(self) -> str:
        """The world's time, ISO 8601."""
        return str(self._ask("GET", "clock")["now"])

    def freeze(self, at: str | bool = True) -> str:
        """Stop the clock, at a given ISO time or where it stands; returns the time."""
        return str(self._post("clock", {"freeze": at})["now"])

    def advance(self, seconds: float) -> str:
        """Move the clock forward by seconds; returns the new time."""
        return str(self._post("clock", {"advance": seconds})["now"])

    def real_time(self) -> str:
        """Let the clock run with real time again."""
        return str(self._post("clock", {"real": True})["now"])

    def limits(self, enabled: bool) -> None:
        """Switch rate limits on or off."""
        self._post("limits", {"enabled": enabled})

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Rate limits on inside, off again after (a run switches them off at its start)."""
        self.limits(True)
        try:
            yield
        finally:
            self.limits(False)

    def log(self) -> Json:
        """Requests this world has seen."""
        return self._ask("GET", "log")

    def outbox(self) -> list[dict[str, Json]]:
        """Mails this world would have sent, oldest first."""
        return list(self._ask("GET", "outbox").get("mails", []))

    def faults(self, faults: Json) -> Json:
        """Declare faults for matching operations."""
        return self._post("faults", faults)

    def _post(self, door: str, body: Json = None) -> Json:
        return self._ask("POST", door, body)

    def _ask(self, method: str, door: str, body: Json = None) -> Json:
        try:
            answer = self._http.request(method, f"/__mock__/{door}", json=body if body is not None else {})
        except httpx.HTTPError as broken:
            raise JudgeError(f"control door {self._http.base_url}: no answer to {door} ({broken})") from None
        if answer.is_error:
            raise JudgeError(f"control door: {door} was refused with {answer.status_code}: {answer.text[:200]}")
        return answer.json() if answer.content else {}
