"""Where the field of a filter sits: in the stored row, in the field a copy is made by, or nowhere but in answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_server.engine.contract import Json, Resource
from mock_server.engine.derived import make_derived
from mock_server.engine.owner import caller_id
from mock_server.engine.refs import follow
from mock_server.engine.table import Row, make_getter

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.model import Model

_COMBINED = ("allOf", "anyOf", "oneOf")
_KINDS: Mapping[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


@dataclass(frozen=True, slots=True)
class Place:
    """A field of rows."""

    stored: str | None
    """The name an index knows it by; None where it is computed or holds a list."""
    read: Callable[[Act, Row], Json]
    values: tuple[Json, ...] | None
    """All it can hold, null among them; None where the schema tells no such values."""
    is_text: bool
    """Whether it holds a text or nothing."""


def find_place(model: Model, resource: Resource, name: str) -> Place:
    """The place of a field, given by its dotted name.

    The id within a derived copy is what the row stores in the field the copy is made by.
    """
    first, _, rest = name.partition(".")
    entry = resource.derived.get(first)
    if entry is not None and "copy" in entry:
        id_field = model.contract.resource(entry["copy"]).id_field
        if (rest or entry.get("field", id_field)) == id_field:
            return _find_stored(model, resource, entry["by"])
    if entry is not None:
        return Place(None, _make_computed(model, resource, first, rest), None, is_text=False)
    return _find_stored(model, resource, name)


def _find_stored(model: Model, resource: Resource, name: str) -> Place:
    document, read = model.contract.document, make_getter(name)
    schemas = [resource.schema]
    for step in name.split("."):
        schemas = [inner for schema in schemas for inner in _members(document, schema, step)]
    kinds = {kind for schema in schemas for kind in _kinds(document, schema)}
    return Place(
        stored=None if "array" in kinds else name,
        read=lambda _, row: read(row),
        values=_list_values(document, schemas),
        is_text="string" in kinds and kinds <= {"string", "null"},
    )


def _make_computed(model: Model, resource: Resource, field: str, rest: str) -> Callable[[Act, Row], Json]:
    derive = make_derived(model, resource, field)
    inner = make_getter(rest) if rest else None

    def read(act: Act, row: Row) -> Json:
        found = derive(row, act.rows, caller_id(act))
        if inner is None or found is None:
            return found
        return [inner(each) for each in found] if isinstance(found, list) else inner(found)

    return read


def _parts(document: Mapping[str, Json], schema: Json) -> list[Mapping[str, Json]]:
    """A schema and all it is combined of, references followed."""
    whole = follow(document, schema)
    inner = [part for keyword in _COMBINED for part in whole.get(keyword, ())]
    return [whole, *(part for each in inner for part in _parts(document, each))]


def _members(document: Mapping[str, Json], schema: Json, name: str) -> list[Json]:
    return [part["properties"][name] for part in _parts(document, schema) if name in part.get("properties", {})]


def _kinds(document: Mapping[str, Json], schema: Json) -> set[str]:
    """The types a value may have, as far as the schema tells."""
    found: set[str] = set()
    for part in _parts(document, schema):
        given = part.get("type", ())
        found |= {given} if isinstance(given, str) else set(given)
        found |= {_KINDS.get(type(value), "object") for value in part.get("enum", ())}
    return found


def _list_values(document: Mapping[str, Json], schemas: list[Json]) -> tuple[Json, ...] | None:
    """All values that the schemas allow, and null, which stands for an absent field too; None where they are open."""
    found = [_closed(document, schema) for schema in schemas]
    if not found or any(values is None for values in found):
        return None
    listed = [value for values in found for value in values or ()]
    return tuple(dict.fromkeys([*listed, None]))


def _closed(document: Mapping[str, Json], schema: Json) -> list[Json] | None:
    whole = follow(document, schema)
    if "enum" in whole:
        return list(whole["enum"])
    if whole.get("type") in ("boolean", "null") or set(whole.get("type", ())) == {"boolean", "null"}:
        return [] if whole["type"] == "null" else [False, True]
    for part in whole.get("allOf", ()):
        if (values := _closed(document, part)) is not None:
            return values
    branches = [_closed(document, part) for keyword in ("anyOf", "oneOf") for part in whole.get(keyword, ())]
    if not branches or any(values is None for values in branches):
        return None
    return [value for values in branches for value in values or ()]
