"""Valid and distinct request bodies, from the document's examples and schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema_rs

from conformance.contract import Contract, Operation
from conformance.exchange import Json

# Members that name a thing for people; two rows of a run should never share one.
NAMING = {"name", "title", "slug", "email", "username", "label", "key"}


def example_body(contract: Contract, operation: Operation) -> dict[str, Json]:
    """A valid body of an operation: its example, else its schema's, else one generated from the schema."""
    body = contract.resolve(operation.raw.get("requestBody") or {})
    media: dict[str, Json] = next(iter(body.get("content", {}).values()), {})
    schema = contract.schema(media.get("schema") or {})
    named = [contract.resolve(example) for example in (media.get("examples") or {}).values()]
    candidates = [media.get("example"), *(e.get("value") for e in named), *schema.get("examples", [])]
    for candidate in candidates:
        if isinstance(candidate, dict):
            return dict(candidate)
    made = generate(contract, schema)
    return made if isinstance(made, dict) else {}


def generate(contract: Contract, schema: dict[str, Json], depth: int = 0) -> Json:
    """The plainest value a schema accepts; only required members, nothing below six levels."""
    schema = contract.schema(schema)
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if schema.get("enum") or schema.get("examples"):
        return (schema.get("enum") or schema["examples"])[0]
    for key in ("allOf", "oneOf", "anyOf"):
        if parts := schema.get(key):
            values = [generate(contract, part, depth + 1) for part in (parts if key == "allOf" else parts[:1])]
            if all(isinstance(v, dict) for v in values):
                return {k: v for value in values for k, v in value.items()}
            return values[0]
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = next((k for k in kind if k != "null"), "null") if isinstance(kind, list) else kind
    makers: dict[str, Callable[[], Json]] = {
        "object": lambda: _members(contract, schema, depth),
        "array": lambda: [generate(contract, schema.get("items", {}), depth + 1)] * schema.get("minItems", 0),
        "integer": lambda: schema.get("minimum", 1),
        "number": lambda: schema.get("minimum", 1),
        "boolean": lambda: True,
        "null": lambda: None,
    }
    return makers.get(kind, lambda: _text(schema))()


def _members(contract: Contract, schema: dict[str, Json], depth: int) -> dict[str, Json]:
    properties = schema.get("properties", {})
    wanted = schema.get("required", []) if depth < 6 else []
    return {name: generate(contract, properties.get(name, {}), depth + 1) for name in wanted}


def _text(schema: dict[str, Json]) -> str:
    known = {
        "date-time": "2026-01-02T03:04:05Z",
        "date": "2026-01-02",
        "email": "judge@example.com",
        "uri": "https://example.com/judge",
        "uuid": "00000000-0000-4000-8000-000000000001",
    }
    text = known.get(schema.get("format", ""), "judge")
    return text.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 10_000)]


def make_distinct(
    contract: Contract, operation: Operation, body: dict[str, Json], unique: set[str], word: str
) -> dict[str, Json]:
    """The body with every naming or unique text member made unlike any other, where the schema allows it."""
    properties = all_properties(contract, operation.body_schema or {})
    changed = dict(body)
    for name, value in body.items():
        schema = contract.schema(properties.get(name, {}))
        free = isinstance(value, str) and not ({"enum", "const"} & set(schema))
        if free and (name in unique or name in NAMING):
            changed[name] = distinct(contract, schema, value, word)
    return changed


def distinct(contract: Contract, schema: dict[str, Json], value: str, word: str) -> str:
    """A value like the example but holding the word; the example itself where no form of it is valid."""
    word = word.upper() if value.isupper() else word
    stem = re.sub(r"[@:].*", "", value)
    longest = schema.get("maxLength", 10_000)
    forms = [
        f"{value}-{word}",
        f"{value}{word}",
        f"{word}.{value}",
        f"{stem[: max(0, longest - len(word) - 1)]}-{word}",
        word,
        f"{word}/{word}",
    ]
    if "@" in value:
        forms.insert(0, f"{word}.{value}")
    is_valid = validator(contract, schema)
    return next((form for form in forms if is_valid(form)), value)


def validator(contract: Contract, schema: str | dict[str, Json]) -> Callable[[Any], bool]:
    """A function that tells whether a value fits a schema of the contract."""
    key = json.dumps(schema, sort_keys=True)
    if key not in contract.validators:
        built = jsonschema_rs.validator_for(contract.standalone(schema), validate_formats=True)
        contract.validators[key] = built.is_valid
    return contract.validators[key]


def all_properties(contract: Contract, schema: dict[str, Json]) -> dict[str, Json]:
    """The members a schema names, those of its allOf parts included."""
    resolved = contract.schema(schema)
    found = dict(resolved.get("properties", {}))
    for part in resolved.get("allOf", []):
        found = {**all_properties(contract, part), **found}
    return found


def required_members(contract: Contract, schema: dict[str, Json]) -> set[str]:
    """The members a schema requires, those of its allOf parts included."""
    resolved = contract.schema(schema)
    parts = [required_members(contract, part) for part in resolved.get("allOf", [])]
    return set(resolved.get("required", [])).union(*parts)
