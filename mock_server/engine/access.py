"""Who may do what, as the contract says it: credentials, guards, gates, roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Credential:
    """One kind of token. Fields named in `grants`, `expires`, `used`, `owner` and `field` are those of its row."""

    scheme: str
    kind: str
    user: str
    lifetime: int | None
    resource: str
    field: str
    owner: str
    prefix: str
    grants: str | None
    rights: str | None
    all_for: Mapping[str, tuple[Any, ...]]
    expires: str | None
    used: str | None
    wrong: str | None
    issued: Mapping[str, str]
    """Operation to the place of the token in its answer."""


@dataclass(frozen=True, slots=True)
class Members:
    """The rows that say who belongs to a row: `of` holds its id, `user` that of the member.

    `default` is what somebody counts as who has no such row.
    """

    resource: str
    of: str
    user: str
    default: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guard:
    """A row named in the path that only its members may enter."""

    name: str
    parameter: str
    resource: str
    by: str
    within: str | None
    unknown: str
    outsider: str
    members: Members | None
    handler: str | None


@dataclass(frozen=True, slots=True)
class Gate:
    """A feature that is closed unless a field of the tenant's, a guard's or a path's row has one of some values."""

    of: str
    field: str
    values: tuple[Any, ...]
    cause: str


@dataclass(frozen=True, slots=True)
class Role:
    """A value that a field must hold: of the caller's membership row of a guard or resource, or of his row ("user").

    Of the operation's row ("row") the field holds the caller's id, and `values` is None.
    """

    guard: str
    field: str
    values: tuple[Any, ...] | None


def read_credentials(entries: Mapping[str, Given]) -> dict[str, Credential]:
    """Credentials by scheme, in the order they are tried."""
    return {
        scheme: Credential(
            scheme=scheme,
            kind=entry["kind"],
            user=entry["user"],
            lifetime=entry.get("lifetime"),
            resource=entry.get("resource", ""),
            field=entry.get("field", ""),
            owner=entry.get("owner", ""),
            prefix=entry.get("prefix", ""),
            grants=entry.get("grants"),
            rights=entry.get("rights"),
            all_for={name: _tuple(values) for name, values in entry.get("all_for", {}).items()},
            expires=entry.get("expires"),
            used=entry.get("used"),
            wrong=entry.get("wrong"),
            issued={issue["op"]: issue["at"] for issue in entry.get("issued", ())},
        )
        for scheme, entry in entries.items()
    }


def read_members(entry: Given | None) -> Members | None:
    """Read `members`."""
    return Members(**entry) if entry else None


def read_guards(entries: list[Given]) -> tuple[Guard, ...]:
    """Guards in the order they are asked."""
    return tuple(
        Guard(
            entry["name"],
            entry["parameter"],
            entry["resource"],
            entry["by"],
            entry.get("within"),
            entry["unknown"],
            entry["outsider"],
            read_members(entry.get("members")),
            entry.get("handler"),
        )
        for entry in entries
    )


def read_gates(entries: Mapping[str, Given]) -> dict[str, Gate]:
    """Gates by name."""
    return {
        name: Gate(entry["of"], entry["field"], tuple(entry["in"]), entry["cause"]) for name, entry in entries.items()
    }


def read_roles(entries: list[Given]) -> tuple[Role, ...]:
    """The roles of one operation."""
    return tuple(
        Role(entry["guard"], entry["field"], tuple(entry["in"]) if "in" in entry else None) for entry in entries
    )


def read_security(given: list[Given] | None) -> tuple[Mapping[str, frozenset[str]], ...]:
    """The ways into an operation, each a mapping from scheme to scopes; none for a public operation."""
    return tuple({scheme: frozenset(scopes) for scheme, scopes in way.items()} for way in given or ())


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)
