"""A declared state table: which moves leave a state, how each is asked for, and the way from one state to another."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.bodies import all_properties, example_body, required_members
from conformance.contract import MISSING
from conformance.exchange import Exchange, Json
from conformance.laws.rows import Row, call, is_success
from conformance.laws.subjects import members
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench


@dataclass(frozen=True)
class Move:
    """One declared move. ``source`` holds the states it leaves, None for any; ``sets`` other fields it changes."""

    operation: str
    when: tuple[tuple[str, Json], ...]
    source: tuple[Json, ...] | None
    target: Json
    sets: tuple[str, ...]
    basis: str | None

    def leaves(self, state: Json) -> bool:
        """Whether the move starts from a state."""
        return self.source is None or state in self.source

    @property
    def name(self) -> str:
        """Operation and what selects the move, for messages."""
        chosen = ", ".join(str(value) for _, value in self.when)
        return f"{self.operation} ({chosen})" if chosen else self.operation


class Table:
    """The moves of one resource, and how to make them on a target."""

    def __init__(self, bench: Bench, resource: str) -> None:
        self.bench = bench
        self.resource = resource
        states = bench.contract.resources[resource]["states"]
        self.field: str = states["field"]
        self.initial: Json = states["initial"]
        self.illegal: str | None = states.get("illegal")
        self.moves = [
            Move(
                operation=move["op"],
                when=tuple(sorted((move.get("when") or {}).items())),
                source=None if move["from"] == "any" else tuple(move["from"]),
                target=move["to"],
                sets=tuple(move.get("set") or ()),
                basis=move.get("basis"),
            )
            for move in states["moves"]
        ]

    @property
    def restless(self) -> bool:
        """Whether rows also move on their own: there are states that no declared move leads to."""
        schema = self.bench.contract.schema(self.bench.contract.resources[self.resource]["schema"])
        values = self.bench.contract.schema(all_properties(self.bench.contract, schema).get(self.field, {})).get("enum")
        return bool(set(values or ()) - {self.initial, *(move.target for move in self.moves)})

    def legal(self, state: Json) -> list[Move]:
        """The moves that leave a state, the sure ones first; of one request in one state only the first counts."""
        found: dict[tuple[str, tuple[tuple[str, Json], ...]], Move] = {}
        for move in sorted(self.moves, key=lambda m: m.basis == "assumed"):
            if move.leaves(state):
                found.setdefault((move.operation, move.when), move)
        return list(found.values())

    def way(self, start: Json, goal: Json) -> list[Move] | None:
        """The shortest sequence of sure moves between two states; None where there is none."""
        ways: dict[Json, list[Move]] = {start: []}
        waiting = deque([start])
        while waiting:
            state = waiting.popleft()
            if state == goal:
                return ways[state]
            for move in self.legal(state):
                if move.basis != "assumed" and move.target not in ways:
                    ways[move.target] = [*ways[state], move]
                    waiting.append(move.target)
        return None

    def reachable(self, start: Json) -> list[Json]:
        """The states that sure moves lead to, the first included."""
        states = dict.fromkeys([start, *(move.target for move in self.moves)])
        return [state for state in states if self.way(start, state) is not None]

    def around(self, start: Json) -> list[Json]:
        """The other states sure moves lead to and back from: a row in one of them is still in use."""
        return [state for state in self.reachable(start) if state != start and self.way(state, start) is not None]

    def undone(self, state: Json, done: set[tuple[Move, Json]]) -> list[Move] | None:
        """The shortest path to a move not yet made from its state, that move included; None when all are done."""
        reached = [s for s in dict.fromkeys([state, *(m.target for m in self.moves)]) if self.way(state, s) is not None]
        options = []
        for stop in reached:
            new = [move for move in self.legal(stop) if (move, stop) not in done]
            # What stays where it is comes first: what leaves has to come back.
            new.sort(key=lambda move: move.target != stop)
            options += [[*(self.way(state, stop) or []), move] for move in new[:1]]
        return min(options, key=len, default=None)

    def make(self, move: Move, row_id: str, tenant: Tenant | None) -> Exchange:
        """Ask for a move; whatever comes back."""
        return call(self.bench, move.operation, row_id, tenant=tenant, json=self.body(move))

    def body(self, move: Move) -> Json:
        """What selects a move; with the rest of a valid body where that is not enough. ``...`` = no body."""
        operation = self.bench.contract.operations[move.operation]
        if operation.body_schema is None:
            return ...
        chosen = dict(move.when)
        if required_members(self.bench.contract, operation.body_schema) <= set(chosen):
            return chosen
        known = members(self.bench.contract, operation)
        return {k: v for k, v in example_body(self.bench.contract, operation).items() if k in known} | chosen

    def state_of(self, row: Row | None) -> Json:
        """The state a row shows; MISSING where it shows none."""
        return row.get(self.field, MISSING) if row else MISSING

    def bring(self, row_id: str, goal: Json, tenant: Tenant | None) -> None:
        """Move a row to a state, by whatever single move leads there; used to put borrowed rows back."""
        for move in self.moves:
            if move.target == goal and is_success(self.make(move, row_id, tenant)):
                return
