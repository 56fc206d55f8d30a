"""Derived fields and the rows they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.bodies import all_properties, distinct
from conformance.contract import Contract
from conformance.laws.moves import Table
from conformance.laws.rows import Row, call, is_success
from conformance.laws.subjects import members, reader
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
    """The derived fields of one kind (count, tally, collect, copy) of a resource, where reading a row shows them."""
    found = []
    reading = reader(contract, resource)
    schema = contract.answer_schema(reading, reading.success()) if reading is not None else None
    shown = all_properties(contract, schema) if schema else None
    for field, rule in contract.resources[resource].get("derived", {}).items():
        if kind in rule and (shown is None or field in shown):
            fields = tuple(rule.get("fields") or ([rule["field"]] if "field" in rule else []))
            found.append(Link(field, kind, rule[kind], rule["by"], fields))
    return found


def change(bench: Bench, link: Link, source_id: str, source: Row, tenant: Tenant | None) -> bool:
    """Change a copied state by a declared move, else a copied text by an update; whether there was one to make."""
    states = bench.contract.resources[link.source].get("states") or {}
    if states.get("field") not in (link.fields or (link.field,)):
        return _rename(bench, link, source_id, source, tenant)
    table = Table(bench, link.source)
    state = table.state_of(source)
    leaving = [move for move in table.legal(state) if move.target != state]
    return bool(leaving) and is_success(table.make(leaving[0], source_id, tenant))


def _rename(bench: Bench, link: Link, source_id: str, source: Row, tenant: Tenant | None) -> bool:
    """Give a row the run made another name."""
    if not any(made.id == source_id for made in bench.maker.made):
        return False
    for operation in bench.contract.by("update", link.source):
        for name in link.fields or (link.field,):
            schema = members(bench.contract, operation).get(name)
            if schema is None or not isinstance(source.get(name), str):
                continue
            value = distinct(bench.contract, bench.contract.schema(schema), str(source[name]), bench.word())
            if value != source[name]:
                return is_success(call(bench, operation, source_id, tenant=tenant, json={name: value}))
    return False
