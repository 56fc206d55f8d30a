"""What several mutants share: bodies read with a bound moved, walls with one hole, silence about one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar

from .honest import Field, Form, Row, Stellary

Bends = Mapping[tuple[str, str], dict[str, Any]]


def pairs(*places: str) -> frozenset[tuple[str, str]]:
    """(form, member) pairs from 'form.member' texts."""
    found = (place.split(".") for place in places)
    return frozenset((form, member) for form, member in found)


def bend(*places: str, **changes: object) -> Bends:
    """The same changes for each 'form.member'."""
    return MappingProxyType({pair: dict(changes) for pair in pairs(*places)})


class Bent(Stellary):
    """A server that reads some members of some bodies by another rule: ``bends`` maps (form, member) to changes."""

    bends: ClassVar[Bends] = MappingProxyType({})

    def form(self, name: str) -> Form:
        return {key: replace(field, **self.bends.get((name, key), {})) for key, field in super().form(name).items()}


class Blind(Stellary):
    """A server that takes any JSON value for some members: ``blind`` names (form, member) pairs."""

    blind: ClassVar[frozenset[tuple[str, str]]] = frozenset()

    def check_value(self, name: str, key: str, field: Field, value: object) -> object:
        return value if (name, key) in self.blind else super().check_value(name, key, field, value)


class Leaky(Stellary):
    """A server where a row of one kind answers to its id under every path: ``leak`` is the kind."""

    leak: ClassVar[str] = ""

    def belongs(self, kind: str, row: Row, where: Row) -> bool:
        return kind == self.leak or super().belongs(kind, row, where)


class Keeper(Stellary):
    """A server where deleting a row of one kind answers well and does nothing: ``kept`` is the kind."""

    kept: ClassVar[str] = ""

    def drop(self, kind: str, row: Row) -> None:
        if kind != self.kept:
            super().drop(kind, row)


class Forgetful(Stellary):
    """A server that shows a change of one kind of row and does not keep it: ``forgets`` is the kind."""

    forgets: ClassVar[str] = ""

    def change(self, kind: str, row: Row, changes: Row) -> Row:
        return row | changes if kind == self.forgets else super().change(kind, row, changes)
