"""Who calls: credentials, guards and gates name schemes, resources, fields, operations and parameters that exist."""

from collections.abc import Iterator, Mapping
from typing import Any

from specs.lint.finding import Contract, Finding
from specs.lint.relations import shows
from specs.lint.walk import operations
from specs.loader import Pointer

_AT: Pointer = ("x-conventions",)
# Members of a credential that name a resource, and those that name fields of its rows.
_FIELDS = {"user": ("rights",), "resource": ("field", "owner", "grants", "expires", "used")}
# What an opaque credential cannot do without.
_OPAQUE = ("resource", "field", "owner")


def check_callers(contract: Contract) -> Iterator[Finding]:
    """What `credentials`, `guards`, `gates` and `tenancy` name."""
    conventions = contract.document.get("x-conventions", {})
    yield from _credentials(contract, conventions.get("credentials", {}))
    yield from _guards(contract, conventions.get("guards", []))
    yield from _gates(contract, conventions)
    yield from _hosts(contract, conventions.get("tenancy", {}))
    if conventions.get("tenancy", {}).get("from") == "path" and not conventions.get("guards"):
        yield contract.find("guard", (*_AT, "tenancy", "from"), "tenants come from the path, and no guard reads it")


def _credentials(contract: Contract, credentials: Mapping[str, Any]) -> Iterator[Finding]:
    """Each credential has its scheme, each scheme its credential."""
    schemes = contract.document.get("components", {}).get("securitySchemes", {})
    for name in schemes if credentials else ():
        if name not in credentials:
            pointer = ("components", "securitySchemes", name)
            yield contract.find("credential", pointer, f"{name} is not among x-conventions.credentials")
    for name, entry in credentials.items():
        at = (*_AT, "credentials", name)
        if name not in schemes:
            yield contract.find("credential", at, f"{name} is not among components.securitySchemes")
        for key in _OPAQUE if entry["kind"] == "opaque" else ():
            if key not in entry:
                yield contract.find("credential", at, f"{name} is opaque, without {key}")
        yield from _named_by_credential(contract, name, entry, at)


def _named_by_credential(contract: Contract, name: str, entry: Mapping[str, Any], at: Pointer) -> Iterator[Finding]:
    for key, members in _FIELDS.items():
        if key in entry:
            yield from shows(contract, entry[key], _taken(entry, *members), (*at, key))
    names = {operation.name for operation in operations(contract.document)}
    for index, issue in enumerate(entry.get("issued", [])):
        if issue["op"] not in names:
            pointer = (*at, "issued", index, "op")
            yield contract.find("operation", pointer, f"{name}: there is no operation {issue['op']}")


def _guards(contract: Contract, guards: list[dict[str, Any]]) -> Iterator[Finding]:
    for index, guard in enumerate(guards):
        at = (*_AT, "guards", index)
        name = guard["name"]
        if not any(f"{{{guard['parameter']}}}" in path for path in contract.document.get("paths", {})):
            yield contract.find("guard", (*at, "parameter"), f"{name}: no path holds {{{guard['parameter']}}}")
        if ("members" in guard) == ("handler" in guard):
            yield contract.find("guard", at, f"{name} needs either members or a handler")
        yield from shows(contract, guard["resource"], _taken(guard, "by", "within"), at)
        members = guard.get("members", {})
        if members:
            yield from shows(contract, members["resource"], _taken(members, "of", "user"), (*at, "members"))
        if index == 0 and "within" in guard:
            yield contract.find("guard", (*at, "within"), f"{name} lies within a guard before it, and is the first")


def _hosts(contract: Contract, tenancy: Mapping[str, Any]) -> Iterator[Finding]:
    """The registry exists, and its rows have the label by which a host names them."""
    at, registry = (*_AT, "tenancy"), tenancy.get("registry")
    fields = _taken(tenancy.get("host", {}), "field")
    if registry is not None:
        yield from shows(contract, registry, fields, (*at, "host" if fields else "registry"))
    elif fields:
        yield contract.find("tenancy", (*at, "host"), "hosts name tenants, and no registry has them")


def _gates(contract: Contract, conventions: Mapping[str, Any]) -> Iterator[Finding]:
    holders = {guard["name"]: guard["resource"] for guard in conventions.get("guards", [])}
    registry = conventions.get("tenancy", {}).get("registry")
    if registry is not None:
        holders["tenant"] = registry
    resources = contract.document.get("components", {}).get("x-resources", {})
    names = {operation.name for operation in operations(contract.document)}
    for name, gate in conventions.get("gates", {}).items():
        at = (*_AT, "gates", name)
        holder = holders.get(gate["of"], gate["of"])
        if gate["of"] in holders or holder in resources:
            yield from shows(contract, holder, {"field": gate["field"]}, at)
        elif gate["of"] != "tenant":
            yield contract.find("gate", (*at, "of"), f"{name}: there is no guard or resource {gate['of']}")
        if gate.get("opened", "") not in {"", *names}:
            yield contract.find("operation", (*at, "opened"), f"{name}: there is no operation {gate['opened']}")


def _taken(entry: Mapping[str, Any], *members: str) -> dict[str, str]:
    """The fields that members of an entry name, by member."""
    return {member: entry[member] for member in members if member in entry}
