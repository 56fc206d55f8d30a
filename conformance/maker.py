"""Making rows for a check through the API's own operations, and remembering them for the clean-up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conformance.access import is_housed
from conformance.bodies import example_body, make_distinct, required_members
from conformance.chain import creating, id_field, is_nested
from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.draft import Draft, draft_of
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.paths import Paths
from conformance.referring import refer
from conformance.target import Principal, Target, Tenant
from conformance.tenants import find_tenants

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_HEX = "0123456789abcdef"


@dataclass(frozen=True)
class Made:
    """One row that exists because of a check. ``parent`` is the id of the row it hangs on, if a check made that too.

    ``path`` holds the path parameters that lead to it, those of guards left out.
    """

    resource: str
    id: str
    tenant: Tenant | None = None
    principal: Principal | str | None = None
    parent: str | None = None
    path: Mapping[str, str] = field(default_factory=dict, hash=False)


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
    shared: dict[tuple[str, str | None], Made] = field(default_factory=dict)  # by resource and tenant: see `Shared`
    seen: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)  # ways to rows that lists showed
    founded: list[Tenant] = field(default_factory=list)  # tenants the run made
    aside: set[str] = field(default_factory=set)  # ids of rows made for others to name, that nothing is hung on
    turned: set[tuple[str, str]] = field(
        default_factory=set
    )  # gates, by name and row, that are open or the check's own affair
    people: Callable[[str, Tenant | None], Principal] | None = None  # gives a user whom a new row may name

    @property
    def paths(self) -> Paths:
        """How paths to rows are filled."""
        return Paths(self)

    def word(self) -> str:
        """Eight lower-case letters and digits, first a letter, not used before in this check."""
        return self.rng.choice(_LETTERS[:23]) + "".join(self.rng.choices(_LETTERS, k=7))

    def home(self) -> Tenant | None:
        """Where rows go when no tenant is named: the default context on this machine, else a disposable tenant.

        Where path or token name the tenant there is no default context: the tenant the run is at home in.
        """
        if is_housed(self.contract):
            return self.client.home
        if self.target.loopback or not self.contract.conventions.get("tenancy"):
            return None
        return next((t for t in self.target.tenants if t.disposable), None)

    def own(self, resource: str, tenant: Tenant | None) -> list[Made]:
        """The rows of a resource this check has made in a tenant for others to hang on, in that order."""
        rows = [made for made in self.made if made.resource == resource and made.tenant == tenant]
        return [made for made in rows if made.id not in self.aside]

    def put_aside(self) -> Made:
        """Keep the row that was made last for others to name; paths go on naming those they named before."""
        self.aside.add(self.made[-1].id)
        return self.made[-1]

    def make(
        self,
        resource: str,
        *,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
        fields: dict[str, Json] | None = None,
    ) -> dict[str, Json]:
        """Create a row; see ``Bench.make``."""
        draft = self.draft(resource, tenant=tenant, principal=principal, fields=fields)
        answer = draft.send(self.client)
        row = self._row(resource, answer)
        self.take(draft, row)
        return row

    def draft(
        self,
        resource: str,
        *,
        tenant: Tenant | str | None = None,
        principal: Principal | str | None = None,
        fields: Mapping[str, Json] | None = None,
    ) -> Draft:
        """A creation ready to be sent, with all it refers to in place. CheckSkipped where nothing may be written."""
        if self.forbidden:
            raise CheckSkipped(f"needs a {resource} of its own, and {self.forbidden}")
        self.begin()
        where = self.target.tenant(tenant) if isinstance(tenant, str) else tenant or self.home()
        return draft_of(self, resource, where, principal, fields or {})

    def send(self, resource: str, *, tenant: Tenant | None = None, **fields: Json) -> Exchange:
        """Try to create a row; whatever comes back. What comes into being is taken into the clean-up."""
        draft = self.draft(resource, tenant=tenant, fields=fields)
        answer = draft.send(self.client)
        self.take(draft, answer)
        return answer

    def take(self, draft: Draft, made: Exchange | dict[str, Json]) -> str | None:
        """Take what a creation made into the clean-up; its id, None where nothing came into being."""
        row = made if isinstance(made, dict) else (made.json() if 200 <= made.status < 300 else None)
        if not isinstance(row, dict):
            return None
        path = self.paths.to_row(draft.resource, row, draft.ids)
        row_id = self.id_of(draft.resource, row)
        self.made.append(Made(draft.resource, row_id, draft.tenant, draft.principal, draft.parent, path))
        self.seen[draft.resource, row_id] = path
        return row_id

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
        self.made.append(Made(resource, str(row_id), where, principal, path=self.paths.known(resource, str(row_id))))

    def body(
        self,
        resource: str,
        *,
        operation: str | None = None,
        fields: dict[str, Json] | None = None,
        tenant: Tenant | None = None,
    ) -> dict[str, Json]:
        """A valid, distinct body; see ``Bench.body``."""
        op = self.contract.operations[operation] if operation else self.creator(resource)
        body = example_body(self.contract, op)
        parent = self.contract.resources.get(resource, {}).get("parent")
        if parent and parent["field"] not in required_members(self.contract, op.body_schema or {}):
            body.pop(parent["field"], None)  # the example's parent exists nowhere
        body = make_distinct(self.contract, op, body, self.unique_fields(resource), self.word())
        if is_nested(self.contract):
            body = refer(self, op, body, fields or {}, tenant or self.home())
        body.update(fields or {})
        return {name: value for name, value in body.items() if value is not ...}

    def creator(self, resource: str) -> Operation:
        """The operation that makes a resource: its create, else a custom POST with a body; CheckSkipped if none."""
        if is_nested(self.contract):
            if (making := creating(self.contract, resource)) is None:
                raise CheckSkipped(f"no operation creates a {resource}")
            return making
        custom = [op for op in self.contract.by("custom", resource) if op.method == "POST" and op.body_schema]
        found = [*self.contract.by("create", resource), *custom]
        if not found:
            raise CheckSkipped(f"no operation creates a {resource}")
        return found[0]

    def id_of(self, resource: str, row: dict[str, Json]) -> str:
        """The id of a row, at its top level or one level below. BadAnswer when it has none."""
        for level in (row, *(v for v in row.values() if isinstance(v, dict))):
            name = id_field(self.contract, resource, level)
            if level.get(name) is not None:
                return str(level[name])
        raise BadAnswer(f"the {resource} came without its {name}", expected=name, observed=row)

    def unknown_id(self, resource: str) -> str:
        """An id of the declared form that no row has (long random parts); for a guarded row what names it in a path."""
        if any(
            guard.resource == resource and guard.by != self.contract.resources[resource]["id"]["field"]
            for guard in self.contract.guards
        ):
            return f"unknown-{self.word()}"
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
        return find_tenants(self, how_many)

    def unique_fields(self, resource: str) -> set[str]:
        """The fields no two rows share, and those slugs of such fields are made of."""
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
