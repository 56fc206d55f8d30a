"""Every cause a behaviour names is declared in `errors.causes`, and ranked."""

from collections.abc import Iterator
from typing import Any

from specs.lint.finding import Contract, Finding
from specs.lint.walk import operations
from specs.loader import Pointer

Use = tuple[Pointer, str]


def check_causes(contract: Contract) -> Iterator[Finding]:
    """Causes that are used and not declared, and declared refusals that `precedence` does not rank."""
    errors = contract.document.get("x-conventions", {}).get("errors", {})
    declared = errors.get("causes", {})
    for pointer, cause in used_causes(contract):
        if cause not in declared:
            yield contract.find("cause", pointer, f"cause {cause} is not declared in x-conventions.errors.causes")
    ranked = errors.get("precedence", [])
    for cause, entry in declared.items():
        if isinstance(entry, dict) and entry.get("status", 0) < 500 and cause not in ranked:
            pointer = ("x-conventions", "errors", "causes", cause)
            yield contract.find("cause-rank", pointer, f"cause {cause} has no place in x-conventions.errors.precedence")


def used_causes(contract: Contract) -> Iterator[Use]:
    """Pointer and name of every cause, wherever the vocabulary's schema says that a cause stands."""
    document = contract.document
    places: list[tuple[str, Pointer, Any]] = [
        ("conventions", ("x-conventions",), document.get("x-conventions", {})),
        *(
            ("resource", ("components", "x-resources", name), resource)
            for name, resource in document.get("components", {}).get("x-resources", {}).items()
        ),
        *(("acts", (*operation.pointer, "x-acts"), operation.acts) for operation in operations(document)),
    ]
    definitions = contract.vocabulary["$defs"]
    for definition, pointer, value in places:
        for use in _uses(definitions, {"$ref": f"#/$defs/{definition}"}, value, pointer):
            # "missing" stands for the cause of the resource at hand.
            if use[0][-1] != "foreign" or use[1] != "missing":
                yield use


def _uses(definitions: dict[str, Any], schema: Any, value: Any, at: Pointer) -> Iterator[Use]:
    """Walk a value along its schema and give back what the schema calls a cause."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name == "cause" and isinstance(value, str):
            yield at, value
        yield from _uses(definitions, definitions.get(name), value, at)
    for branch in _branches(schema, value):
        yield from _uses(definitions, branch, value, at)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for key, child in value.items():
            yield from _uses(definitions, known.get(key, schema.get("additionalProperties")), child, (*at, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _uses(definitions, schema.get("items"), child, (*at, index))


def _branches(schema: dict[str, Any], value: Any) -> list[Any]:
    """The alternatives of a schema that fit a value; none where a fixed word such as `clamp` is one of them."""
    branches = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    if any(value == branch.get("const") or value in branch.get("enum", []) for branch in branches):
        return []
    keys = value.keys() if isinstance(value, dict) else set()
    return [branch for branch in branches if keys >= set(branch.get("required", []))]
