"""What a resource declares exists: its schema, its fields, its operations, its relatives."""

import re
from collections.abc import Iterator
from typing import Any

from specs.lint.fields import field, parts, row_schemas
from specs.lint.finding import Contract, Finding
from specs.lint.states import check_states
from specs.lint.walk import operations
from specs.loader import Pointer
from specs.sources import steps, value_at

_ADDRESSED = {"read", "update", "replace", "delete", "restore", "move"}
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
# {given} is no field: it says that the client or the fixture names the row. {slug} is made from the name.
_FORM_WORDS = {"given", "slug"}


def check_resources(contract: Contract) -> Iterator[Finding]:
    """Every field, resource and operation that an `x-resources` entry names."""
    resources = contract.document.get("components", {}).get("x-resources", {})
    lost = list(_without_schema(contract, resources))
    yield from lost
    for name, resource in resources.items() if not lost else ():
        at: Pointer = ("components", "x-resources", name)
        yield from _fields(contract, name, resource, at)
        yield from _relatives(contract, name, resource, at)
        yield from _soft_delete(contract, name, resource, at)
        yield from check_states(contract, name, resource, at)


def _without_schema(contract: Contract, resources: dict[str, Any]) -> Iterator[Finding]:
    for name, resource in resources.items():
        try:
            value_at(contract.document, steps(resource["schema"].removeprefix("#")))
        except LookupError:
            pointer = ("components", "x-resources", name, "schema")
            yield contract.find("resource", pointer, f"{name}: there is no {resource['schema']}")


def _fields(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    rows = row_schemas(contract.document, name)
    # What the server sets by itself, and what other resources show of this one, needs no schema here.
    hidden = {*resource.get("initial", {}), *_taken_by_others(contract, name), *_filled_in(contract, name)}
    if not resource.get("tenant", {}).get("exposed", True):
        hidden.add(resource["tenant"]["field"])
    if not _is_addressed(contract, name):
        hidden.add(resource["id"]["field"])
    for pointer, used in _used_fields(resource):
        if used not in hidden and not any(field(contract.document, row, used) for row in rows):
            yield contract.find("field", (*at, *pointer), f"{name}: no schema of the resource shows a field {used}")


def _taken_by_others(contract: Contract, name: str) -> set[str]:
    """Fields of a resource that others copy or collect."""
    taken: set[str] = set()
    for other in contract.document["components"]["x-resources"].values():
        for entry in other.get("derived", {}).values():
            if name in {entry.get("copy"), entry.get("collect")}:
                taken |= {*entry.get("fields", []), entry.get("field", "")}
    own: dict[str, Any] = contract.document["components"]["x-resources"][name].get("derived", {})
    return taken & own.keys()


def _filled_in(contract: Contract, name: str) -> set[str]:
    """Fields of a resource that declared answers take out of the row."""
    answers = [op.acts.get("answer") for op in operations(contract.document) if op.acts.get("resource") == name]
    texts = [text for answer in answers for text in (answer.values() if isinstance(answer, dict) else [answer])]
    return {text.split("/")[1] for text in texts if isinstance(text, str) and text.startswith("$row#/")}


def _is_addressed(contract: Contract, name: str) -> bool:
    """Whether some operation names one row by its id, and by no other unique field, so that a client must know ids."""
    resource = contract.document["components"]["x-resources"][name]
    others = {used for rule in resource.get("unique", []) for used in rule["fields"]}
    for operation in operations(contract.document):
        last = operation.path.rpartition("{")[2].partition("}")[0]
        if operation.acts.get("resource") == name and operation.acts.get("as") in _ADDRESSED and last not in others:
            return True
    return False


def _used_fields(resource: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    """Pointer and name of each field of the row itself that a resource declares something about."""
    for key in ("id", "tenant", "parent", "version", "states"):
        if "field" in resource.get(key, {}):
            yield (key, "field"), resource[key]["field"]
    for key in ("created", "updated"):
        if key in resource.get("stamps", {}):
            yield ("stamps", key), resource["stamps"][key]
    for index, entry in enumerate(resource.get("unique", [])):
        for name in entry["fields"]:
            yield ("unique", index, "fields"), name
    for name in _PLACEHOLDER.findall(resource["id"]["form"]):
        if name not in _FORM_WORDS:
            yield ("id", "form"), name
    yield from _derived_fields(resource)
    yield from _initial_fields(resource)
    if "mark" in resource.get("soft_delete", {}):
        yield ("soft_delete", "mark", "field"), resource["soft_delete"]["mark"]["field"]


def _derived_fields(resource: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    for name, entry in resource.get("derived", {}).items():
        yield ("derived", name), name
        source = entry.get("since") or (entry.get("by") if "copy" in entry else None)
        if source:
            yield ("derived", name), source


def _initial_fields(resource: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    for name, entry in resource.get("initial", {}).items():
        if not isinstance(entry, dict):
            continue
        if "slug_of" in entry:
            yield ("initial", name), entry["slug_of"]
        for used in _PLACEHOLDER.findall(str(entry.get("text", ""))):
            yield ("initial", name), used


def _relatives(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    """Resources that a resource names, and the fields it takes from them."""
    resources = contract.document["components"]["x-resources"]
    named: list[tuple[Pointer, str, list[str]]] = []
    if "parent" in resource:
        named.append((("parent", "resource"), resource["parent"]["resource"], []))
    for derived, entry in resource.get("derived", {}).items():
        other = entry.get("count") or entry.get("copy") or entry.get("collect") or entry.get("tally")
        if other:
            taken = [*entry.get("fields", []), *([entry["field"]] if "field" in entry else [])]
            taken += [used for group in entry.get("groups", {}).values() for used in group]
            taken += [entry["by"]] if "copy" not in entry else []
            named.append((("derived", derived), other, taken))
    for pointer, other, taken in named:
        if other not in resources:
            yield contract.find("resource", (*at, *pointer), f"{name}: there is no resource {other}")
            continue
        rows = row_schemas(contract.document, other)
        known = {
            *resources[other].get("initial", {}),
            *resources[other].get("derived", {}),
            resources[other].get("tenant", {}).get("field"),
        }
        for used in taken:
            if used not in known and not any(field(contract.document, row, used) for row in rows):
                yield contract.find("field", (*at, *pointer), f"{name}: no schema of {other} shows a field {used}")


def _soft_delete(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    """The marker can be null, and what restores is an operation."""
    declared = resource.get("soft_delete", {})
    marker = declared.get("mark", {}).get("field")
    if marker is not None:
        schemas = [
            found for row in row_schemas(contract.document, name) for found in field(contract.document, row, marker)
        ]
        if schemas and not any(_nullable(part) for schema in schemas for part in parts(contract.document, schema)):
            pointer = (*at, "soft_delete", "mark")
            yield contract.find("soft-delete", pointer, f"{name}: {marker} cannot be null, yet marks deletion")
    restore = declared.get("restore", {}).get("op")
    if restore is not None and restore not in {operation.name for operation in operations(contract.document)}:
        yield contract.find("operation", (*at, "soft_delete", "restore"), f"{name}: there is no operation {restore}")


def _nullable(schema: dict[str, Any]) -> bool:
    kinds = schema.get("type", [])
    return "null" in ([kinds] if isinstance(kinds, str) else kinds) or None in schema.get("enum", [])
