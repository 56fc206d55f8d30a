"""Values a member must not take, and values at and just past its bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.bodies import NAMING, validator
from conformance.contract import Contract
from conformance.exchange import Json
from conformance.laws.members import Member

OTHER_TYPES: dict[str, Json] = {"string": 12345, "boolean": "yes", "object": "text", "array": "text"}
# None of these suits the patterns one meets; the first that a schema refuses is sent.
MISFITS = ("judge", "not valid", "!!!", "a/b/c", "%", "ÄÖ", "-")
FORMATS = ("date-time", "date", "email", "uri", "uuid")
FEW = 12  # values of an enumeration that are tried one by one
SHORTEST_NAME = 8  # characters a value needs so that no other row has it


@dataclass(frozen=True)
class Edge:
    """A value at a bound (``inside``) or just past it."""

    says: str
    value: Json
    inside: bool


def bad_values(contract: Contract, member: Member, word: str) -> Iterator[tuple[str, Json]]:
    """Values a member must not take, each with what is wrong about it: a type, a value, a pattern."""
    schema, types = member.schema, member.types
    items = contract.schema(schema.get("items") or {})
    if "array" in types and all(isinstance(value, str) for value in items.get("enum", [None])):
        yield "an item that is not one of its values", [f"judge-{word}"]
    allowed = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if allowed:
        if all(isinstance(value, str) for value in allowed):
            yield "not one of its values", f"judge-{word}"
        return
    wrong = [OTHER_TYPES[kind] for kind in types if kind in OTHER_TYPES]
    if len(types) == 1 and wrong:
        yield f"no {types[0]}", wrong[0]
    if types in (("integer",), ("number",)):
        yield f"a text, no {types[0]}", str(schema.get("minimum", 3))
    if types == ("integer",):
        # Between its bounds, so that being no integer is the only fault.
        yield "a fraction", schema.get("minimum", 2) + 0.5
    if "pattern" in schema or schema.get("format") in FORMATS:
        fits = validator(contract, schema)
        misfit = next((text for text in MISFITS if not fits(text) and _long_enough(text, schema)), None)
        if misfit is not None:
            yield "not of its form", misfit
        if fits(word) and not fits(word.upper()) and _long_enough(word, schema):
            yield "in capitals", word.upper()


def _long_enough(text: str, schema: dict[str, Json]) -> bool:
    return bool(schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)))


def edges(member: Member, word: str = "", *, item: Json = None, unique: bool = True) -> Iterator[Edge]:
    """Values at and just past the bounds of a member; each of its values, where they are few.

    ``item`` is a right item of an array, ``unique`` says that no two rows share the value.
    """
    schema = member.schema
    if "const" in schema:
        return
    if "enum" in schema:
        for value in schema["enum"] if len(schema["enum"]) <= FEW else ():
            yield Edge(f"the value {value}", value, inside=True)
        return
    if {"integer", "number"} & set(member.types):
        yield from _numbers(schema)
    if "string" in member.types:
        yield from _texts(member, word, unique=unique)
    if "array" in member.types and isinstance(schema.get("items"), dict):
        yield from _arrays(schema, item)


def _numbers(schema: dict[str, Json]) -> Iterator[Edge]:
    for key, step in (("minimum", -1), ("maximum", 1)):
        if key in schema:
            yield Edge(f"{schema[key]}, its {key}", schema[key], inside=True)
            yield Edge(f"{schema[key] + step}, past its {key}", schema[key] + step, inside=False)
    for key, step in (("exclusiveMinimum", 1), ("exclusiveMaximum", -1)):
        if key in schema:
            yield Edge(f"{schema[key] + step}, next to its {key}", schema[key] + step, inside=True)
            yield Edge(f"{schema[key]}, its {key}", schema[key], inside=False)


def _texts(member: Member, word: str, *, unique: bool) -> Iterator[Edge]:
    shortest, longest = member.schema.get("minLength", 0), member.schema.get("maxLength")
    free = not member.refers and "format" not in member.schema
    named = unique and member.name in NAMING
    if shortest:
        yield Edge(f"{shortest - 1} characters, one too few", "x" * (shortest - 1), inside=False)
    if shortest and free and (not named or shortest >= SHORTEST_NAME):
        yield Edge(f"{shortest} characters", word.ljust(shortest, "x")[:shortest], inside=True)
    if longest is not None:
        yield Edge(f"{longest + 1} characters, one too many", word.ljust(longest + 1, "x")[: longest + 1], inside=False)
    if longest is not None and free and (not named or longest >= SHORTEST_NAME):
        yield Edge(f"{longest} characters", word.ljust(longest, "x")[:longest], inside=True)


def _arrays(schema: dict[str, Json], item: Json) -> Iterator[Edge]:
    examples = schema["items"].get("examples") or schema["items"].get("enum") or ([item] if item is not None else None)
    if not examples or schema.get("uniqueItems"):
        return
    if schema.get("minItems"):
        yield Edge(
            f"{schema['minItems'] - 1} items, one too few", [examples[0]] * (schema["minItems"] - 1), inside=False
        )
    if "maxItems" in schema:
        yield Edge(f"{schema['maxItems']} items", [examples[0]] * schema["maxItems"], inside=True)
        yield Edge(
            f"{schema['maxItems'] + 1} items, one too many", [examples[0]] * (schema["maxItems"] + 1), inside=False
        )


def outsider(schema: dict[str, Json], word: str) -> tuple[str, Json] | None:
    """A value a query parameter must not take, with what is wrong about it; None where every text will do."""
    if schema.get("enum"):
        return "not one of its values", f"judge-{word}"
    if schema.get("type") in ("integer", "number"):
        return "no number", word
    if schema.get("type") == "boolean":
        return "no boolean", word
    pattern = schema.get("pattern")
    misfit = next((text for text in MISFITS if pattern and not re.search(pattern, text)), None)
    return ("not of its form", misfit) if misfit else None
