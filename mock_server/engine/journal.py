"""The list that gains an entry for each event an operation leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_server.engine.contract import ContractError, Json
from mock_server.engine.table import Index, Row

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.contract import Operation
    from mock_server.engine.rows import Rows


@dataclass(frozen=True, slots=True)
class Event:
    """What an entry is made from."""

    name: str
    row: Row | None
    """The row the event is about, as it was left; of a deleted one, as it was last."""
    fields: Mapping[str, Json]
    """What the handler, or the fixture, says about the entry."""
    now: str
    last: Row | None
    """The newest entry of the same tenant."""


Writer = Callable[[Event], Mapping[str, Json]]
"""Makes the fields of an entry; an API's package may bring its own."""


def record(rows: Rows, name: str, tenant: str | None, row: Row | None, fields: Mapping[str, Json]) -> Row:
    """Append an entry to the journal and give it.

    Raises:
        ContractError: the API declares no journal.
    """
    contract = rows.model.contract
    if contract.journal is None:
        raise ContractError(f"{contract.name}: an event {name!r} and no x-conventions.journal to take it")
    resource = contract.resource(contract.journal.resource)
    owner = (resource.tenant,) if resource.tenant else ()
    last = rows.store.scan(resource.name, Index(owner, ("-$seq",)), (tenant,) if owner else (), 0, 1)
    event = Event(name, row, fields, rows.clock.stamp(), last[0] if last else None)
    entry = rows.model.writer(event) if rows.model.writer else {**fields, contract.journal.event: name}
    return rows.insert(resource, tenant, entry)


def make_emitter(operation: Operation) -> Callable[[Act], None] | None:
    """A function that leaves the declared events of an act; None where there are none, or a handler leaves them."""
    if not operation.emits or operation.handler:
        return None

    def emit(act: Act) -> None:
        for name in operation.emits:
            act.emit(name)

    return emit
