"""Work that takes time: named steps with a due time, run when the world's clock passes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from mock_server.engine.contract import ContractError, Json
from mock_server.engine.table import Row

if TYPE_CHECKING:
    from mock_server.engine.world import World


class Due(NamedTuple):
    """A registered step; steps due at the same second run in the order of registration."""

    at: float
    number: int
    step: str
    payload: Mapping[str, Json]


class Agenda:
    """The steps of one world that have not run yet."""

    def __init__(self) -> None:
        self._steps: list[Due] = []
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._steps)

    def add(self, at: float, step: str, payload: Mapping[str, Json]) -> None:
        """Register a step for a time in seconds since the epoch."""
        self._count += 1
        heappush(self._steps, Due(at, self._count, step, dict(payload)))

    def take(self, now: float) -> Due | None:
        """The next step that is due, taken out; None where none is."""
        return heappop(self._steps) if self._steps and self._steps[0].at <= now else None

    def copy(self) -> Agenda:
        """An agenda with the same steps that lives on its own."""
        twin = Agenda()
        twin._steps, twin._count = list(self._steps), self._count
        return twin


class Turn:
    """What a step sees and may do. Rows of every tenant are in its reach; while it runs, its due time is now."""

    def __init__(self, world: World, due: Due) -> None:
        self.world = world
        self.rows = world.rows
        self.payload = due.payload
        self.now = world.clock.stamp()
        self._at = due.at

    def get(self, resource: str, row_id: str) -> Row | None:
        """The row of that id, or None."""
        return self.rows.store.get(resource, row_id)

    def where(self, resource: str, **fields: Json) -> list[Row]:
        """Rows whose fields have those values, oldest first."""
        return self.rows.search(resource, fields)

    def create(self, resource: str, fields: Mapping[str, Json]) -> Row:
        """Add a row; the field of its tenant must be given where it has one. Refused where a unique value is taken."""
        return self.rows.create(resource, None, fields)

    def change(self, resource: str, row_id: str, fields: Mapping[str, Json]) -> Row:
        """Set fields of a row; KeyError for an unknown id."""
        return self.rows.change(resource, row_id, fields)

    def remove(self, resource: str, row_id: str) -> Row:
        """Delete a row as its resource declares; KeyError for an unknown id."""
        return self.rows.remove(resource, row_id)

    def later(self, seconds: float, step: str, payload: Mapping[str, Json]) -> None:
        """Register a further step, so many seconds after this one was due."""
        self.world.plan_step(self._at + seconds, step, payload)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], done: str, payload: Mapping[str, Json]) -> None:
        """Send an HTTP POST; see `Act.post`."""
        self.world.post(url, body, headers, done, payload)


Step = Callable[[Turn], None]
"""One declared step of work that takes time."""


def run_due(world: World, steps: Mapping[str, Step]) -> None:
    """Run every step that is due, and those they register, in order of their times.

    Raises:
        ContractError: a step nobody wrote is due.
    """
    while (due := world.agenda.take(world.clock.now())) is not None:
        run_step(world, steps, due)


def run_step(world: World, steps: Mapping[str, Step], due: Due) -> None:
    """Run one step as of its time; ContractError where nobody wrote it."""
    step = steps.get(due.step)
    if step is None:
        raise ContractError(f"a step {due.step!r} is due and the API's package has none of that name")
    with world.clock.pinned(due.at):
        step(Turn(world, due))
