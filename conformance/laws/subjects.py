"""What a law runs over, and which operations make, show and remove the rows of a resource."""

from __future__ import annotations

from collections.abc import Callable

from conformance.access import is_personal
from conformance.bodies import all_properties
from conformance.chain import creating, deleting, is_nested, listing, own_name
from conformance.check import Subject
from conformance.contract import Contract, Operation
from conformance.exchange import Json


def resources(test: Callable[[Contract, str], object]) -> Callable[[Contract], list[Subject]]:
    """Subjects: every resource that passes a test."""

    def find(contract: Contract) -> list[Subject]:
        return [Subject(name=name, resource=name) for name in contract.resources if test(contract, name)]

    return find


def operations(test: Callable[[Contract, Operation], object]) -> Callable[[Contract], list[Subject]]:
    """Subjects: every operation that passes a test."""

    def find(contract: Contract) -> list[Subject]:
        every = contract.operations.values()
        return [Subject(name=op.id, resource=op.resource, operation=op) for op in every if test(contract, op)]

    return find


def whole_api(_contract: Contract) -> list[Subject]:
    """Subjects: the API as one."""
    return [Subject(name="api")]


def creator(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that makes a row, as `conformance.chain.creating` finds it."""
    return creating(contract, resource)


def remover(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that deletes a row, as `conformance.chain.deleting` finds it."""
    return deleting(contract, resource)


def reader(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that reads one row: the one that names it last in its path, where there are several."""
    if resource is None:
        return None
    found = [op for op in contract.by("read", resource) if not is_personal(contract, op)]
    if is_nested(contract):
        found = [
            *found,
            *(op for op in contract.by("custom", resource) if op.method == "GET" and _shows_row(contract, op)),
        ]
    return _last_named(contract, found)


def lister(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that lists rows."""
    return listing(contract, resource) if is_nested(contract) else next(iter(contract.by("list", resource or "")), None)


def list_name(contract: Contract, operation: Operation) -> str:
    """What a list is called as a subject: its resource; its own name where the resource has another list before it."""
    first = next(iter(contract.by("list", operation.resource)), operation)
    return operation.resource if operation.resource and first is operation else operation.id


def _last_named(contract: Contract, found: list[Operation]) -> Operation | None:
    names = {op.id: own_name(contract, op) for op in found}
    whole = [op for op in found if names[op.id] and op.path.endswith(f"{{{names[op.id]}}}")]
    return next(iter([*whole, *(op for op in found if op.acts.get("as") == "read")]), None)


def _shows_row(contract: Contract, operation: Operation) -> bool:
    """Whether a custom operation answers the row it names, as JSON."""
    schema = contract.answer_schema(operation, operation.success())
    field = contract.resources[str(operation.resource)]["id"]["field"]
    return schema is not None and field in all_properties(contract, schema)


def is_visible(contract: Contract, resource: str) -> bool:
    """Whether rows can be seen at all."""
    return bool(reader(contract, resource) or lister(contract, resource))


def members(contract: Contract, operation: Operation) -> dict[str, Json]:
    """The members of an operation's body, by name."""
    return all_properties(contract, operation.body_schema or {})


def has_path_id(contract: Contract, operation: Operation) -> bool:
    """Whether the row an operation acts on is named in its path."""
    return own_name(contract, operation) is not None if is_nested(contract) else "{" in operation.path
