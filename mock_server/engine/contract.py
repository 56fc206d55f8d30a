"""What the bundle says, as frozen dataclasses: this side's own reading of the four x- keys and of plain OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.engine.access import Credential, Gate, Guard, Members, Role
from mock_server.engine.traits import Position, Reference, Secret, SoftDelete, Way

Json = Any
"""A JSON value: dict, list, str, int, float, bool or None."""


class ContractError(Exception):
    """The bundle asks for something this engine does not know; one line that names the place."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One named failure and how the API words it."""

    name: str
    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Where a request names its tenant: an expression, "token" or "path"; `registry` is the resource of the tenants.

    The first label of the host may name one too: by the registry's field `host`; `clash` is the cause of a token of
    another.
    """

    at: str
    optional: bool
    registry: str | None
    unknown: str | None
    foreign: str
    host: str | None
    clash: str


@dataclass(frozen=True, slots=True)
class Page:
    """A way to cut lists into pages. Members of the answer are OpenAPI runtime expressions, None where not shown."""

    size_at: str
    default: int
    max: int
    over: str
    start_at: str | None
    first: int
    items: str
    members: Mapping[str, str]
    """Role (total, page, size_echo, pages, more) to expression."""
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """`quota` requests per `window` seconds for each address, token or tenant."""

    name: str
    quota: int
    window: int
    per: str
    cause: str


@dataclass(frozen=True, slots=True)
class Journal:
    """The resource that gains an entry per event, and the field that names the event."""

    resource: str
    event: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The row another one hangs on; `field` of the child holds its id."""

    resource: str
    field: str
    missing: str | None
    on_delete: str


@dataclass(frozen=True, slots=True)
class Unique:
    """Fields no two rows share within a tenant, a parent or the whole API, among live rows or all that ever were."""

    fields: tuple[str, ...]
    within: str
    among: str
    cause: str


@dataclass(frozen=True, slots=True)
class Move:
    """One move between states; `origins` None means any state."""

    operation: str
    when: Mapping[str, Json]
    origins: frozenset[Json] | None
    to: Json
    sets: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class States:
    """The state field, its first value, and its moves; `illegal` is the cause of a move from any other state."""

    field: str
    initial: Json
    moves: tuple[Move, ...]
    illegal: str | None


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of row."""

    name: str
    schema: Mapping[str, Json]
    id_field: str
    form: str
    tenant: str | None
    missing: str | None
    parent: Parent | None
    unique: tuple[Unique, ...]
    append_only: bool
    created: str | None
    updated: str | None
    initial: Mapping[str, Mapping[str, Json]]
    states: States | None
    derived: Mapping[str, Mapping[str, Json]]
    parameter: str | None
    owner: str | None
    position: Position | None
    secret: Secret | None
    soft_delete: SoftDelete | None
    members: Members | None
    sight: tuple[Way, ...]
    references: tuple[Reference, ...]
    is_tenant: bool
    """Whether a row is itself the tenant."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation; its schema is resolved as far as its own keywords."""

    name: str
    place: str
    required: bool
    schema: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Body:
    """The request body an operation reads; `also` are further media types of the same members."""

    schema: Mapping[str, Json]
    media_type: str
    required: bool
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A field that narrows a list; `all` is the value that means no filter (None where there is none).

    `compare` says how; a text is searched in all of `fields`, of which `field` is the first. `none` is the value that
    means null, `excepts` are fields and values that keep a row out of the past; rows with `value` are hidden unless
    one of the parameters `unless` is given.
    """

    field: str
    at: str
    all: Json
    compare: str
    fields: tuple[str, ...]
    none: Json
    excepts: Mapping[str, tuple[Json, ...]]
    value: Json
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method and path, and what it does."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: Mapping[str, Mapping[str, Json] | None]
    """Status ("200", "default") to the JSON schema of the body; None for an answer without one."""
    success: int
    verb: str
    resource: str | None
    handler: str | None
    page: str | None
    items: str
    order: tuple[str, ...]
    filters: tuple[Filter, ...]
    limit: str | None
    emits: tuple[str, ...]
    causes: Mapping[str, str]
    answer: Mapping[str, Json] | None
    security: tuple[Mapping[str, frozenset[str]], ...]
    roles: tuple[Role, ...]
    gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything the engine reads of one API."""

    name: str
    document: Mapping[str, Json]
    envelope: Mapping[str, str]
    precedence: tuple[str, ...]
    causes: Mapping[str, Cause]
    tenancy: Tenancy | None
    alias: str | None
    headers: Mapping[str, str]
    pages: Mapping[str, Page]
    limits: Mapping[str, Limit]
    default_limit: str | None
    journal: Journal | None
    credentials: Mapping[str, Credential]
    guards: tuple[Guard, ...]
    gates: Mapping[str, Gate]
    resources: Mapping[str, Resource]
    operations: Mapping[str, Operation]

    @property
    def visited(self) -> bool:
        """Whether operations ask who calls, or walk through the rows their paths name."""
        return bool(self.credentials or self.guards or any(r.parameter for r in self.resources.values()))

    def resource(self, name: str) -> Resource:
        """The resource of that name; ContractError where the bundle declares none."""
        found = self.resources.get(name)
        if found is None:
            raise ContractError(f"{self.name}: no resource {name!r} in components.x-resources")
        return found
