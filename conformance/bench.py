"""What a check works with: the contract, the client, a body factory with clean-up, and how it says what it saw."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from conformance.binding import Binding
from conformance.capabilities import REASONS
from conformance.cast import Cast
from conformance.client import Client
from conformance.contract import BASES, Contract
from conformance.control import Control
from conformance.errors import CheckSkipped, CheckStopped
from conformance.exchange import Exchange, Json
from conformance.ladder import Finding, Outcome, finding_id
from conformance.lists import items_of
from conformance.maker import Maker
from conformance.redact import Redactor
from conformance.shared import Shared
from conformance.target import Principal, Target, Tenant

STEPS = 200  # most exchanges kept with one finding


@dataclass
class Bench:
    """One check's workplace. Made new for every check, so that each can be run again alone with the same seed."""

    address: str
    contract: Contract
    client: Client
    target: Target
    control: Control | None
    rng: random.Random
    binding: Binding
    maker: Maker
    cast: Cast
    shared: Shared
    capabilities: frozenset[str]
    redactor: Redactor
    basis: str = "documented"
    strict: bool = False
    findings: list[Finding] = field(default_factory=list)
    first: int = 0

    def make(
        self,
        resource: str,
        *,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
        **fields: Json,
    ) -> dict[str, Json]:
        """Create a row by the contract's create operation and return the answer's row; it is removed after the check.

        The body is valid and distinct; ``fields`` replace or add members, a field given as ``...`` is left out.
        Parents the body must name are made too. Raises BadAnswer (a finding) when the target refuses.
        """
        return self.maker.make(resource, tenant=tenant, principal=principal, fields=fields)

    def body(
        self, resource: str, *, operation: str | None = None, tenant: Tenant | None = None, **fields: Json
    ) -> dict[str, Json]:
        """A valid, distinct body for creating a resource (or for one operation), without sending it."""
        return self.maker.body(resource, operation=operation, fields=fields, tenant=tenant)

    def adopt(
        self,
        resource: str,
        row_id: str,
        *,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
    ) -> None:
        """Take a row into the clean-up that the check created by hand."""
        self.maker.adopt(resource, row_id, tenant=tenant, principal=principal)

    def id_of(self, resource: str, row: dict[str, Json]) -> str:
        """The id of a row, by the resource's declared id field."""
        return self.maker.id_of(resource, row)

    def unknown_id(self, resource: str) -> str:
        """An id of the resource's form that no row has."""
        return self.maker.unknown_id(resource)

    def word(self) -> str:
        """A short word nobody used before, the same in every run of this check with the same seed and world."""
        return self.maker.word()

    def tenants(self, how_many: int) -> list[Tenant]:
        """Tenants to work in, disposable ones first; made through the registry resource where the file names too few.

        Raises CheckSkipped when neither gives enough.
        """
        return self.maker.tenants(how_many)

    def token(self, scopes: Iterable[str] | None = None, **fields: Json) -> Principal:
        """Somebody with a token of these scopes (None: all an API gives unasked); ``fields`` ask for a new one.

        Raises CheckSkipped where the API lets nobody make tokens.
        """
        return self.cast.token(scopes, **fields)

    def items(self, answer: Exchange) -> list[Json]:
        """The items of a list answer, wherever the contract (or what it tolerates) puts them."""
        return items_of(self.contract, answer)

    def secret(self, value: str) -> str:
        """Keep a value the target issued (a token) out of every report; returns it."""
        self.redactor.add(value)
        return value

    @contextmanager
    def limits_on(self) -> Iterator[None]:
        """Rate limits enforced inside. Where the target has no switch they are always on and nothing happens."""
        if self.control is not None and "limits" in self.capabilities:
            with self.control.limited():
                yield
        else:
            yield

    def can(self, capability: str) -> bool:
        """Whether the target offers a capability."""
        return capability in self.capabilities

    def need(self, capability: str) -> None:
        """Skip the check, with the reason, where the target lacks a capability."""
        if not self.can(capability):
            raise CheckSkipped(REASONS.get(capability, f"the target does not offer {capability!r}"))

    def skip(self, reason: str) -> None:
        """End the check without a verdict."""
        raise CheckSkipped(reason)

    def expect(
        self,
        condition: object,
        message: str,
        *,
        expected: Json = None,
        observed: Json = None,
        exchange: Exchange | None = None,
        basis: str | None = None,
        requirement: str | None = None,
        steps: list[Exchange] | None = None,
    ) -> bool:
        """Record a finding when the condition is false, and go on. Returns whether it held.

        ``message`` must not hold ids or times: it is part of the finding's stable id. ``basis`` can lower the check's,
        ``requirement`` ties the finding to one of the rows the check is bound to.
        """
        if condition:
            return True
        rows = (requirement,) if requirement else tuple(row.id for row in self.binding.rows(self.address))
        weight = self._weigh(basis, requirement)
        key = finding_id(self.address, message, requirement)
        if any(f.id == key for f in self.findings):
            return False
        seen = steps if steps is not None else self._steps(exchange)
        exchange = exchange or (seen[-1] if seen else None)
        self.findings.append(
            Finding(
                id=key,
                requirement=rows[0] if rows else None,
                rows=rows,
                check=self.address,
                operation=exchange.operation if exchange else None,
                basis=weight,
                verdict=Outcome.noted if weight == "assumed" and not self.strict else Outcome.failed,
                message=message,
                expected=_plain(expected),
                observed=_plain(observed if observed is not None else str(exchange) if exchange else None),
                curl=exchange.curl() if exchange else None,
                steps=[step.as_step() for step in seen],
            )
        )
        return False

    def require(self, condition: object, message: str, **details: object) -> None:
        """As `expect`, but a false condition ends the check."""
        if not self.expect(condition, message, **details):  # type: ignore[arg-type]  # same keywords as expect
            raise CheckStopped(message)

    def _weigh(self, basis: str | None, requirement: str | None) -> str:
        weights = [basis or self.basis, self.basis]
        if requirement and (row := self.binding.row(requirement)):
            weights = [row.basis, basis or row.basis]
        return min(weights, key=BASES.index)

    def _steps(self, exchange: Exchange | None) -> list[Exchange]:
        """The check's exchanges up to the deciding one; too many are cut in the middle."""
        seen = self.client.recorder.since(self.first)
        if exchange is not None and exchange in seen:
            seen = seen[: seen.index(exchange) + 1]
        if seen and seen[0].check == self.address:
            seen = [*self.shared.behind([step.request.path for step in seen]), *seen]
        return seen if len(seen) <= STEPS else [*seen[:20], *seen[20 - STEPS :]]


def _plain(value: Json) -> Json:
    """A value as JSON can hold it; sets sorted, anything else as text."""
    if isinstance(value, (set, frozenset)):
        return sorted(map(_plain, value), key=str)
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
