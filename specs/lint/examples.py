"""Every example is what its own schema allows; so is every default."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from specs.lint.finding import Contract, Finding
from specs.lint.openapi import shorten
from specs.lint.walk import Node, follow, walk
from specs.loader import Pointer
from specs.sources import fragment_of

_BASE = "https://contract.invalid/document"


def check_examples(contract: Contract) -> Iterator[Finding]:
    """Examples of schemas, parameters, headers and media types, formats included."""
    registry = jsonschema_rs.Registry([(_BASE, contract.document)])
    for node in walk(contract.document):
        found = list(_examples(contract, node))
        if not found:
            continue
        schema = node.pointer if node.kind == "schema" else (*node.pointer, "schema")
        reference = {"$ref": f"{_BASE}#{quote(fragment_of(schema))}"}
        try:
            validator = jsonschema_rs.Draft202012Validator(reference, registry=registry, validate_formats=True)
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            yield contract.find("example", schema, f"the schema cannot be used: {shorten(str(error))}")
            continue
        for pointer, value in found:
            yield from _violations(contract, validator, pointer, value)


def _violations(contract: Contract, validator: Any, pointer: Pointer, value: Any) -> Iterator[Finding]:
    for error in validator.iter_errors(value):
        where = fragment_of(tuple(error.instance_path)) or "itself"
        yield contract.find("example", (*pointer, *error.instance_path), f"{where}: {shorten(error.message)}")


def _examples(contract: Contract, node: Node) -> Iterator[tuple[Pointer, Any]]:
    """Examples of one object with their pointers."""
    value = node.value
    if node.kind == "schema":
        for key in ("example", "default"):
            if key in value:
                yield (*node.pointer, key), value[key]
        listed = value.get("examples")
        for index, example in enumerate(listed if isinstance(listed, list) else []):
            yield (*node.pointer, "examples", index), example
    elif node.kind in {"parameter", "header", "media"} and "schema" in value:
        if "example" in value:
            yield (*node.pointer, "example"), value["example"]
        named = value.get("examples")
        for name, held in named.items() if isinstance(named, dict) else ():
            example = follow(contract.document, held)
            if isinstance(example, dict) and "value" in example:
                yield (*node.pointer, "examples", name, "value"), example["value"]
