"""What a resource may declare beyond its fields: places, secrets, marks of deletion, who sees rows, references."""

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
    """Deletion sets `field`: to the time, or to true where `flag`. `reveal` is the parameter that shows such rows.

    `revealed_to` is the scope without which the parameter is ignored.
    """

    field: str
    flag: bool
    reveal: str | None
    revealed_to: str | None
    restore: str | None
    not_deleted: str | None

    @property
    def live(self) -> bool | None:
        """The value of the mark on a row that is not deleted."""
        return False if self.flag else None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of `link` tie groups (`by`) to a row (`of`), rows of `members` users (`user`) to groups (`by`)."""

    link: str
    of: str
    by: str
    members: str
    user: str


@dataclass(frozen=True, slots=True)
class Through:
    """The caller sees the row of `resource` that the field `by` names."""

    resource: str
    by: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to see a row: all that it names must hold. `caller` and `row` are fields and the values each may have."""

    caller: Mapping[str, list[Any]]
    row: Mapping[str, list[Any]]
    member: bool
    group: Group | None
    through: Through | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A member of bodies that must name a row of `resource`, or rows, and the cause where it names none.

    It names them by their id, or by the field `by`; `field` of the row keeps the id.
    """

    member: str
    resource: str
    cause: str
    by: str | None
    field: str


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
    return SoftDelete(
        field, flag, entry.get("reveal"), entry.get("revealed_to"), restore.get("op"), restore.get("not_deleted")
    )


def read_sight(entry: Mapping[str, Any] | None) -> tuple[Way, ...]:
    """Read `sight`; none where everybody sees the rows."""
    return tuple(
        Way(
            caller=way.get("caller", {}),
            row=way.get("row", {}),
            member=way.get("member", False),
            group=Group(**way["group"]) if "group" in way else None,
            through=Through(**way["through"]) if "through" in way else None,
        )
        for way in (entry or {}).get("any", ())
    )


def read_references(entries: Mapping[str, Any]) -> tuple[Reference, ...]:
    """Read `references`."""
    return tuple(
        Reference(member, entry["resource"], entry["cause"], entry.get("by"), entry.get("field", member))
        for member, entry in entries.items()
    )
