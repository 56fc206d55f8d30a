"""What an operation asks of its caller: schemes, roles and gates that exist where the operation stands."""

from collections.abc import Iterator
from typing import Any

from specs.lint.fields import knows
from specs.lint.finding import Contract, Finding
from specs.lint.walk import Operation, operations

USER = "user"


def check_rights(contract: Contract) -> Iterator[Finding]:
    """Security, roles and gates of each operation."""
    for operation in operations(contract.document):
        yield from _security(contract, operation)
        yield from _roles(contract, operation)
        yield from _gates(contract, operation)


def _security(contract: Contract, operation: Operation) -> Iterator[Finding]:
    """Schemes are declared, and where there are credentials each operation says which it takes."""
    document = contract.document
    known = document.get("components", {}).get("securitySchemes", {})
    asked = operation.value.get("security", document.get("security"))
    if asked is None and document.get("x-conventions", {}).get("credentials"):
        message = f"{operation.name} says nothing of security; write security: [] where everybody may"
        yield contract.find("security", operation.pointer, message)
    for entry in asked or []:
        for scheme in entry:
            if scheme not in known:
                message = f"{operation.name}: there is no security scheme {scheme}"
                yield contract.find("security", (*operation.pointer, "security"), message)


def _roles(contract: Contract, operation: Operation) -> Iterator[Finding]:
    guards = _guards(contract)
    for index, role in enumerate(operation.acts.get("roles", [])):
        pointer = (*operation.pointer, "x-acts", "roles", index)
        if role["guard"] == USER:
            holders = _users(contract)
        elif role["guard"] in guards:
            guard = guards[role["guard"]]
            yield from _reached(contract, operation, guard, "role")
            holders = {guard["members"]["resource"]} if "members" in guard else set()
        else:
            yield contract.find("role", pointer, f"{operation.name}: there is no guard {role['guard']}")
            continue
        for holder in sorted(holders & contract.document["components"]["x-resources"].keys()):
            if not knows(contract.document, holder, role["field"]):
                yield contract.find("field", pointer, f"role: no schema of {holder} shows a field {role['field']}")


def _gates(contract: Contract, operation: Operation) -> Iterator[Finding]:
    declared = contract.document.get("x-conventions", {}).get("gates", {})
    guards = _guards(contract)
    for index, name in enumerate(operation.acts.get("gates", [])):
        if name not in declared:
            pointer = (*operation.pointer, "x-acts", "gates", index)
            yield contract.find("gate", pointer, f"{operation.name}: there is no gate {name}")
        elif declared[name]["of"] in guards:
            yield from _reached(contract, operation, guards[declared[name]["of"]], "gate")


def _reached(contract: Contract, operation: Operation, guard: dict[str, Any], rule: str) -> Iterator[Finding]:
    """A guard runs only where the path holds its parameter."""
    if f"{{{guard['parameter']}}}" not in operation.path:
        message = f"{operation.name}: guard {guard['name']} never runs there; the path lacks {{{guard['parameter']}}}"
        yield contract.find(rule, operation.pointer, message)


def _guards(contract: Contract) -> dict[str, dict[str, Any]]:
    return {guard["name"]: guard for guard in contract.document.get("x-conventions", {}).get("guards", [])}


def _users(contract: Contract) -> set[str]:
    credentials = contract.document.get("x-conventions", {}).get("credentials", {})
    return {entry["user"] for entry in credentials.values()}
