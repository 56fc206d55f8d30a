"""Rows that somebody does not see, or sees in one way alone, and who that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from conformance.bench import Bench
from conformance.chain import own_name, stands_for
from conformance.contract import Contract, Operation
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Json
from conformance.laws.admission import admit, entry_of, insiders
from conformance.laws.rows import an, home
from conformance.laws.sites import Site, find_site, make_row
from conformance.laws.subjects import creator, lister, members, reader
from conformance.maker import Made
from conformance.sight import Alternative, Group, Ties, holds, sees, sight_of
from conformance.target import Principal


def hideable(contract: Contract, resource: str) -> bool:
    """Whether not everybody sees the rows of a resource, and they can be made."""
    return bool(sight_of(contract, resource)) and creator(contract, resource) is not None


def lookers(contract: Contract, resource: str) -> list[Operation]:
    """The operations that show a row: reading and listing, where there are such."""
    return [op for op in (reader(contract, resource), lister(contract, resource)) if op is not None]


def veil(contract: Contract, resource: str) -> dict[str, Json]:
    """Members of a new row by which nobody sees it for what it holds."""
    making = creator(contract, resource)
    found: dict[str, Json] = {}
    named = members(contract, making) if making else {}
    for way in sight_of(contract, resource):
        for name, values in way.row.items():
            others = [v for v in _values(contract, named[name]) if v not in values] if name in named else []
            found |= {name: others[0]} if others else {}
    return found


def _values(contract: Contract, schema: dict[str, Json]) -> list[Json]:
    resolved = contract.schema(schema)
    return [True, False] if resolved.get("type") == "boolean" else list(resolved.get("enum", []))


def ends(contract: Contract, resource: str) -> set[str]:
    """Where in a path somebody must not be let in, if he is to see no row of a resource: there, or where it is seen
    through a row it hangs on.
    """
    found = {resource}
    for way in sight_of(contract, resource):
        if way.through is not None and _above(contract, resource) == way.through.by:
            found |= ends(contract, way.through.resource)
    return found


def _above(contract: Contract, resource: str) -> str | None:
    """The field that names the row a row hangs on."""
    field = (contract.resources[resource].get("parent") or {}).get("field")
    return None if field is None else str(field)


def _remote(bench: Bench, resource: str) -> dict[str, Json]:
    """Members of a new row that name rows elsewhere, which it is seen through and its path does not lead to."""
    found: dict[str, Json] = {}
    for way in sight_of(bench.contract, resource):
        spare = bench.shared.spare(way.through.resource) if way.through else None
        if way.through is not None and spare is not None and _above(bench.contract, resource) != way.through.by:
            found[way.through.by] = spare.id
    return found


def hide(bench: Bench, resource: str, **more: Json) -> tuple[str, dict[str, Json]]:
    """A new row that is seen by nobody for what it holds or names: its id, and all that is known of it."""
    fields = {**veil(bench.contract, resource), **_remote(bench, resource), **more}
    try:
        row = bench.make(resource, tenant=home(bench), **fields)
    except BadAnswer as bad:
        raise CheckSkipped(f"needs {an(resource)} not everybody sees: {bad.observed}") from None
    return bench.id_of(resource, row), {**row, **fields}


def stranger(bench: Bench, resource: str, row: Mapping[str, Json], *operations: Operation) -> Principal:
    """Somebody who by the target file does not see a row, if possible with the scopes to ask for it."""
    rows = bench.contract.members.get(resource)
    inside = {made.id for made in bench.maker.made if rows is not None and made.resource == rows.resource}
    everybody = [*insiders(bench, *operations), *insiders(bench)]
    for person in everybody:
        if person.user not in inside and sees(bench.contract, resource, person, row) is False:
            return person
    raise CheckSkipped(f"the target file names nobody who is sure not to see such a {resource}")


def scene(bench: Bench, operation: Operation, name: str, resource: str) -> tuple[Site, dict[str, Json]]:
    """A site of an operation whose path names a row not everybody sees, and what is known of that row."""
    row: dict[str, Json] = {}
    if own_name(bench.contract, operation) == name:
        row_id, row = hide(bench, resource)
        ids = bench.maker.paths.ids(operation, row_id, tenant=home(bench))
        return find_site(bench, operation, rows=False, ids=ids), row
    if veil(bench.contract, resource) or _remote(bench, resource):
        _, row = hide(bench, resource)  # rows below are hung on what the check has made itself
        if own_name(bench.contract, operation) and creator(bench.contract, operation.resource):
            make_row(bench, str(operation.resource))
    return find_site(bench, operation), row


@dataclass(frozen=True)
class Sighting:
    """A row that somebody sees in one way, and the row that gives him that way, where a check made one."""

    row_id: str
    person: Principal
    tie: Made | None = None


@contextmanager
def sighting(bench: Bench, resource: str, way: Alternative) -> Iterator[Sighting]:
    """A new row and somebody who sees it in one way, if possible in no other. Raises CheckSkipped where that is not
    to be had.
    """
    fields = {**veil(bench.contract, resource), **{name: values[0] for name, values in way.row.items()}}
    if way.through is not None:
        fields[way.through.by] = bench.id_of(way.through.resource, bench.make(way.through.resource, tenant=home(bench)))
        if _above(bench.contract, resource) != way.through.by:
            bench.maker.put_aside()
    making = creator(bench.contract, resource)
    settable = {*(members(bench.contract, making) if making else ())}
    settable |= {(bench.contract.resources[resource].get("parent") or {}).get("field")}
    if lost := sorted(set(fields) - settable):
        raise CheckSkipped(f"nobody can say what {lost[0]} a new {resource} has")
    person = _onlooker(bench, resource, way, fields)
    tie: Made | None = None
    link: dict[str, Json] = {}
    if way.group is not None:
        tie, link = _grouped(bench, resource, way.group, person)
    row_id = bench.id_of(resource, bench.make(resource, tenant=home(bench), **fields, **link))
    if way.group is not None and not link:
        _, team = next(iter(_place(bench, way.group, tie).items()))
        bench.make(way.group.link, tenant=home(bench), **{way.group.of: row_id, way.group.by: team})
    if way.through is not None and entry_of(bench.contract, way.through.resource) is not None:
        tie = admit(bench, way.through.resource, str(fields[way.through.by]), person, {})
    if way.member:
        tie = admit(bench, resource, row_id, person, {})
    yield Sighting(row_id, person, tie)


def _onlooker(bench: Bench, resource: str, way: Alternative, row: Mapping[str, Json]) -> Principal:
    contract = bench.contract
    ties = Ties(member=way.member, group=way.group is not None, through=way.through is not None)
    others = [other for other in sight_of(contract, resource) if other != way]
    me = bench.client.principal_of(home(bench))
    people = sorted(insiders(bench, *lookers(contract, resource)), key=lambda p: p == me)
    fitting = [p for p in people if holds(contract, resource, way, p, row, ties) is True]
    told = {p.name: [holds(contract, resource, other, p, row, replace(ties)) for other in others] for p in fitting}
    for clear in ([False], [False, None]):
        for person in fitting:
            if all(seen in clear for seen in told[person.name]):
                return person
    raise CheckSkipped(f"the target file names nobody who sees a {resource} by {way.name} alone")


def _place(bench: Bench, group: Group, tie: Made | None) -> dict[str, str]:
    """The path parameter that names the group a membership was made in, with its value."""
    path = dict(tie.path) if tie else {}
    path.pop(str(bench.contract.resources[group.members].get("parameter")), None)
    return path


def _grouped(bench: Bench, resource: str, group: Group, person: Principal) -> tuple[Made, dict[str, Json]]:
    """A new group with somebody in it, and the members of a new row's body that tie it to the group; none where rows
    of their own do.
    """
    parent = bench.contract.resources[group.members].get("parent") or {}
    if not parent or creator(bench.contract, group.members) is None or person.user is None:
        raise CheckSkipped(f"nobody can be put in a group of a {resource}")
    team = bench.id_of(parent["resource"], bench.make(parent["resource"], tenant=home(bench)))
    bench.make(group.members, tenant=home(bench), **{parent["field"]: team, group.user: person.user})
    tie = bench.maker.made[-1]
    if creator(bench.contract, group.link) is not None:
        return tie, {}
    making = creator(bench.contract, resource)
    named = members(bench.contract, making) if making else {}
    rules = bench.contract.resources[resource].get("references", {})
    for name in named:
        if rules.get(name, {}).get("resource") == parent["resource"] or name == f"{group.by}s":
            return tie, {name: [team] if bench.contract.schema(named[name]).get("type") == "array" else team}
    raise CheckSkipped(f"no operation ties a group to a {resource}")


def names_row(contract: Contract, operation: Operation) -> list[tuple[str, str]]:
    """The path parameters of an operation that name rows which can be hidden, each with its resource."""
    names = [p.name for p in operation.parameters if p.where == "path"]
    pairs = [(name, stands_for(contract, operation, name)) for name in names]
    return [(name, resource) for name, resource in pairs if resource and hideable(contract, resource)]
