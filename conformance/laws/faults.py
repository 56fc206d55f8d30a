"""Bodies with exactly one fault, and bodies at the edge of what is right, made from an operation's schema."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conformance.bench import Bench
from conformance.bodies import example_body, generate, make_distinct, validator
from conformance.chain import is_nested
from conformance.contract import MISSING, Contract, Operation
from conformance.exchange import Json
from conformance.expr import point
from conformance.laws.bounds import bad_values, edges
from conformance.laws.members import Member, conditions, members


@dataclass(frozen=True)
class Variant:
    """A body that differs from a right one in the member at ``pointer``; ``says`` is the same from run to run."""

    pointer: str
    says: str
    body: dict[str, Json]
    basis: str
    kind: str


class Variants:
    """Maker of variants for one operation. ``fill`` puts what a right body must refer to (a parent's id) into one."""

    def __init__(self, bench: Bench, operation: Operation, fill: Callable[[dict[str, Json]], dict[str, Json]]) -> None:
        self.contract: Contract = bench.contract
        self.operation = operation
        self.schema = bench.contract.schema(operation.body_schema or {})
        self.is_valid = validator(bench.contract, operation.body_schema or {})
        self._bench, self._fill = bench, fill
        self.members = list(members(self.contract, self.schema, operation.basis))

    def missing(self) -> Iterator[Variant]:
        """Without one required member, those included that other members make required."""
        for member in self.members:
            base = self._base_with(member.pointer)
            if member.required and base is not None:
                yield from self._without(member, base)
        for condition in conditions(self.contract, self.schema, self.operation.basis):
            base = self._fitting(condition.given)
            if base is not None:
                yield from self._without(condition.member, base)

    def bad(self) -> Iterator[Variant]:
        """With one member of another type, outside its values or its pattern; one required member null."""
        nulls = 0
        for member in self.members:
            if not member.judged:
                continue
            wrong = dict(bad_values(self.contract, member, self._bench.word()))
            if member.required and not nulls and not member.nullable:
                wrong["null"], nulls = None, 1
            yield from self._with(member, wrong, valid=False)

    def outside(self) -> Iterator[Variant]:
        """With one member just past a bound."""
        for member in self.members:
            found = edges(member, item=self._item(member))
            yield from self._with(member, {e.says: e.value for e in found if not e.inside}, valid=False)

    def inside(self) -> Iterator[Variant]:
        """With one member exactly at a bound."""
        resource = str(self.operation.resource)
        unique = self._bench.maker.unique_fields(resource) if is_nested(self.contract) else None
        for member in self.members:
            shared = unique is None or member.name in unique
            found = edges(member, self._bench.word(), item=self._item(member), unique=shared)
            wanted = {e.says: e.value for e in found if e.inside}
            yield from self._with(member, wanted, valid=True)

    def _item(self, member: Member) -> Json:
        """A right item of an array of objects."""
        items = self.contract.schema(member.schema.get("items") or {})
        return generate(self.contract, items) if items.get("properties") else None

    def _with(self, member: Member, values: dict[str, Json], *, valid: bool) -> Iterator[Variant]:
        for says, value in values.items():
            base = self._base_with(member.pointer) or self._base_with(member.pointer.rpartition("/")[0])
            if base is None:
                return
            body = changed(base, member.pointer, value)
            if self.is_valid(body) is valid:
                yield Variant(member.pointer, f"{member.pointer}: {says}", body, member.basis, "value")

    def _without(self, member: Member, base: dict[str, Json]) -> Iterator[Variant]:
        body = changed(base, member.pointer, ...)
        if not self.is_valid(body):
            given = "" if member.required else f" with {_told(member)}"
            yield Variant(member.pointer, f"{member.pointer}: absent{given}", body, member.outer_basis, "missing")

    def _base_with(self, pointer: str) -> dict[str, Json] | None:
        """A right body that has something at a pointer (or could have, at the top level)."""
        for base in self._bases():
            if point(base, pointer) is not MISSING:
                return base
        return None

    def _bases(self) -> Iterator[dict[str, Json]]:
        body = self.contract.resolve(self.operation.raw.get("requestBody") or {})
        media: dict[str, Json] = next(iter(body.get("content", {}).values()), {})
        named = [self.contract.resolve(e).get("value") for e in (media.get("examples") or {}).values()]
        for example in [example_body(self.contract, self.operation), *named, *self.schema.get("examples", [])]:
            right = self._right(example)
            if right is not None:
                yield right

    def _right(self, example: Json) -> dict[str, Json] | None:
        if not isinstance(example, dict):
            return None
        rules = self.contract.resources.get(self.operation.resource or "", {}).get("unique", [])
        unique = {name for rule in rules for name in rule["fields"]}
        body = make_distinct(self.contract, self.operation, copy.deepcopy(example), unique, self._bench.word())
        body = self._fill(body)
        return body if self.is_valid(body) else None

    def _fitting(self, given: dict[str, Json]) -> dict[str, Json] | None:
        """A right body that meets a condition, members it makes required generated."""
        base = next(self._bases(), None)
        if base is None:
            return None
        body = {**base, **given}
        for condition in conditions(self.contract, self.schema, self.operation.basis):
            if condition.given == given and point(body, condition.member.pointer) is MISSING:
                body = changed(body, condition.member.pointer, generate(self.contract, condition.member.schema))
        return body if self.is_valid(body) else None


def _told(member: Member) -> str:
    return ", ".join(f"{name} {value}" for name, value in member.given)


def changed(body: dict[str, Json], pointer: str, value: Json) -> dict[str, Json]:
    """A copy of the body with the value at a pointer; ``...`` takes the member away. Missing objects are made."""
    made = copy.deepcopy(body)
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    place = made
    for part in way:
        if not isinstance(place.get(part), dict):
            place[part] = {}
        place = place[part]
    if value is ...:
        place.pop(last, None)
    else:
        place[last] = value
    return made
