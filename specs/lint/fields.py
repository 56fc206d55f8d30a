"""Which fields a schema shows, however it is put together."""

from collections.abc import Iterator
from typing import Any

from specs.lint.walk import Operation, follow, operations

_TOGETHER = ("allOf", "anyOf", "oneOf")
_CONDITIONAL = ("if", "then", "else")


def parts(document: dict[str, Any], schema: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """A schema and all that it is combined of, references followed."""
    schema = follow(document, schema)
    if not isinstance(schema, dict) or depth > 8:  # deeper is recursion
        return
    yield schema
    for keyword in _TOGETHER:
        for part in schema.get(keyword, []):
            yield from parts(document, part, depth + 1)
    for keyword in _CONDITIONAL:
        if keyword in schema:
            yield from parts(document, schema[keyword], depth + 1)


def field(document: dict[str, Any], schema: Any, name: str) -> list[dict[str, Any]]:
    """The schemas of a field by its dotted name, `metadata.risk`; empty where the schema shows no such field.

    Dots reach into objects and into the items of lists.
    """
    first, _, rest = name.partition(".")
    found = [part["properties"][first] for part in parts(document, schema) if first in part.get("properties", {})]
    if rest:
        held = [each for inner in found for each in (inner, *items(document, list(parts(document, inner))))]
        return [deeper for inner in held for deeper in field(document, inner, rest)]
    return [part for inner in found for part in parts(document, inner)]


def pointed(document: dict[str, Any], schema: Any, pointer: str) -> list[dict[str, Any]]:
    """The schemas of what a body pointer such as `/data/items` leads to; the schema itself for the empty pointer."""
    found = list(parts(document, schema))
    for step in pointer.split("/")[1:]:
        found = [inner for outer in found for inner in field(document, outer, step.replace("~1", "/"))]
    return found


def items(document: dict[str, Any], schemas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The schemas of the items of array schemas."""
    return [part for schema in schemas if "items" in schema for part in parts(document, schema["items"])]


def success_schemas(document: dict[str, Any], operation: Operation) -> list[Any]:
    """The JSON body schemas of the 2xx answers of an operation."""
    found = []
    for status, response in operation.value.get("responses", {}).items():
        if status.startswith("2"):
            found += [media["schema"] for media in json_media(follow(document, response)) if "schema" in media]
    return found


def body_schemas(document: dict[str, Any], operation: Operation) -> list[Any]:
    """The JSON body schemas an operation takes."""
    body = follow(document, operation.value.get("requestBody", {}))
    return [media["schema"] for media in json_media(body) if "schema" in media]


def json_media(holder: dict[str, Any]) -> list[dict[str, Any]]:
    """The media types of a request body or response that are JSON."""
    return [media for name, media in holder.get("content", {}).items() if is_json(name)]


def is_json(media_type: str) -> bool:
    """Whether a media type holds JSON."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith("+json")


def row_schemas(document: dict[str, Any], resource: str) -> list[dict[str, Any]]:
    """Every schema that shows or takes a row of a resource: its own, and those of the operations that act on it."""
    found = list(parts(document, {"$ref": document["components"]["x-resources"][resource]["schema"]}))
    for operation in operations(document):
        if operation.acts.get("resource") != resource:
            continue
        for schema in (*success_schemas(document, operation), *body_schemas(document, operation)):
            whole = list(parts(document, schema))
            found += [*whole, *items(document, whole)]
    return found


def knows(document: dict[str, Any], resource: str, name: str) -> bool:
    """Whether rows of a resource have a field: some schema shows it, or the resource declares it without showing it."""
    entry: dict[str, Any] = document["components"]["x-resources"][resource]
    declared = {*entry.get("initial", {}), *entry.get("derived", {}), *entry.get("stamps", {}).values()}
    for keyword in ("id", "tenant", "parent"):
        declared.add(entry.get(keyword, {}).get("field"))
    return name in declared or any(field(document, row, name) for row in row_schemas(document, resource))
