"""Who sees a row: the keyword `sight` as frozen dataclasses, and what it says of somebody the target file tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.chain import names_in, stands_for
from conformance.exchange import Json
from conformance.parts import Operation
from conformance.target import Principal

if TYPE_CHECKING:
    from conformance.contract import Contract

Told = bool | None  # None: nobody can tell


@dataclass(frozen=True)
class Group:
    """Rows of ``link`` tie groups to a row (``of`` its id, ``by`` the group's), rows of ``members`` users to groups."""

    link: str
    of: str
    by: str
    members: str
    user: str


@dataclass(frozen=True)
class Through:
    """The row of ``resource`` that the field ``by`` names, which the caller must see."""

    resource: str
    by: str


@dataclass(frozen=True)
class Alternative:
    """One way to see a row: all that it names must hold."""

    caller: Mapping[str, tuple[Json, ...]] = field(default_factory=dict, hash=False)
    row: Mapping[str, tuple[Json, ...]] = field(default_factory=dict, hash=False)
    member: bool = False
    group: Group | None = None
    through: Through | None = None

    @property
    def name(self) -> str:
        """What it asks for, in one word for each thing: ``caller``, ``caller+group``."""
        parts = ("caller", "row", "member", "group", "through")
        return "+".join(part for part in parts if getattr(self, part))


@dataclass(frozen=True)
class Ties:
    """What ties somebody to a row apart from what the file tells: whether a check made him a member, put him in a group
    of the row, or let him see the row it goes through.
    """

    member: bool = False
    group: bool = False
    through: bool = False


def sight_of(contract: Contract, resource: str | None) -> tuple[Alternative, ...]:
    """The ways to see a row of a resource; none where everybody does who may ask."""
    declared = contract.resources.get(resource or "", {}).get("sight") or {}
    return tuple(_read(raw) for raw in declared.get("any", ()))


def _read(raw: Mapping[str, Json]) -> Alternative:
    return Alternative(
        caller={name: tuple(values) for name, values in raw.get("caller", {}).items()},
        row={name: tuple(values) for name, values in raw.get("row", {}).items()},
        member=bool(raw.get("member")),
        group=Group(**raw["group"]) if "group" in raw else None,
        through=Through(**raw["through"]) if "through" in raw else None,
    )


def groups(contract: Contract) -> Iterator[Group]:
    """Every declared way to see a row by being in a group of it."""
    for resource in contract.resources:
        yield from (way.group for way in sight_of(contract, resource) if way.group)


def is_membership(contract: Contract, resource: str) -> bool:
    """Whether rows of a resource put users in a row or a group, so that each is about another one."""
    inside = {rows.resource for rows in contract.members.values()} | {group.members for group in groups(contract)}
    return resource in inside


def sighted(contract: Contract, operation: Operation) -> list[tuple[str, str]]:
    """The parameters in an operation's path that name rows not everybody sees, each with its resource."""
    named = ((name, stands_for(contract, operation, name)) for name in names_in(operation.path))
    return [(name, resource) for name, resource in named if resource and sight_of(contract, resource)]


def sees(contract: Contract, resource: str, person: Principal, row: Mapping[str, Json], ties: Ties = Ties()) -> Told:
    """Whether somebody sees a row of a resource, as far as the contract, the target file and what a check did tell."""
    ways = sight_of(contract, resource)
    return not ways or _either(holds(contract, resource, way, person, row, ties) for way in ways)


def holds(
    contract: Contract, resource: str, way: Alternative, person: Principal, row: Mapping[str, Json], ties: Ties = Ties()
) -> Told:
    """Whether one way to see a row is open to somebody."""
    # What the file tells of memberships is about rows that were there before: of a new row it is no news.
    by_file = None if person.is_told_of(resource) else False
    parts: list[Told] = [_has(person, name, values) for name, values in way.caller.items()]
    parts += [row[name] in values if name in row else None for name, values in way.row.items()]
    parts += [ties.member or by_file] if way.member else []
    parts += [ties.group or by_file] if way.group else []
    if way.through is not None:
        named = row.get(way.through.by, ...) is not None
        parts.append(named and (ties.through or sees(contract, way.through.resource, person, {})))
    return False if False in parts else None if None in parts else True


def _has(person: Principal, name: str, values: tuple[Json, ...]) -> Told:
    told = person.holds("user", name)
    return None if told is None else bool(set(told) & set(map(str, values)))


def _either(parts: Iterable[Told]) -> Told:
    seen = list(parts)
    return True if True in seen else None if None in seen else False
