"""What a run of random steps expects: the rows it made, who owns them, what they hold, and what hangs on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from conformance.bodies import all_properties
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.target import Tenant


@dataclass
class Row:
    """One row a sequence made. ``holds`` are the members that reads must show."""

    resource: str
    id: str
    tenant: Tenant | None
    holds: dict[str, Json]
    parent: Row | None = None
    live: bool = True
    path: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """One declared move: the operation, the body that selects it, from which values of the field to which."""

    operation: Operation
    body: dict[str, Json] | None
    source: tuple[Json, ...] | None
    target: Json
    basis: str


@dataclass
class Model:
    """The rows of one sequence, live and gone."""

    contract: Contract
    rows: list[Row] = field(default_factory=list)

    def live(self, resource: str | None = None, tenant: Tenant | None = None) -> list[Row]:
        """Live rows, of one resource and one tenant where named."""
        return [
            row
            for row in self.rows
            if row.live and resource in (None, row.resource) and (tenant is None or row.tenant == tenant)
        ]

    def gone(self) -> list[Row]:
        """Rows that were deleted, themselves or with their parent."""
        return [row for row in self.rows if not row.live]

    def hung_on(self) -> list[Row]:
        """Live rows that other live rows hang on."""
        parents = [row.parent for row in self.live() if row.parent]
        return [row for row in self.live() if any(parent is row for parent in parents)]

    def is_open(self, operation: Operation, row: Row) -> bool:
        """Whether no gate of an operation is closed by the state that a row, or one above it, was brought to."""
        gates = [self.contract.gates[name] for name in operation.acts.get("gates", ())]
        closed = any(
            gate.of == row.resource and gate.field in row.holds and row.holds[gate.field] not in gate.values
            for gate in gates
        )
        return not closed and (row.parent is None or self.is_open(operation, row.parent))

    def remove(self, row: Row) -> None:
        """Delete a row and, where the contract cascades, everything under it."""
        row.live = False
        for child in self.rows:
            if child.parent is row and child.live and self._cascades(child.resource):
                self.remove(child)

    def _cascades(self, resource: str) -> bool:
        parent = self.contract.resources[resource].get("parent") or {}
        return parent.get("on_delete") == "cascade"


def lifecycles(contract: Contract) -> list[str]:
    """Resources whose rows can be made, seen and deleted again by declared operations, and are told apart by their ids.

    A membership that is named by its user alone is another row in another place, and the same one when it is renewed.
    """
    seen = {op.resource for act in ("read", "list") for op in contract.by(act)}
    return [
        name
        for name in contract.resources
        if contract.by("create", name) and contract.by("delete", name) and name in seen and _has_id(contract, name)
    ]


def _has_id(contract: Contract, resource: str) -> bool:
    """Whether the answer to a creation shows the row's id."""
    making = contract.by("create", resource)[0]
    schema = contract.answer_schema(making, making.success())
    return schema is None or contract.resources[resource]["id"]["field"] in all_properties(contract, schema)


def moves(contract: Contract, resource: str) -> Iterator[Move]:
    """The declared moves of a resource's states."""
    states = contract.resources[resource].get("states") or {}
    for move in states.get("moves", []):
        yield Move(
            operation=contract.operations[move["op"]],
            body=dict(move["when"]) if move.get("when") else None,
            source=None if move["from"] == "any" else tuple(move["from"]),
            target=move["to"],
            basis=move.get("basis", "documented"),
        )


def visible(contract: Contract, operation: Operation, sent: dict[str, Json]) -> dict[str, Json]:
    """The members of a sent body that an operation's answer shows by its schema."""
    schema = contract.answer_schema(operation, operation.success())
    if not schema:
        return {}
    resolved = contract.schema(schema)
    if resolved.get("type") == "array":
        resolved = contract.schema(resolved["items"])
    return {name: value for name, value in sent.items() if name in resolved.get("properties", {})}
