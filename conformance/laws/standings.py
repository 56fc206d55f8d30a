"""One more law of the keyword `derived`: what the caller is to a row."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.access import Guard
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.laws.admission import admit, dismiss, entry_of, insiders
from conformance.laws.rows import call, home, id_in, require_success
from conformance.laws.subjects import lister, members, reader, resources
from conformance.target import Principal


def standing(contract: Contract, resource: str) -> bool:
    """Whether rows that can be read tell the caller what he is to them."""
    return bool(_fields(contract, resource)) and reader(contract, resource) is not None


def _fields(contract: Contract, resource: str) -> dict[str, str]:
    """The fields that tell it, with those of the membership they come from."""
    derived = contract.resources[resource].get("derived", {})
    return {field: str(rule["member"]) for field, rule in derived.items() if "member" in rule}


@check(module="derived", subjects=resources(standing), writes=True)
def standings(bench: Bench, subject: Subject) -> None:
    """A row tells each caller what he himself is to it, read by itself and in its list."""
    resource, asked = str(subject.resource), 0
    operations = [op for op in (reader(bench.contract, resource), lister(bench.contract, resource)) if op is not None]
    for person, row_id, wanted in _people(bench, resource, operations):
        for operation in operations:
            row = _look(bench, operation, row_id, person)
            for field, value in wanted.items():
                bench.expect(
                    row.get(field, value) == value,
                    f"{field} is not what {person.name} is to the row",
                    expected=value,
                    observed=row.get(field),
                )
        asked += 1
    if not asked:
        bench.skip(f"nobody is known to be in a {resource}, and nobody can be let in")


def _people(
    bench: Bench, resource: str, operations: list[Operation]
) -> Iterator[tuple[Principal, str, dict[str, Json]]]:
    """Members one after the other, the row they are in (empty: where the run is at home) and what they are to it."""
    fields = _fields(bench.contract, resource)
    guard = next((g for g in bench.contract.guards if g.resource == resource), None)
    if guard is not None:
        yield from ((person, "", _held(person, guard, fields)) for person in insiders(bench, *operations))
        return
    row_id, found = "", entry_of(bench.contract, resource)
    for field, name in fields.items() if found else ():
        schema = bench.contract.schema(members(bench.contract, found[1]).get(name, {})) if found else {}
        for person, value in zip(insiders(bench, *operations)[1:], schema.get("enum", ()), strict=False):
            row_id = row_id or bench.id_of(resource, bench.make(resource, tenant=home(bench)))
            member = admit(bench, resource, row_id, person, {name: value})
            yield person, row_id, {field: value}
            dismiss(bench, member)


def _held(person: Principal, guard: Guard, fields: dict[str, str]) -> dict[str, Json]:
    """What the target file says of somebody's membership, as far as it is one value."""
    told = {field: person.holds(guard.name, name) for field, name in fields.items()}
    return {field: values[0] for field, values in told.items() if values is not None and len(values) == 1}


def _look(bench: Bench, operation: Operation, row_id: str, person: Principal) -> dict[str, Json]:
    """The row as an operation shows it to somebody: of a list, the one of that id, or at home the only known one."""
    answer = call(bench, operation, row_id, tenant=home(bench), principal=person)
    require_success(bench, answer)
    if operation.acts.get("as") != "list":
        return dict(answer.json())
    return _pick(bench, operation, bench.items(answer), row_id)


def _pick(bench: Bench, operation: Operation, rows: list[Json], row_id: str) -> dict[str, Json]:
    contract, resource, where = bench.contract, str(operation.resource), home(bench)
    guard = next((g for g in contract.guards if g.resource == resource), None)
    if guard is not None and where is not None:
        named = where.path.get(guard.parameter)
        return next((dict(row) for row in rows if row.get(guard.by) == named), {})
    return next((dict(row) for row in rows if id_in(contract, resource, row) == row_id), {})
