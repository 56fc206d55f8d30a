"""Rows that differ in one field: which request gives it a value, and which values it can be given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.bodies import distinct, validator
from conformance.chain import above_names, creating, own_name, stands_for
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.laws.moves import Table
from conformance.laws.naming import good_row, is_user
from conformance.laws.rows import Row, fetch, home, require_success, rows_of
from conformance.laws.sites import Site
from conformance.laws.subjects import creator, members
from conformance.narrowing import values_at
from conformance.references import Reference, references_of

if TYPE_CHECKING:
    from conformance.bench import Bench

EARLY, LATE = "2031-01-01", "2031-06-01"
LONG_AGO = "2001-01-01"


@dataclass(frozen=True)
class Setting:
    """How rows get a value in a field: by a ``member`` of a body, which may name another row, whose field ``tail``
    (of an id: the id) then shows; without an operation by the moves of the row's states.
    """

    resource: str
    member: str
    operation: Operation | None = None
    reference: Reference | None = None
    tail: str = ""

    @property
    def at_birth(self) -> bool:
        """Whether a creation can give the value."""
        return self.operation is not None and self.operation.acts.get("as") == "create"


@dataclass(frozen=True)
class Sample:
    """A value: as a body gives it, and as a filter asks for it."""

    given: Json
    asked: Json


def setting_of(contract: Contract, resource: str, field: str, parameter: str = "") -> Setting | None:
    """The request that gives a field a value; creations come first. None where there is none."""
    making = creator(contract, resource)
    if making is None:
        return None
    changing = [op for op in contract.operations.values() if op.resource == resource and _changes(contract, op)]
    for operation in [making, *changing]:
        found = _member_for(contract, operation, resource, field, parameter)
        if found is not None:
            return found
    moves = (contract.resources[resource].get("states") or {}).get("field") == field
    return Setting(resource, field) if moves else None


def _changes(contract: Contract, operation: Operation) -> bool:
    """Whether an operation changes the row its path names by a body."""
    changing = operation.acts.get("as") in ("update", "move", "custom") and operation.method in ("PATCH", "PUT", "POST")
    return changing and operation.takes_json and own_name(contract, operation) is not None


def _member_for(contract: Contract, operation: Operation, resource: str, field: str, parameter: str) -> Setting | None:
    head, _, tail = field.partition(".")
    named = {entry.member: entry for entry in references_of(contract, operation)}
    derived = contract.resources[resource].get("derived", {}).get(head, {})
    for name in (derived.get("by"), head, f"{head}Id", f"{head}Ids", parameter, f"{parameter}s"):
        if name in named and (tail or name == field):
            return Setting(resource, name, operation, named[name], tail or "id")
    if tail or field not in members(contract, operation):
        return None
    parent = contract.resources[resource].get("parent") or {}
    if parent.get("field") == field:
        above = Reference(field, parent["resource"], str(parent.get("missing")), many=False, nullable=True)
        return Setting(resource, field, operation, above, "id")
    return Setting(resource, field, operation)


def stage(bench: Bench, operation: Operation) -> None:
    """A parent of the check's own for the rows of a list, where such parents can be made: its list is then short."""
    above = above_names(bench.contract, operation)
    parent = stands_for(bench.contract, operation, above[-1]) if above else None
    if parent is not None and creating(bench.contract, parent) is not None:
        bench.make(parent, tenant=home(bench))


def two_samples(bench: Bench, setting: Setting) -> list[Sample]:
    """Two values that differ; fewer where there are not two."""
    return _first_two(samples(bench, setting))


def _first_two(found: Iterator[Sample]) -> list[Sample]:
    kept: list[Sample] = []
    for sample in found:
        if all(sample.asked != other.asked for other in kept):
            kept.append(sample)
        if len(kept) == 2:
            break
    return kept


def samples(bench: Bench, setting: Setting) -> Iterator[Sample]:
    """Values a field can be given, one after the other."""
    if setting.operation is None:
        table = Table(bench, setting.resource)
        yield from (Sample(state, state) for state in table.reachable(table.initial))
    elif setting.reference is not None:
        yield from _named(bench, setting, setting.operation, setting.reference)
    else:
        schema = bench.contract.schema(members(bench.contract, setting.operation)[setting.member])
        yield from (Sample(value, value) for value in _plain(bench, schema))


def _named(bench: Bench, setting: Setting, operation: Operation, entry: Reference) -> Iterator[Sample]:
    contract, tenant = bench.contract, home(bench)
    if setting.tail != contract.resources[entry.resource]["id"]["field"]:
        rows = rows_of(bench, entry.resource, tenant)
        told = ((bench.id_of(entry.resource, row), values_at(row, setting.tail)) for row in rows)
        yield from (Sample(_one(entry, row_id), value[0]) for row_id, value in told if value)
        return
    if creating(contract, entry.resource) is None and not is_user(contract, entry.resource):
        for row in rows_of(bench, entry.resource, tenant):
            row_id = bench.id_of(entry.resource, row)
            yield Sample(_one(entry, row_id), row_id)
        return
    site = Site(bench.maker.paths.ids(operation, tenant=tenant) if setting.at_birth else {}, tenant=tenant)
    while True:
        row_id = good_row(bench, operation, entry, site)
        yield Sample(_one(entry, row_id), row_id)


def _one(entry: Reference, row_id: str) -> Json:
    return [row_id] if entry.many else row_id


def _plain(bench: Bench, schema: dict[str, Json]) -> Iterator[Json]:
    """Values of a member that names no row: its enumeration, both truths, two times, texts nobody else has."""
    parts = [bench.contract.schema(part) for key in ("anyOf", "oneOf") for part in schema.get(key, ())]
    solid = next((part for part in parts if part.get("type") != "null"), schema)
    kinds = solid.get("type", ())
    if values := solid.get("enum"):
        yield from (value for value in values if value is not None)
    elif "boolean" in kinds:
        yield from (True, False)
    elif solid.get("format") in ("date", "date-time"):
        yield from (moment(solid, day) for day in (EARLY, LATE))
    elif "string" in kinds:
        yield from (distinct(bench.contract, solid, "judge", bench.word()) for _ in range(2))
    elif {"integer", "number"} & {kinds, *kinds}:
        low = solid.get("minimum", 1)
        yield from (low, low + 1)


def fitting(bench: Bench, setting: Setting, values: Iterable[Json]) -> Json:
    """The first of several values that a member takes; None where it takes none of them."""
    if setting.operation is None:
        return None
    is_valid = validator(bench.contract, members(bench.contract, setting.operation)[setting.member])
    return next((value for value in values if is_valid(value)), None)


def moment(schema: dict[str, Json], day: str) -> str:
    """A day as a member takes it: as a date, or as its first instant."""
    return day if schema.get("format") == "date" else f"{day}T00:00:00Z"


def put(bench: Bench, resource: str, *values: tuple[Setting, Sample], **ties: Json) -> str:
    """The id of a new row that has these values; ``ties`` hang it on others."""
    tenant = home(bench)
    at_birth = {setting.member: sample.given for setting, sample in values if setting.at_birth}
    row_id = bench.id_of(resource, bench.make(resource, tenant=tenant, **at_birth, **ties))
    for setting, sample in values:
        if setting.operation is None:
            _move(bench, resource, row_id, sample.given)
        elif not setting.at_birth:
            body: Row = {setting.member: sample.given}
            fetch(bench, setting.operation, row_id, tenant=tenant, json=body)
    return row_id


def _move(bench: Bench, resource: str, row_id: str, state: Json) -> None:
    table = Table(bench, resource)
    for move in table.way(table.initial, state) or []:
        require_success(bench, table.make(move, row_id, home(bench)))


def sample_of(bench: Bench, setting: Setting, wanted: Json) -> Sample | None:
    """The value a filter would ask for as a body gives it; None where it cannot be given."""
    if setting.operation is not None and setting.reference is None:
        return Sample(wanted, wanted) if fitting(bench, setting, (wanted,)) is not None else None
    if setting.reference is not None and setting.tail == "id":
        return None
    return next((sample for sample in samples(bench, setting) if sample.asked == wanted), None)
