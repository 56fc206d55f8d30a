"""What an operation asks of its caller: schemes, roles and gates that exist where the operation stands."""

from collections.abc import Iterator
from typing import Any

from specs.lint.finding import Contract, Finding
from specs.lint.relations import list_users, shows
from specs.lint.walk import Operation, operations

USER, ROW, TENANT = "user", "row", "tenant"


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
    guards, resources = _guards(contract), contract.document.get("components", {}).get("x-resources", {})
    for index, role in enumerate(operation.acts.get("roles", [])):
        pointer = (*operation.pointer, "x-acts", "roles", index)
        asked = role["guard"]
        if (asked == ROW) == ("in" in role):
            message = "names the values that pass" if asked == ROW else "does not name the values that pass"
            yield contract.find("role", pointer, f"{operation.name}: a role of {asked} {message}")
        if asked == USER:
            holders = list_users(contract)
        elif asked == ROW:
            holders = [operation.acts["resource"]] if operation.acts.get("resource") in resources else []
        elif asked in guards:
            yield from _reached(contract, operation, guards[asked], "role")
            holders = _holder(guards[asked])
        elif "members" in resources.get(asked, {}):
            yield from _named(contract, operation, asked, "role")
            holders = _holder(resources[asked])
        else:
            yield contract.find(
                "role", pointer, f"{operation.name}: there is no guard or resource with members {asked}"
            )
            continue
        for holder in holders:
            yield from shows(contract, holder, {"role": role["field"]}, pointer)


def _gates(contract: Contract, operation: Operation) -> Iterator[Finding]:
    declared = contract.document.get("x-conventions", {}).get("gates", {})
    guards = _guards(contract)
    for index, name in enumerate(operation.acts.get("gates", [])):
        if name not in declared:
            pointer = (*operation.pointer, "x-acts", "gates", index)
            yield contract.find("gate", pointer, f"{operation.name}: there is no gate {name}")
        elif declared[name]["of"] in guards:
            yield from _reached(contract, operation, guards[declared[name]["of"]], "gate")
        elif declared[name]["of"] != TENANT:
            yield from _named(contract, operation, declared[name]["of"], "gate")


def _reached(contract: Contract, operation: Operation, guard: dict[str, Any], rule: str) -> Iterator[Finding]:
    """A guard runs only where the path holds its parameter."""
    if f"{{{guard['parameter']}}}" not in operation.path:
        message = f"{operation.name}: guard {guard['name']} never runs there; the path lacks {{{guard['parameter']}}}"
        yield contract.find(rule, operation.pointer, message)


def _named(contract: Contract, operation: Operation, name: str, rule: str) -> Iterator[Finding]:
    """What looks at the row of a resource needs a path that names one."""
    resource = contract.document.get("components", {}).get("x-resources", {}).get(name, {})
    if f"{{{resource.get('parameter')}}}" not in operation.path:
        yield contract.find(rule, operation.pointer, f"{operation.name}: its path names no {name}")


def _holder(entry: dict[str, Any]) -> list[str]:
    return [entry["members"]["resource"]] if "members" in entry else []


def _guards(contract: Contract) -> dict[str, dict[str, Any]]:
    return {guard["name"]: guard for guard in contract.document.get("x-conventions", {}).get("guards", [])}
