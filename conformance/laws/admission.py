"""Letting somebody in: membership rows a check makes for people of the target file, and takes away again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from conformance.access import Members
from conformance.bench import Bench
from conformance.chain import creating, names_in, stands_for
from conformance.contract import Contract, Operation
from conformance.credentials import has_scopes
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Json
from conformance.laws.rows import home, is_success
from conformance.laws.subjects import members, remover
from conformance.maker import Made
from conformance.shared import weakest
from conformance.sight import Ties, sees, sight_of
from conformance.target import Principal


def insiders(bench: Bench, *operations: Operation) -> list[Principal]:
    """Principals of the home tenant with the scopes some operations ask for, those who may do most first."""
    where = home(bench)
    found = [p for p in bench.client.ranked if where is not None and p.tenant == where.name]
    return [p for p in found if all(has_scopes(operation, p) for operation in operations)]


def entry_of(contract: Contract, resource: str) -> tuple[Members, Operation] | None:
    """The membership rows of a resource and the operation that makes one; None where nobody can be let in."""
    rows = contract.members.get(resource)
    entry = creating(contract, rows.resource) if rows else None
    return (rows, entry) if rows and entry else None


def admit(bench: Bench, resource: str, row_id: str, person: Principal, values: Mapping[str, Json]) -> Made:
    """Make somebody a member of a row, with these values and else those that let him do least.

    Raises CheckSkipped where he cannot be let in: whether that should work is another law's question.
    """
    found = entry_of(bench.contract, resource)
    if found is None or person.user is None:
        raise CheckSkipped(f"nobody can be let into a {resource}, or the target file does not say who {person.name} is")
    rows, entry = found
    chosen = {**weakest(bench.contract, resource, entry), **values}
    properties = members(bench.contract, entry)
    given = {name: value for name, value in chosen.items() if name in properties}
    above = (bench.contract.resources[rows.resource].get("parent") or {}).get("field", rows.of)
    try:
        bench.make(rows.resource, tenant=home(bench), **given, **{rows.user: person.user, above: row_id})
    except BadAnswer as bad:
        raise CheckSkipped(f"{person.name} cannot be let into a {resource}: {bad} ({bad.observed})") from None
    return bench.maker.made[-1]


def dismiss(bench: Bench, row: Made) -> None:
    """Take a row away that a check made; where that does not work it is left to the clean-up."""
    removing = remover(bench.contract, row.resource)
    if removing is not None and row in bench.maker.made:
        ids = {name: value for name, value in row.path.items() if name in names_in(removing.path)}
        answer = bench.client.call(removing, ids, tenant=row.tenant)  # one user may be a member of several rows
        if is_success(answer):
            bench.maker.made.remove(row)


@contextmanager
def admitted(
    bench: Bench,
    operation: Operation,
    ids: Mapping[str, str],
    person: Principal | None,
    wanted: Mapping[str, Mapping[str, Json]] | None = None,
    *,
    but: Collection[str] = (),
) -> Iterator[None]:
    """Somebody as a member, inside, of each row a path names that he would not see else, down to the first of ``but``.

    ``wanted`` says as what, by resource. Raises CheckSkipped where he cannot be let in.
    """
    made: list[Made] = []
    inside: set[str] = set()
    try:
        for name in names_in(operation.path):
            resource = stands_for(bench.contract, operation, name)
            if resource in but:
                break
            if person is not None and resource is not None and name in ids:
                values = (wanted or {}).get(resource)
                if values is not None or _needs(bench.contract, resource, person, inside):
                    made.append(admit(bench, resource, ids[name], person, values or {}))
                inside.add(resource)
        yield
    finally:
        for row in reversed(made):
            dismiss(bench, row)


def _needs(contract: Contract, resource: str, person: Principal, inside: Collection[str]) -> bool:
    """Whether somebody who sees the rows before must be let in to see one; CheckSkipped where that is not to be had."""
    through = any(way.through.resource in inside for way in sight_of(contract, resource) if way.through)
    seen = not sight_of(contract, resource) or sees(contract, resource, person, {}, Ties(through=through))
    if seen is False and entry_of(contract, resource) is None:
        raise CheckSkipped(f"nobody can be let in to see a {resource}")
    return seen is not True and entry_of(contract, resource) is not None
