"""The members an operation's body can have, with their bounds, and those that other members make required."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conformance.bodies import all_properties, required_members
from conformance.contract import Contract
from conformance.exchange import Json

DEEPEST = 3
Given = tuple[tuple[str, Json], ...]


@dataclass(frozen=True)
class Member:
    """One member: where, its schema (resolved), whether it must be there, and who says so.

    ``basis`` is that of its values, ``outer_basis`` that of the object it stands in, which says what is required.
    ``given`` are the values of other members that make it required; empty where it is required anyway or never.
    """

    pointer: str
    schema: dict[str, Json]
    required: bool
    basis: str
    outer_basis: str
    given: Given = ()

    @property
    def name(self) -> str:
        """The last part of its pointer."""
        return self.pointer.rpartition("/")[2]

    @property
    def types(self) -> tuple[str, ...]:
        """JSON types it takes, as far as the schema says."""
        kind = self.schema.get("type", ())
        return (kind,) if isinstance(kind, str) else tuple(kind)

    @property
    def judged(self) -> bool:
        """Whether a source says enough to call a value wrong."""
        return bool(self.types or "enum" in self.schema or "const" in self.schema)

    @property
    def nullable(self) -> bool:
        """Whether null is allowed, or nothing is said."""
        return not self.types or "null" in self.types

    @property
    def refers(self) -> bool:
        """Whether it looks like the id of another row, so that not every valid value will do."""
        return self.name == "id" or self.name.endswith(("Id", "Ids", "_id", "_ids"))


@dataclass(frozen=True)
class Condition:
    """A member that is required once other members have the given values."""

    given: dict[str, Json]
    member: Member


def members(
    contract: Contract, schema: dict[str, Json], basis: str, above: str = "", depth: int = 1
) -> Iterator[Member]:
    """Every named member of a body, those inside objects included, outermost first."""
    schema = contract.schema(schema)
    basis = basis_of(schema, basis)
    needed = required_members(contract, schema)
    for name, raw in all_properties(contract, schema).items():
        found = contract.schema(raw)
        pointer = f"{above}/{name.replace('~', '~0').replace('/', '~1')}"
        yield Member(pointer, found, name in needed, basis_of(found, basis), basis)
        if depth < DEEPEST and ("properties" in found or "allOf" in found):
            yield from members(contract, found, basis_of(found, basis), pointer, depth + 1)


def conditions(contract: Contract, schema: dict[str, Json], basis: str) -> Iterator[Condition]:
    """What ``if``/``then`` makes required, for conditions that are values of members."""
    schema = contract.schema(schema)
    basis = basis_of(schema, basis)
    known = {member.pointer: member for member in members(contract, schema, basis)}
    for part in [schema, *(contract.schema(p) for p in schema.get("allOf", []))]:
        given = _values(contract, part.get("if") or {})
        if given:
            for pointer, found in _needed(contract, part.get("then") or {}, ""):
                plain = known.get(pointer) or Member(pointer, found, required=False, basis=basis, outer_basis=basis)
                yield Condition(given, replace(plain, required=False, given=tuple(given.items())))


def _values(contract: Contract, condition: dict[str, Json]) -> dict[str, Json]:
    given: dict[str, Json] = {}
    for name, raw in condition.get("properties", {}).items():
        schema = contract.schema(raw)
        if "const" in schema:
            given[name] = schema["const"]
        elif schema.get("enum"):
            given[name] = schema["enum"][0]
    return given


def _needed(contract: Contract, schema: dict[str, Json], above: str) -> Iterator[tuple[str, dict[str, Json]]]:
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        yield f"{above}/{name}", contract.schema(properties.get(name, {}))
    for name, raw in properties.items():
        yield from _needed(contract, contract.schema(raw), f"{above}/{name}")


def basis_of(schema: dict[str, Json], outer: str) -> str:
    """The basis a schema states itself, else that of what it stands in."""
    return str((schema.get("x-source") or {}).get("basis", outer))
