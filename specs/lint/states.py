"""A state table and the schema of its field name the same states, and its moves are operations."""

from collections.abc import Iterator
from typing import Any

from specs.lint.fields import field, parts, row_schemas
from specs.lint.finding import Contract, Finding
from specs.lint.walk import operations
from specs.loader import Pointer


def check_states(contract: Contract, name: str, resource: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    """Values against the enum, moves against the operations of the resource."""
    table = resource.get("states")
    if table is None:
        return
    yield from _values(contract, name, table, at)
    acts = {operation.name: operation.acts for operation in operations(contract.document)}
    for index, move in enumerate(table["moves"]):
        pointer = (*at, "states", "moves", index, "op")
        act = acts.get(move["op"])
        if act is None:
            yield contract.find("operation", pointer, f"{name}: there is no operation {move['op']}")
        elif act.get("resource") != name or act.get("as") not in {"move", "custom"}:
            yield contract.find("operation", pointer, f"{name}: {move['op']} is not declared to move a {name}")


def _values(contract: Contract, name: str, table: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    used = {_key(value) for value in (table["initial"], *table.get("ends", []))}
    for move in table["moves"]:
        used.add(_key(move["to"]))
        used |= set() if move["from"] == "any" else {_key(value) for value in move["from"]}
    resource = contract.document["components"]["x-resources"][name]
    allowed = _allowed(contract, resource["schema"], table["field"]) or _shown(contract, name, table["field"])
    pointer = (*at, "states")
    for value in sorted(used - allowed):
        yield contract.find("states", pointer, f"{name}: state {value} is not in the enum of {table['field']}")
    for value in sorted(allowed - used):
        yield contract.find("states", pointer, f"{name}: the state table leaves out {value}, which the enum allows")


def _allowed(contract: Contract, schema: str, name: str) -> set[str]:
    found: set[str] = set()
    for inner in field(contract.document, {"$ref": schema}, name):
        for part in parts(contract.document, inner):
            found |= {_key(value) for value in part.get("enum", [])}
            if part.get("type") == "boolean":
                found |= {"true", "false"}
    return found


def _shown(contract: Contract, resource: str, name: str) -> set[str]:
    """The enum where only other schemas of the resource show the field."""
    rows = row_schemas(contract.document, resource)
    inner = [found for row in rows for found in field(contract.document, row, name)]
    return {_key(value) for schema in inner for value in schema.get("enum", [])}


def _key(value: Any) -> str:
    """A state as text; booleans in JSON's words."""
    return str(value).lower() if isinstance(value, bool) else str(value)
