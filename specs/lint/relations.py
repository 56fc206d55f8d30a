"""Who sees a row, who belongs to it and what bodies refer to: the rows these keywords lead through exist."""

from collections.abc import Iterator, Mapping
from typing import Any

from specs.lint.fields import body_schemas, field, knows
from specs.lint.finding import Contract, Finding
from specs.lint.walk import operations
from specs.loader import Pointer


def check_relations(contract: Contract) -> Iterator[Finding]:
    """`members`, `sight` and `references` of each resource."""
    credentials = contract.document.get("x-conventions", {}).get("credentials", {})
    for name, resource in contract.document.get("components", {}).get("x-resources", {}).items():
        at: Pointer = ("components", "x-resources", name)
        for keyword in ("members", "sight") if not credentials else ():
            if keyword in resource:
                yield contract.find("credential", (*at, keyword), f"{name} has {keyword}, and nobody can be told apart")
        yield from _members(contract, resource.get("members"), (*at, "members"))
        for index, way in enumerate(resource.get("sight", {}).get("any", [])):
            yield from _way(contract, name, way, (*at, "sight", "any", index))
        for member, entry in resource.get("derived", {}).items():
            if "member" in entry:
                yield from _standing(contract, name, entry["member"], (*at, "derived", member))
        for member, entry in resource.get("references", {}).items():
            yield from _reference(contract, name, member, entry, (*at, "references", member))


def shows(contract: Contract, name: str, fields: Mapping[str, str], at: Pointer) -> Iterator[Finding]:
    """A resource that is named, and the fields taken from its rows: what names them, to their names."""
    if name not in contract.document.get("components", {}).get("x-resources", {}):
        yield contract.find("resource", at, f"{at[-1]}: there is no resource {name}")
        return
    for key, used in fields.items():
        if not knows(contract.document, name, used):
            yield contract.find("field", at, f"{key}: no schema of {name} shows a field {used}")


def list_users(contract: Contract) -> list[str]:
    """The resources whose rows are callers."""
    credentials = contract.document.get("x-conventions", {}).get("credentials", {})
    known = contract.document.get("components", {}).get("x-resources", {})
    return sorted({entry["user"] for entry in credentials.values()} & known.keys())


def _members(contract: Contract, entry: Mapping[str, Any] | None, at: Pointer) -> Iterator[Finding]:
    if entry is not None:
        fields = {f"default {name}": name for name in entry.get("default", ())}
        yield from shows(contract, entry["resource"], {"of": entry["of"], "user": entry["user"], **fields}, at)


def _standing(contract: Contract, name: str, used: str, at: Pointer) -> Iterator[Finding]:
    """What the caller is to a row stands in the rows of its members, or of those of its guard."""
    guards = [g for g in contract.document.get("x-conventions", {}).get("guards", []) if g["resource"] == name]
    known = [contract.document["components"]["x-resources"][name], *guards]
    members = next((entry["members"] for entry in known if "members" in entry), None)
    if members is None:
        yield contract.find("members", at, f"{name} shows what its members are, and declares none")
    else:
        yield from shows(contract, members["resource"], {"member": used}, at)


def _way(contract: Contract, name: str, way: Mapping[str, Any], at: Pointer) -> Iterator[Finding]:
    for user in list_users(contract):
        yield from shows(contract, user, {f"caller {used}": used for used in way.get("caller", ())}, (*at, "caller"))
    yield from shows(contract, name, {f"row {used}": used for used in way.get("row", ())}, (*at, "row"))
    if "member" in way and "members" not in contract.document["components"]["x-resources"][name]:
        yield contract.find("sight", (*at, "member"), f"{name} is seen by its members, and declares none")
    if "group" in way:
        group = way["group"]
        yield from shows(contract, group["link"], {"of": group["of"], "by": group["by"]}, (*at, "group"))
        yield from shows(contract, group["members"], {"by": group["by"], "user": group["user"]}, (*at, "group"))
    if "through" in way:
        yield from shows(contract, way["through"]["resource"], {}, (*at, "through"))
        yield from shows(contract, name, {"by": way["through"]["by"]}, (*at, "through"))


def _reference(contract: Contract, name: str, member: str, entry: Mapping[str, Any], at: Pointer) -> Iterator[Finding]:
    yield from shows(contract, entry["resource"], {"by": entry["by"]} if "by" in entry else {}, at)
    yield from shows(contract, name, {"field": entry["field"]} if "field" in entry else {}, at)
    document = contract.document
    acting = [operation for operation in operations(document) if operation.acts.get("resource") == name]
    if not any(field(document, schema, member) for each in acting for schema in body_schemas(document, each)):
        yield contract.find("reference", at, f"{name}: no body of an operation on it has a member {member}")
