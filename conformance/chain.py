"""What the parameters of a path stand for: guarded rows, and rows that hang on each other from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.bodies import all_properties
from conformance.exchange import Json
from conformance.parts import Operation

if TYPE_CHECKING:
    from conformance.contract import Contract


def names_in(path: str) -> list[str]:
    """Names of a path's parameters, left to right."""
    return re.findall(r"\{([^}]+)\}", path)


def guard_names(contract: Contract) -> set[str]:
    """The path parameters that name guarded rows."""
    return {guard.parameter for guard in contract.guards}


def ancestors(contract: Contract, resource: str | None) -> Iterator[str]:
    """A resource and those it hangs on, nearest first."""
    seen: set[str] = set()
    while resource is not None and resource in contract.resources and resource not in seen:
        seen.add(resource)
        yield resource
        resource = (contract.resources[resource].get("parent") or {}).get("resource")


def stands_for(contract: Contract, operation: Operation, name: str) -> str | None:
    """The resource a path parameter names a row of; None where no resource declares it.

    Several resources may share a parameter's name: the operation's own comes first, then those it hangs on.
    """
    for resource in ancestors(contract, operation.resource):
        if contract.resources[resource].get("parameter") == name:
            return resource
    if name in guard_names(contract):
        return next(guard.resource for guard in contract.guards if guard.parameter == name)
    return next((r for r, declared in contract.resources.items() if declared.get("parameter") == name), None)


def own_name(contract: Contract, operation: Operation) -> str | None:
    """The path parameter that names the row the operation acts on; None where it names none."""
    names = names_in(operation.path)
    declared = contract.resources.get(operation.resource or "", {}).get("parameter")
    guarding = next((g.parameter for g in contract.guards if g.resource == operation.resource), None)
    if (declared := declared or guarding) is not None:
        return declared if declared in names else None
    free = [name for name in names if stands_for(contract, operation, name) is None]
    return free[-1] if free and free[-1] == names[-1] else None


def listing(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that lists rows: its list, else a custom one that reads an array."""
    if resource is None:
        return None
    if found := contract.by("list", resource):
        return found[0]
    for operation in contract.by("custom", resource):
        schema = contract.schema(contract.answer_schema(operation, operation.success()) or {})
        if operation.is_read and own_name(contract, operation) is None and schema.get("type") == "array":
            return operation
    return None


def deleting(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that deletes a row: the one that names it last in its path, where there are several."""
    if resource is None:
        return None
    found = contract.by("delete", resource)
    if is_nested(contract):
        found = [*found, *(op for op in contract.by("custom", resource) if op.method == "DELETE")]
    whole = [op for op in found if (own := own_name(contract, op)) and op.path.endswith(f"{{{own}}}")]
    return next(iter([*whole, *contract.by("delete", resource)]), None)


def id_field(contract: Contract, resource: str, row: dict[str, Json]) -> str:
    """The field of a row that names it: its id; where no answer shows that, the one its path parameter is called."""
    declared = str(contract.resources[resource]["id"]["field"])
    if declared in row or not is_nested(contract):
        return declared
    names = [own_name(contract, op) for op in contract.operations.values() if op.resource == resource]
    return next((name for name in names if name is not None and name in row), declared)


def above_names(contract: Contract, operation: Operation) -> list[str]:
    """The path parameters that name rows above the operation's own, guarded ones left out."""
    own, guarded = own_name(contract, operation), guard_names(contract)
    return [name for name in names_in(operation.path) if name != own and name not in guarded]


def containers(contract: Contract) -> list[str]:
    """Resources whose rows stand in the paths of others, outermost first: the rows nearly everything hangs on."""
    found: dict[str, int] = {}
    for operation in contract.operations.values():
        for name in above_names(contract, operation):
            resource = stands_for(contract, operation, name)
            if resource is not None and contract.resources[resource].get("parameter") == name:
                found[resource] = len(list(ancestors(contract, resource)))
    return sorted(found, key=lambda resource: found[resource])


def is_nested(contract: Contract) -> bool:
    """Whether any resource says which path parameter names its rows."""
    return any("parameter" in declared for declared in contract.resources.values())


@lru_cache(maxsize=4096)
def reference(name: str, parameters: tuple[tuple[str, str], ...]) -> str | None:
    """The resource a body member refers to by its name: ``cardId``, ``targetCardId`` → the one with that parameter."""
    for parameter, resource in parameters:
        if name == parameter or (len(parameter) > 2 and name.lower().endswith(parameter.lower())):
            return resource
    return None


def references(contract: Contract) -> tuple[tuple[str, str], ...]:
    """Path parameters of resources that only one resource has, longest first, with that resource."""
    declared = [(str(d["parameter"]), r) for r, d in contract.resources.items() if "parameter" in d]
    counted = [name for name, _ in declared]
    return tuple(sorted((p for p in declared if counted.count(p[0]) == 1), key=lambda p: -len(p[0])))


def creating(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that makes a row: its create, else a custom POST to the collection its rows are listed under.

    Where no resource names its path parameter: a custom POST that hangs the row on a parent named in the body. A
    custom POST elsewhere (settings, credentials) is not for a judge to play with.
    """
    if resource is None:
        return None
    if found := contract.by("create", resource):
        return found[0]
    custom = [op for op in contract.by("custom", resource) if op.method == "POST" and op.body_schema]
    if not is_nested(contract):
        parent = contract.resources.get(resource, {}).get("parent")
        return next((op for op in custom if parent and parent["field"] in _members(contract, op)), None)
    others = [op for op in contract.operations.values() if op.resource == resource and op not in custom]
    homes = {op.path for op in others if op.method == "GET" and own_name(contract, op) is None}
    homes |= {op.path.rpartition("/{")[0] for op in others if op.path.endswith("}")}
    return next((op for op in custom if op.path in homes), None)


def _members(contract: Contract, operation: Operation) -> dict[str, Json]:
    return all_properties(contract, operation.body_schema or {})
