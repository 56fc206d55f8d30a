"""The objects of an OpenAPI 3.1 document by kind, so that a rule meets names, data and objects apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from specs.loader import Pointer
from specs.sources import steps, value_at

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Shape = Literal["one", "list", "map"]

# Kind of object → member → how its children are held, and their kind. Members that are absent here hold plain values.
SHAPES: dict[str, dict[str, tuple[Shape, str]]] = {
    "document": {
        "info": ("one", "info"),
        "servers": ("list", "plain"),
        "paths": ("map", "path"),
        "webhooks": ("map", "path"),
        "components": ("one", "components"),
        "tags": ("list", "plain"),
        "externalDocs": ("one", "plain"),
    },
    "info": {"contact": ("one", "plain"), "license": ("one", "plain")},
    "components": {
        "schemas": ("map", "schema"),
        "responses": ("map", "response"),
        "parameters": ("map", "parameter"),
        "examples": ("map", "plain"),
        "requestBodies": ("map", "body"),
        "headers": ("map", "header"),
        "securitySchemes": ("map", "plain"),
        "links": ("map", "plain"),
        "callbacks": ("map", "callback"),
        "pathItems": ("map", "path"),
    },
    "path": {
        "parameters": ("list", "parameter"),
        "servers": ("list", "plain"),
        **dict.fromkeys(METHODS, ("one", "operation")),
    },
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "body"),
        "responses": ("map", "response"),
        "callbacks": ("map", "callback"),
        "servers": ("list", "plain"),
        "externalDocs": ("one", "plain"),
    },
    "parameter": {"schema": ("one", "schema"), "content": ("map", "media"), "examples": ("map", "plain")},
    "header": {"schema": ("one", "schema"), "content": ("map", "media"), "examples": ("map", "plain")},
    "body": {"content": ("map", "media")},
    "response": {"headers": ("map", "header"), "content": ("map", "media"), "links": ("map", "plain")},
    "media": {"schema": ("one", "schema"), "encoding": ("map", "encoding"), "examples": ("map", "plain")},
    "encoding": {"headers": ("map", "header")},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "$defs", "dependentSchemas"), ("map", "schema")),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
        **dict.fromkeys(("items", "not", "if", "then", "else", "contains", "propertyNames"), ("one", "schema")),
        **dict.fromkeys(
            ("additionalProperties", "unevaluatedProperties", "unevaluatedItems", "contentSchema"), ("one", "schema")
        ),
        **dict.fromkeys(("discriminator", "xml", "externalDocs"), ("one", "plain")),
    },
    "plain": {},
}


@dataclass(frozen=True)
class Node:
    """An object of the document: its kind, where it stands, and itself (a mapping)."""

    kind: str
    pointer: Pointer
    value: dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """An operation of `paths`, with the path item it stands in."""

    pointer: Pointer
    path: str
    method: str
    value: dict[str, Any]
    item: dict[str, Any]

    @property
    def name(self) -> str:
        """Its `operationId`, or method and path where it has none."""
        return str(self.value.get("operationId") or f"{self.method.upper()} {self.path}")

    @property
    def acts(self) -> dict[str, Any]:
        """Its `x-acts`, empty where it has none."""
        acts = self.value.get("x-acts")
        return acts if isinstance(acts, dict) else {}


def walk(document: dict[str, Any], kind: str = "document", pointer: Pointer = ()) -> Iterator[Node]:
    """Every object of a document with its kind. References are met as they stand, not followed."""
    yield Node(kind, pointer, document)
    if kind == "callback":
        shapes: dict[str, tuple[Shape, str]] = {key: ("one", "path") for key in document if not key.startswith("x-")}
    else:
        shapes = SHAPES[kind]
    for member, (shape, child_kind) in shapes.items():
        for step, child in _children(document.get(member), shape):
            if isinstance(child, dict):
                yield from walk(child, child_kind, (*pointer, member, *step))


def _children(value: Any, shape: Shape) -> Iterator[tuple[Pointer, Any]]:
    if shape == "one":
        yield (), value
    elif shape == "list" and isinstance(value, list):
        for index, child in enumerate(value):
            yield (index,), child
    elif shape == "map" and isinstance(value, dict):
        for key, child in value.items():
            yield (key,), child


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """The operations of `paths`, in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield Operation(("paths", path, method), path, method, item[method], item)


def parameters(document: dict[str, Any], operation: Operation) -> list[dict[str, Any]]:
    """The parameters of an operation and of its path, references followed; the operation's own come first."""
    found = [*operation.value.get("parameters", []), *operation.item.get("parameters", [])]
    return [follow(document, parameter) for parameter in found]


def follow(document: dict[str, Any], node: Any) -> Any:
    """What a chain of references within the document leads to; the node itself where it is no reference."""
    seen = 0
    while isinstance(node, dict) and isinstance(node.get("$ref"), str) and seen < len(SHAPES):
        node = value_at(document, steps(node["$ref"].removeprefix("#")))
        seen += 1
    return node
