"""The rights a user has, where tokens hold none of their own: who lacks what an operation asks for, and who has it."""

from __future__ import annotations

from conformance.access import Credential, schemes_of
from conformance.bench import Bench
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.laws.parts import passing
from conformance.laws.rows import home
from conformance.target import Principal


def kinds_of(contract: Contract, operation: Operation) -> list[Credential]:
    """The kinds of tokens with the rights of their user that an operation takes and asks a right of."""
    asked = schemes_of(operation)
    return [kind for name, kind in contract.credentials.items() if kind.rights and not kind.grants and asked.get(name)]


def rights_of(contract: Contract, operation: Operation) -> tuple[str, ...]:
    """The rights an operation asks of a user; none where it asks for none."""
    kinds = kinds_of(contract, operation)
    return schemes_of(operation)[kinds[0].scheme] if kinds else ()


def _users(bench: Bench, operation: Operation) -> list[Principal]:
    """The people of the home tenant with such a token and rights that the file names."""
    schemes, where = {kind.scheme for kind in kinds_of(bench.contract, operation)}, home(bench)
    people = [p for p in bench.client.ranked if where is not None and p.tenant == where.name]
    return [p for p in people if p.scheme in schemes and p.scopes]


def lacking(bench: Bench, operation: Operation) -> Principal:
    """Somebody who lacks what an operation asks for, and as little else as possible. CheckSkipped where nobody does."""
    needed = set(rights_of(bench.contract, operation))
    found = [p for p in _users(bench, operation) if not needed & set(p.scopes)]
    return _first(bench, operation, sorted(found, key=lambda p: -len(p.scopes)), "lacks")


def having(bench: Bench, operation: Operation) -> Principal:
    """Somebody who has what an operation asks for, and as little else as possible. CheckSkipped where nobody has."""
    needed = set(rights_of(bench.contract, operation))
    found = [p for p in _users(bench, operation) if needed <= set(p.scopes)]
    return _first(bench, operation, sorted(found, key=lambda p: len(p.scopes)), "has")


def exempt(bench: Bench, operation: Operation) -> Principal:
    """Somebody who passes without any right. CheckSkipped where the file names nobody."""
    where = home(bench)
    people = [p for p in bench.client.ranked if where is not None and p.tenant == where.name and not p.scopes]
    for kind in kinds_of(bench.contract, operation):
        for person in people:
            if person.scheme == kind.scheme and is_exempt(kind, person):
                return person
    raise CheckSkipped("the target file names nobody who passes without any right")


def is_exempt(kind: Credential, person: Principal) -> bool:
    """Whether the file says of somebody what makes him pass every right."""
    told = {name: person.holds("user", name) for name in kind.all_for or {}}
    return any(
        set(told[name] or ()) & set(map(str, values if isinstance(values, list) else [values]))
        for name, values in (kind.all_for or {}).items()
    )


def _first(bench: Bench, operation: Operation, people: list[Principal], what: str) -> Principal:
    why = f"the target file names nobody who {what} {' and '.join(rights_of(bench.contract, operation))}"
    for person in people:
        try:
            passing(bench, operation, person)
        except CheckSkipped as skipped:
            why = str(skipped)
        else:
            return person
    raise CheckSkipped(why)
