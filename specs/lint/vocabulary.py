"""The four x- keys: each in its place, each as the vocabulary's JSON Schema says, and no other."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from specs.lint.finding import Contract, Finding
from specs.lint.openapi import shorten
from specs.lint.walk import Node, walk
from specs.loader import Pointer
from specs.sources import fragment_of

# Key → the kind of object it may stand on, None for any; and the definition in the vocabulary it must meet.
PLACES: dict[str, tuple[str | None, str]] = {
    "x-conventions": ("document", "conventions"),
    "x-resources": ("components", "resource"),
    "x-acts": ("operation", "acts"),
    "x-source": (None, "source"),
}


def check_vocabulary(contract: Contract) -> Iterator[Finding]:
    """Unknown or misplaced x- keys, and values the vocabulary does not allow."""
    validators = {definition: _validator(contract, definition) for _, definition in PLACES.values()}
    for node in walk(contract.document):
        for key in node.value:
            if key.startswith("x-"):
                yield from _check_key(contract, node, key, validators)
    if "x-conventions" not in contract.document:
        yield contract.find("x-key", (), "the document has no x-conventions")


def _check_key(contract: Contract, node: Node, key: str, validators: dict[str, Any]) -> Iterator[Finding]:
    pointer = (*node.pointer, key)
    if key not in PLACES:
        yield contract.find("x-key", pointer, f"unknown key {key}; known: {', '.join(PLACES)}")
        return
    kind, definition = PLACES[key]
    if kind is not None and kind != node.kind:
        yield contract.find("x-key", pointer, f"{key} belongs on an object of kind {kind}, not {node.kind}")
        return
    if key == "x-resources":
        for name, resource in node.value[key].items():
            yield from _violations(contract, validators[definition], resource, (*pointer, name))
    else:
        yield from _violations(contract, validators[definition], node.value[key], pointer)


def _violations(contract: Contract, validator: Any, value: Any, pointer: Pointer) -> Iterator[Finding]:
    for error in validator.iter_errors(value):
        inner = tuple(error.instance_path)
        where = fragment_of(inner) or "itself"
        yield contract.find("vocabulary", (*pointer, *inner), f"{where}: {shorten(error.message)}")


def _validator(contract: Contract, definition: str) -> Any:
    return jsonschema_rs.Draft202012Validator({**contract.vocabulary, "$ref": f"#/$defs/{definition}"})
