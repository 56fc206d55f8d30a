"""The parts of a contract: operations, parameters, causes, requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from conformance.exchange import Json

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
BASES = ("assumed", "published", "documented")  # weakest first


def strongest(bases: list[str], default: str = "assumed") -> str:
    """The strongest of several bases (documented > published > assumed)."""
    return max(bases, key=BASES.index, default=default)


@dataclass(frozen=True)
class Parameter:
    """One request parameter. ``where`` is path, query, header or cookie."""

    name: str
    where: str
    required: bool
    schema: dict[str, Json]
    raw: dict[str, Json] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Cause:
    """A named refusal. ``also`` are other statuses a server may answer instead without failing."""

    name: str
    status: int
    code: str | None
    basis: str
    code_basis: str
    also: tuple[int, ...] = ()
    headers: tuple[str, ...] = ()
    raw: dict[str, Json] = field(repr=False, default_factory=dict)

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every status that is fine for this cause, the contract's own first."""
        return (self.status, *self.also)


@dataclass(frozen=True)
class Requirement:
    """One normative statement: which checks judge it, or why none can."""

    id: str
    says: str
    basis: str
    source: Json
    operations: tuple[str, ...]
    checks: tuple[str, ...]
    unverifiable: str | None = None
    conflict: Json = None


@dataclass(frozen=True)
class Operation:
    """One operation of the document, references of its own parts resolved."""

    id: str
    method: str
    path: str
    tag: str
    parameters: tuple[Parameter, ...]
    body_schema: dict[str, Json] | None
    body_required: bool
    answers: dict[str, dict[str, Json]]
    acts: dict[str, Json]
    security: list[dict[str, list[str]]]
    basis: str
    raw: dict[str, Json] = field(repr=False, default_factory=dict)
    media: str = "application/json"

    @property
    def takes_json(self) -> bool:
        """Whether it takes a body, and that body is JSON."""
        return self.body_schema is not None and self.media == "application/json"

    @property
    def security_scopes(self) -> tuple[str, ...]:
        """Scopes (or roles) of the first security alternative, sorted."""
        return tuple(sorted({s for scopes in (self.security[0] if self.security else {}).values() for s in scopes}))

    @property
    def resource(self) -> str | None:
        """Name of the resource it acts on, if declared."""
        name = self.acts.get("resource")
        return str(name) if name else None

    @property
    def is_read(self) -> bool:
        """Whether calling it changes nothing (GET or HEAD)."""
        return self.method in ("GET", "HEAD")

    def success(self) -> int:
        """The first documented status of 2xx or 3xx; 200 when none is named."""
        return min((int(s) for s in self.answers if s.isdigit() and s[0] in "23"), default=200)

    def fill(self, values: Mapping[str, object]) -> str:
        """Its path with each ``{name}`` replaced as given (nothing is quoted: raw forms must be possible)."""
        return re.sub(r"\{([^}]+)\}", lambda m: str(values[m[1]]), self.path)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches a request path, capturing path parameters by position."""
        parts = re.split(r"\{[^}]+\}", self.path)
        return re.compile("([^/]+)".join(re.escape(p) for p in parts) + r"\Z")


def answer_for(operation: Operation, status: int) -> dict[str, Json] | None:
    """The documented answer for a status: exact, then ``4XX``, then ``default``."""
    answers = operation.answers
    return answers.get(str(status)) or answers.get(f"{status // 100}XX") or answers.get("default")
