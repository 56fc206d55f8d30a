"""Making rows for a check through the API's own operations, and remembering them for the clean-up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from conformance.bodies import all_properties, example_body, make_distinct, required_members
from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Target, Tenant

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_HEX = "0123456789abcdef"


@dataclass(frozen=True)
class Made:
    """One row that exists because of a check. ``parent`` is the id of the row it hangs on, if a check made that too."""

    resource: str
    id: str
    tenant: Tenant | None = None
    principal: Principal | str | None = None
    parent: str | None = None


@dataclass
class Maker:
    """Body factory and row maker of one check."""

    contract: Contract
    client: Client
    target: Target
    rng: random.Random
    forbidden: str | None = None  # why nothing may be written, when that is so
    begin: Callable[[], object] = lambda: None  # called before each write, so that a state can be kept to go back to
    made: list[Made] = field(default_factory=list)

    def word(self) -> str:
        """Eight lower-case letters and digits, first a letter, not used before in this check."""
        return self.rng.choice(_LETTERS[:23]) + "".join(self.rng.choices(_LETTERS, k=7))

    def home(self) -> Tenant | None:
        """Where rows go when no tenant is named: the default context on this machine, else a disposable tenant."""
        if self.target.loopback or not self.contract.conventions.get("tenancy"):
            return None
        return next((t for t in self.target.tenants if t.disposable), None)

    def make(
        self,
        resource: str,
        *,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
        fields: dict[str, Json] | None = None,
    ) -> dict[str, Json]:
        """Create a row; see ``Bench.make``."""
        if self.forbidden:
            raise CheckSkipped(f"needs a {resource} of its own, and {self.forbidden}")
        self.begin()
        operation = self.creator(resource)
        where = self.target.tenant(tenant) if isinstance(tenant, str) else tenant or self.home()
        given = dict(fields or {})
        parent = self._parent(resource, operation, given, where, principal)
        body = self.body(resource, fields=given, operation=operation.id)
        ids = dict.fromkeys(re.findall(r"\{([^}]+)\}", operation.path), parent)
        answer = self.client.call(operation, ids, json=body, tenant=where, principal=principal)
        row = self._row(resource, answer)
        self.made.append(Made(resource, self.id_of(resource, row), where, principal, parent))
        return row

    def adopt(
        self,
        resource: str,
        row_id: str,
        *,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
    ) -> None:
        """Take a row made by hand into the clean-up."""
        where = self.target.tenant(tenant) if isinstance(tenant, str) else tenant
        self.made.append(Made(resource, str(row_id), where, principal))

    def body(
        self, resource: str, *, operation: str | None = None, fields: dict[str, Json] | None = None
    ) -> dict[str, Json]:
        """A valid, distinct body; see ``Bench.body``."""
        op = self.contract.operations[operation] if operation else self.creator(resource)
        body = example_body(self.contract, op)
        parent = self.contract.resources.get(resource, {}).get("parent")
        if parent and parent["field"] not in required_members(self.contract, op.body_schema or {}):
            body.pop(parent["field"], None)  # the example's parent exists nowhere
        body = make_distinct(self.contract, op, body, self._unique(resource), self.word())
        body.update(fields or {})
        return {name: value for name, value in body.items() if value is not ...}

    def creator(self, resource: str) -> Operation:
        """The operation that makes a resource: its create, else a custom POST with a body; CheckSkipped if none."""
        custom = [op for op in self.contract.by("custom", resource) if op.method == "POST" and op.body_schema]
        found = [*self.contract.by("create", resource), *custom]
        if not found:
            raise CheckSkipped(f"no operation creates a {resource}")
        return found[0]

    def id_of(self, resource: str, row: dict[str, Json]) -> str:
        """The id of a row, at its top level or one level below. BadAnswer when it has none."""
        name = self.contract.resources[resource]["id"]["field"]
        for level in (row, *(v for v in row.values() if isinstance(v, dict))):
            if level.get(name) is not None:
                return str(level[name])
        raise BadAnswer(f"the {resource} came without its {name}", expected=name, observed=row)

    def unknown_id(self, resource: str) -> str:
        """An id of the declared form that no row has (long random parts)."""
        form = self.contract.resources[resource]["id"]["form"]

        def fill(part: re.Match[str]) -> str:
            kind, _, size = part[1].partition(":")
            if kind == "hex":
                return "".join(self.rng.choices(_HEX, k=int(size)))
            if kind == "seq":
                return "9" * (int(size) + 4)
            return f"unknown-{self.word()}"

        return re.sub(r"\{([^}]+)\}", fill, form)

    def tenants(self, how_many: int) -> list[Tenant]:
        """Tenants to work in; see ``Bench.tenants``."""
        named = sorted((t for t in self.target.tenants if t.value or t.disposable), key=lambda t: not t.disposable)
        if not self.forbidden and not self.target.loopback:
            named = [t for t in named if t.disposable]
        registry = self.contract.conventions.get("tenancy", {}).get("registry")
        while len(named) < how_many:
            if not (registry and not self.forbidden and self.contract.by("create", registry)):
                raise CheckSkipped(f"needs {how_many} tenants; the target file names {len(named)} and none can be made")
            row_id = self.id_of(registry, self.make(registry))
            named.append(Tenant(row_id, row_id, disposable=True))
        return named[:how_many]

    def _parent(
        self,
        resource: str,
        operation: Operation,
        given: dict[str, Json],
        tenant: Tenant | None,
        principal: Principal | str | None,
    ) -> str | None:
        """The id of the row this one must hang on: given, made before in this check, or made now."""
        parent = self.contract.resources.get(resource, {}).get("parent")
        if not parent:
            return None
        name = parent["field"]
        if name in given:
            return None if given[name] in (None, ...) else str(given[name])
        in_path = "{" in operation.path
        if not in_path and name not in required_members(self.contract, operation.body_schema or {}):
            return None
        own = [m for m in self.made if m.resource == parent["resource"] and m.tenant == tenant]
        if own and name not in self._unique(resource):
            found = own[-1].id
        else:
            row = self.make(parent["resource"], tenant=tenant, principal=principal)
            found = self.id_of(parent["resource"], row)
        if name in all_properties(self.contract, operation.body_schema or {}):
            given[name] = found
        return found

    def _unique(self, resource: str) -> set[str]:
        declared = self.contract.resources.get(resource, {})
        fields = {name for rule in declared.get("unique", []) for name in rule["fields"]}
        sources = {
            rule["slug_of"]
            for name, rule in declared.get("initial", {}).items()
            if isinstance(rule, dict) and "slug_of" in rule and name in fields
        }
        return fields | sources

    def _row(self, resource: str, answer: Exchange) -> dict[str, Json]:
        if not 200 <= answer.status < 300:
            raise BadAnswer(
                f"a valid {resource} could not be created",
                expected=self.contract.operations[str(answer.operation)].success(),
                observed=f"{answer.status or answer.error}: {answer.text[:300]}",
                exchange=answer,
            )
        row = answer.json()
        if not isinstance(row, dict):
            raise BadAnswer(f"a created {resource} is no object", expected="an object", observed=row, exchange=answer)
        return row
