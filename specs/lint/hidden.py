"""What a resource says about its place in paths and about who sees its rows and fields."""

from collections.abc import Iterator
from typing import Any

from specs.lint.acts import parameter
from specs.lint.fields import field, items, knows, parts, success_schemas
from specs.lint.finding import Contract, Finding
from specs.lint.relations import list_users
from specs.lint.walk import operations
from specs.loader import Pointer


def check_hidden(contract: Contract) -> Iterator[Finding]:
    """`parameter`, `owner`, `position`, `secret`, `soft_delete.reveal` and the callers of `initial`."""
    named: dict[str, str] = {}
    for name, resource in contract.document.get("components", {}).get("x-resources", {}).items():
        at: Pointer = ("components", "x-resources", name)
        yield from _parameter(contract, name, resource, at, named)
        yield from _fields(contract, name, resource, at)
        yield from _secret(contract, name, resource, at)
        yield from _reveal(contract, name, resource, at)
        if "owner" in resource and not contract.document.get("x-conventions", {}).get("credentials"):
            yield contract.find("credential", (*at, "owner"), f"{name} has an owner, and nobody can be told apart")


def _parameter(
    contract: Contract, name: str, resource: dict[str, Any], at: Pointer, named: dict[str, str]
) -> Iterator[Finding]:
    """Some path holds the parameter, and it names rows of one resource, or of the one each operation acts on."""
    given = resource.get("parameter")
    if given is None:
        return
    pointer = (*at, "parameter")
    if not any(f"{{{given}}}" in path for path in contract.document.get("paths", {})):
        yield contract.find("parameter", pointer, f"{name}: no path holds {{{given}}}")
    other = named.setdefault(given, name)
    if other != name and not _told_apart(contract, given):
        yield contract.find("parameter", pointer, f"{name}: {{{given}}} names rows of {other} already")


def _told_apart(contract: Contract, parameter: str) -> bool:
    """Whether the operations whose path holds a parameter act on the resources it may stand for, each of them and no
    other.
    """
    resources = contract.document["components"]["x-resources"]
    claims = {name for name, resource in resources.items() if resource.get("parameter") == parameter}
    holding = [operation for operation in operations(contract.document) if f"{{{parameter}}}" in operation.path]
    return {operation.acts.get("resource") for operation in holding} == claims


def _fields(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    """Fields of the row, and of the caller's row, that these keywords name."""
    position = resource.get("position", {})
    used = [("position", value) for value in (*position.get("within", []), position.get("field")) if value]
    used += [("owner", resource["owner"]["field"])] if "owner" in resource else []
    callers = list_users(contract)
    for key, entry in resource.get("initial", {}).items():
        if isinstance(entry, dict) and "start_of" in entry:
            used.append(("initial", entry["start_of"]))
        for user in callers if isinstance(entry, dict) and "caller" in entry else ():
            if not knows(contract.document, user, entry["caller"]):
                message = f"{name}: no schema of {user} shows a field {entry['caller']}"
                yield contract.find("field", (*at, "initial", key), message)
    for keyword, value in used:
        if not knows(contract.document, name, value):
            message = f"{name}: no schema of the resource shows a field {value}"
            yield contract.find("field", (*at, keyword), message)


def _secret(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    """Operations that show a secret exist and show it; no other does."""
    secret = resource.get("secret", {"fields": [], "shown": []})
    acts = {operation.name: operation for operation in operations(contract.document)}
    for index, shown in enumerate(secret["shown"]):
        if shown not in acts:
            pointer = (*at, "secret", "shown", index)
            yield contract.find("operation", pointer, f"{name}: there is no operation {shown}")
    for operation in acts.values():
        if operation.acts.get("resource") != name and operation.name not in secret["shown"]:
            continue
        whole = [part for schema in success_schemas(contract.document, operation) for part in _parts(contract, schema)]
        for value in secret["fields"]:
            visible = any(field(contract.document, part, value) for part in whole)
            if visible != (operation.name in secret["shown"]):
                verb = "shows" if visible else "does not show"
                yield contract.find("secret", (*at, "secret"), f"{name}: {operation.name} {verb} the field {value}")


def _reveal(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    """Each list of the resource has the parameter that shows deleted rows; an operation asks for the scope it takes."""
    reveal, scope = (resource.get("soft_delete", {}).get(key) for key in ("reveal", "revealed_to"))
    if scope is not None and scope not in _scopes(contract):
        message = f"{name}: no operation asks for the scope {scope}"
        yield contract.find("security", (*at, "soft_delete", "revealed_to"), message)
    for operation in operations(contract.document) if reveal else ():
        acts = operation.acts
        if acts.get("resource") == name and acts.get("as") == "list" and parameter(contract, operation, reveal) is None:
            message = f"{name}: {operation.name} has no parameter {reveal}"
            yield contract.find("soft-delete", (*at, "soft_delete", "reveal"), message)


def _scopes(contract: Contract) -> set[str]:
    """The scopes that operations ask for."""
    usual = contract.document.get("security", [])
    ways = [way for operation in operations(contract.document) for way in operation.value.get("security", usual)]
    return {scope for way in ways for scopes in way.values() for scope in scopes}


def _parts(contract: Contract, schema: Any) -> list[dict[str, Any]]:
    """A schema and, where it is a list, that of its items."""
    whole = list(parts(contract.document, schema))
    return [*whole, *items(contract.document, whole)]
