"""What a resource may declare beyond its fields: a place among siblings, secrets, deletion that leaves a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Position:
    """`field` counts the live rows that share the values of `within`, from `start`."""

    field: str
    within: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Secret:
    """Fields that show in the answers of some operations alone."""

    fields: frozenset[str]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class SoftDelete:
    """Deletion sets `field`: to the time, or to true where `flag`. `reveal` is the parameter that shows such rows."""

    field: str
    flag: bool
    reveal: str | None
    restore: str | None
    not_deleted: str | None

    @property
    def live(self) -> bool | None:
        """The value of the mark on a row that is not deleted."""
        return False if self.flag else None


def read_position(entry: Mapping[str, Any] | None) -> Position | None:
    """Read `position`."""
    return Position(entry["field"], tuple(entry["within"]), entry.get("from", 0)) if entry else None


def read_secret(entry: Mapping[str, Any] | None) -> Secret | None:
    """Read `secret`."""
    return Secret(frozenset(entry.get("fields", ())), frozenset(entry.get("shown", ()))) if entry else None


def read_soft_delete(entry: Mapping[str, Any] | None, members: Mapping[str, Any]) -> SoftDelete | None:
    """Read `soft_delete`; the schema's members tell whether the mark is a flag or a time."""
    if not entry:
        return None
    field, restore = entry["mark"]["field"], entry.get("restore", {})
    flag = members.get(field, {}).get("type") == "boolean"
    return SoftDelete(field, flag, entry.get("reveal"), restore.get("op"), restore.get("not_deleted"))
