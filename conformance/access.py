"""Who may enter: the guards, credentials and gates a contract declares, as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.exchange import Json
from conformance.parts import Operation

if TYPE_CHECKING:
    from conformance.contract import Contract


@dataclass(frozen=True)
class Members:
    """The rows that make somebody a member: whose field ``of`` names the row he belongs to and ``user`` the user.

    ``default`` is what somebody counts as who sees the row without being a member.
    """

    resource: str
    of: str
    user: str
    default: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Guard:
    """A row named in the path that only its members may enter; ``unknown`` and ``outsider`` are causes."""

    name: str
    parameter: str
    resource: str
    by: str
    unknown: str
    outsider: str
    within: str | None = None
    members: Members | None = None


@dataclass(frozen=True)
class Issue:
    """An operation that hands out a token, and where its answer holds it."""

    operation: str
    at: str


@dataclass(frozen=True)
class Credential:
    """A kind of token, named as its security scheme. Signed ones are issued, opaque ones are rows of ``resource``."""

    scheme: str
    kind: str
    user: str
    issued: tuple[Issue, ...] = ()
    lifetime: int | None = None
    resource: str | None = None
    field: str | None = None
    owner: str | None = None
    prefix: str = ""
    grants: str | None = None
    expires: str | None = None
    rights: str | None = None
    all_for: Mapping[str, Json] | None = None
    wrong: str | None = None


@dataclass(frozen=True)
class Gate:
    """A feature that is closed unless a flag of the tenant (or of a guard's row) has one of the values."""

    name: str
    of: str
    field: str
    values: tuple[Json, ...]
    cause: str
    opened: str | None = None


def read_guards(conventions: dict[str, Json]) -> tuple[Guard, ...]:
    """The guards in the order they run."""
    found = []
    for raw in conventions.get("guards") or []:
        members = Members(**raw["members"]) if raw.get("members") else None
        names = ("name", "parameter", "resource", "by", "unknown", "outsider", "within")
        found.append(Guard(**{name: raw[name] for name in names if name in raw}, members=members))
    return tuple(found)


def read_credentials(conventions: dict[str, Json]) -> dict[str, Credential]:
    """Kinds of tokens by security scheme, in the order a server tries them."""
    plain = (
        *("kind", "user", "lifetime", "resource", "field", "owner"),
        *("prefix", "grants", "expires", "rights", "all_for", "wrong"),
    )
    return {
        scheme: Credential(
            scheme=scheme,
            issued=tuple(Issue(entry["op"], entry["at"]) for entry in raw.get("issued", ())),
            **{name: raw[name] for name in plain if name in raw},
        )
        for scheme, raw in (conventions.get("credentials") or {}).items()
    }


def read_gates(conventions: dict[str, Json]) -> dict[str, Gate]:
    """Gates by name."""
    return {
        name: Gate(name, raw["of"], raw["field"], tuple(raw["in"]), raw["cause"], raw.get("opened"))
        for name, raw in (conventions.get("gates") or {}).items()
    }


def read_members(resources: dict[str, dict[str, Json]]) -> dict[str, Members]:
    """The rows that make somebody a member of a resource's rows, by that resource."""
    return {name: Members(**declared["members"]) for name, declared in resources.items() if "members" in declared}


def guards_of(contract: Contract, operation: Operation) -> list[Guard]:
    """The guards whose row an operation names in its path, outermost first."""
    return [guard for guard in contract.guards if f"{{{guard.parameter}}}" in operation.path]


def is_personal(contract: Contract, operation: Operation) -> bool:
    """Whether an operation acts on the caller himself: on a user, and its path names none."""
    users = {kind.user for kind in contract.credentials.values()}
    return operation.resource in users and operation.acts.get("as") != "list" and "{" not in operation.path


def schemes_of(operation: Operation) -> dict[str, tuple[str, ...]]:
    """The security schemes an operation takes, each with the scopes it asks for."""
    return {name: tuple(scopes) for choice in operation.security for name, scopes in choice.items()}


def is_public(operation: Operation) -> bool:
    """Whether an operation takes requests without credentials."""
    return not operation.security or {} in operation.security


def by_path(contract: Contract) -> bool:
    """Whether the path names the tenant."""
    return (contract.conventions.get("tenancy") or {}).get("from") == "path"


def by_token(contract: Contract) -> bool:
    """Whether the caller's token says which tenant he is in."""
    return (contract.conventions.get("tenancy") or {}).get("from") == "token"


def is_housed(contract: Contract) -> bool:
    """Whether every request is in some tenant, as its path or its token says: there is no default context."""
    return by_path(contract) or by_token(contract)
