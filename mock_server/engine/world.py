"""A world: its own rows, ids, clock, buckets, log and faults. Requests of two worlds never meet."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.engine.agenda import Agenda, Due, Step, run_due, run_step
from mock_server.engine.clock import Clock
from mock_server.engine.contract import ContractError, Json
from mock_server.engine.deliveries import Deliveries, Delivery
from mock_server.engine.ids import Ids
from mock_server.engine.limits import Buckets
from mock_server.engine.model import Model
from mock_server.engine.outbox import Outbox
from mock_server.engine.rows import Rows
from mock_server.engine.store import MemoryStore
from mock_server.engine.trouble import Troubles

HEADER = "x-mock-world"
DEFAULT = "default"
MOST_WORLDS = 1_000
LOG_LENGTH = 1_000
LONGEST_NAME = 100


LogEntry = tuple[str, str, int, str | None, float]
"""Method, path, status, operation (None where no operation saw the request), seconds since the epoch."""


class WorldError(Exception):
    """A world cannot be had; one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every world of a server begins with. `start` is the frozen time in seconds since the epoch, None = real."""

    seed: int = 0
    start: float | None = None
    limited: bool = True
    options: Mapping[str, Json] | None = None
    steps: Mapping[str, Step] | None = None
    webhook_hosts: frozenset[str] = frozenset()
    """Hosts beyond this machine that deliveries may go to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot."""

    store: MemoryStore
    ids: Any
    options: Mapping[str, Json]
    agenda: Agenda
    mails: tuple[dict[str, Json], ...]
    blobs: Mapping[str, bytes]
    clock: tuple[float | None, float]


class World:
    """One world. Hold `lock` around every use of its parts."""

    def __init__(self, name: str, model: Model, settings: Settings, fill: Callable[[World], None]) -> None:
        self.name = name
        self.lock = threading.RLock()
        self.limited = settings.limited
        self.buckets = Buckets()
        self._model = model
        self._settings = settings
        self._fill = fill
        self._snapshots: dict[str, Kept] = {}
        self.deliveries = self._open_deliveries()
        self.reset()

    def reset(self) -> None:
        """Back to the fixtures: rows, bytes, ids, clock, agenda, deliveries, mails, options, buckets, log, troubles.

        The limits' switch stays.
        """
        self._forget_deliveries()
        self.clock = Clock(self._settings.start)
        self.store = MemoryStore(self._model.append_only, self._model.keeps)
        self.ids = Ids(f"{self._settings.seed}:{self.name}")
        self.rows = Rows(self._model, self.store, self.ids, self.clock)
        self.options: dict[str, Json] = dict(self._settings.options or {})
        self.log: deque[LogEntry] = deque(maxlen=LOG_LENGTH)
        self.troubles = Troubles()
        self.agenda = Agenda()
        self.outbox = Outbox()
        self.blobs: dict[str, bytes] = {}
        self.buckets.clear()
        self._snapshots.clear()
        self._fill(self)

    def snapshot(self) -> str:
        """Keep rows, bytes, ids, agenda, mails, options and how the clock goes; gives the snapshot's id."""
        name = f"snapshot-{len(self._snapshots) + 1}"
        self._snapshots[name] = Kept(
            self.store.copy(),
            self.ids.save(),
            dict(self.options),
            self.agenda.copy(),
            tuple(self.outbox.mails),
            dict(self.blobs),
            self.clock.save(),
        )
        return name

    def restore(self, snapshot: str) -> None:
        """Go back to a snapshot, which stays usable, and forget deliveries under way; KeyError for an unknown one."""
        kept = self._snapshots[snapshot]
        self._forget_deliveries()
        self.adopt(kept.store.copy())
        self.ids.load(kept.ids)
        self.options = dict(kept.options)
        self.agenda = kept.agenda.copy()
        self.outbox.mails = list(kept.mails)
        self.blobs = dict(kept.blobs)
        self.clock.load(kept.clock)

    def plan_step(self, at: float, step: str, payload: Mapping[str, Json]) -> None:
        """Register a step of work for a time in seconds since the epoch."""
        self.agenda.add(at, step, payload)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], done: str, payload: Mapping[str, Json]) -> None:
        """Send an HTTP POST in the background and run the step `done` on its outcome; ContractError for no step."""
        if done not in (self._settings.steps or {}):
            raise ContractError(f"a POST names the step {done!r} and the API's package has none of that name")
        self.deliveries.add(Delivery(url, body, headers, done, payload))

    def catch_up(self) -> None:
        """Run the steps whose time has come, in order; ContractError for a step nobody wrote."""
        run_due(self, self._settings.steps or {})

    def has_snapshot(self, snapshot: str) -> bool:
        """Whether there is a snapshot of that id."""
        return snapshot in self._snapshots

    def adopt(self, store: MemoryStore) -> None:
        """Go on with the rows of that store."""
        self.store = self.rows.store = store

    def _open_deliveries(self) -> Deliveries:
        return Deliveries(self._hand_back, self._settings.webhook_hosts)

    def _forget_deliveries(self) -> None:
        self.deliveries.drop()
        self.deliveries = self._open_deliveries()

    def _hand_back(self, deliveries: Deliveries, step: str, payload: Mapping[str, Json]) -> None:
        """Tell a step the outcome of a delivery, unless the world has gone back since it was posted."""
        with self.lock:
            if deliveries is self.deliveries:
                self.catch_up()
                run_step(self, self._settings.steps or {}, Due(self.clock.now(), 0, step, payload))


class Worlds:
    """The worlds of one server, born at first use."""

    def __init__(self, make: Callable[[str], World]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._worlds: dict[str, World] = {}

    def get(self, name: str) -> World:
        """The world of that name.

        Raises:
            WorldError: the name is too long, or there are too many worlds.
        """
        found = self._worlds.get(name)
        return found if found is not None else self._bear(name)

    def peek(self, name: str) -> World | None:
        """The world of that name if it has been born."""
        return self._worlds.get(name)

    def forget(self, name: str) -> bool:
        """Drop a world; it is born anew at its next use. False where there was none."""
        with self._lock:
            world = self._worlds.pop(name, None)
        if world is not None:
            world.deliveries.drop()
        return world is not None

    def close(self, seconds: float) -> None:
        """Let deliveries arrive, so many seconds at most, and send no more."""
        deadline = time.monotonic() + seconds
        for world in list(self._worlds.values()):
            world.deliveries.wait(max(deadline - time.monotonic(), 0))
            world.deliveries.drop()

    def names(self) -> list[str]:
        """Names of the worlds that have been born, sorted."""
        return sorted(self._worlds)

    def _bear(self, name: str) -> World:
        if not 0 < len(name) <= LONGEST_NAME:
            raise WorldError(f"X-Mock-World must name a world in 1 to {LONGEST_NAME} characters")
        with self._lock:
            found = self._worlds.get(name)
            if found is None:
                if len(self._worlds) >= MOST_WORLDS:
                    raise WorldError(f"there are {MOST_WORLDS} worlds already; drop some by POST /__mock__/forget")
                found = self._worlds[name] = self._make(name)
            return found
