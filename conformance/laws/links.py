"""Derived fields and the rows they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.contract import Contract
from conformance.laws.moves import Table
from conformance.laws.rows import Row, is_success
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench


@dataclass(frozen=True)
class Link:
    """A derived field and the rows it comes from."""

    field: str
    kind: str
    source: str
    by: str
    fields: tuple[str, ...]


def links(contract: Contract, resource: str, kind: str) -> list[Link]:
    """The derived fields of one kind (count, tally, collect, copy) of a resource."""
    found = []
    for field, rule in contract.resources[resource].get("derived", {}).items():
        if kind in rule:
            fields = tuple(rule.get("fields") or ([rule["field"]] if "field" in rule else []))
            found.append(Link(field, kind, rule[kind], rule["by"], fields))
    return found


def change(bench: Bench, link: Link, source_id: str, source: Row, tenant: Tenant | None) -> bool:
    """Change a copied state by a declared move; whether there was one to make."""
    states = bench.contract.resources[link.source].get("states") or {}
    if states.get("field") not in (link.fields or (link.field,)):
        return False
    table = Table(bench, link.source)
    state = table.state_of(source)
    leaving = [move for move in table.legal(state) if move.target != state]
    return bool(leaving) and is_success(table.make(leaving[0], source_id, tenant))
