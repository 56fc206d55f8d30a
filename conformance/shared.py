"""What all checks of a run share: rows that others hang on, people, tokens. Made before the first check that writes.

Making them once is what keeps a run over many nested operations short. They are removed when the run ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ParamSpec

from conformance.access import Guard, by_token, is_housed, schemes_of
from conformance.bodies import all_properties
from conformance.cast import Cast, token_name
from conformance.chain import containers, creating, is_nested, own_name
from conformance.contract import Contract, Operation
from conformance.credentials import is_shut
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.maker import Made, Maker
from conformance.opening import open_row
from conformance.target import Principal, Tenant
from conformance.tenants import usable

SPARE = "spare"
P = ParamSpec("P")


@dataclass
class Shared:
    """Rows by resource and tenant, people by what they are for, tenants the run made, and how all came to be."""

    rows: dict[tuple[str, str | None], Made] = field(default_factory=dict)
    people: dict[str, Principal] = field(default_factory=dict)
    tenants: list[Tenant] = field(default_factory=list)
    sibling: Tenant | None = None  # a second place in the home tenant's outer ones, where the run's user may enter too
    made: list[Made] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    turned: set[tuple[str, str]] = field(default_factory=set)  # gates on these rows that were opened
    ways: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)  # paths to every row the run saw

    def spare(self, resource: str) -> Made | None:
        """A second row of a resource others hang on, in the home tenant."""
        return self.rows.get((resource, SPARE))

    def behind(self, texts: list[str]) -> list[Exchange]:
        """The exchanges that made what requests with these paths and bodies rely on."""
        return [e for e in self.exchanges if any(made.id in text for text in texts for made in self._of(e))]

    def _of(self, exchange: Exchange) -> list[Made]:
        return [m for m in self.made if len(m.id) > 2 and exchange.request.method == "POST" and m.id in exchange.text]


def prepare(shared: Shared, maker: Maker, cast: Cast) -> None:
    """Make what the checks will share, in the home tenant and, of containers, in a second one. Failures are left to
    the checks, which make what they lack themselves and say what went wrong.
    """
    if maker.forbidden or not (is_nested(maker.contract) or maker.contract.credentials):
        return
    maker.shared, maker.founded, cast.shared = shared.rows, shared.tenants, shared.people
    maker.turned = shared.turned
    before = len(maker.client.recorder.exchanges)
    with maker.client.recorder.during("shared"):
        _try(_settle, shared, maker)
        home, hung_on = maker.home(), containers(maker.contract)
        for resource in [*hung_on, *_others(maker.contract)]:
            _try(_share, shared, maker, resource, home)
        for resource in hung_on:
            _try(_share, shared, maker, resource, home, SPARE)
        for tenant in _second(maker, home):
            for resource in hung_on:
                _try(_share, shared, maker, resource, tenant)
        _try(_found_sibling, shared, maker, home)
        _gather(shared, maker, cast)
    shared.made, maker.made = maker.made, []
    shared.exchanges = [e for e in maker.client.recorder.exchanges[before:] if 200 <= e.status < 300]


def _try(step: Callable[P, object], *args: P.args, **options: P.kwargs) -> None:
    try:
        step(*args, **options)
    except (BadAnswer, CheckSkipped):
        return  # the check that needs it says so


def _settle(shared: Shared, maker: Maker) -> None:
    """Find a home: a tenant of the file, or one made for the run."""
    if not maker.contract.guards:
        return
    tenant = maker.tenants(1)[0]
    if tenant.name not in maker.target.tenant_names:
        shared.tenants.append(tenant)
    maker.client.home = tenant


def _second(maker: Maker, home: Tenant | None) -> Iterator[Tenant]:
    if is_housed(maker.contract):
        others = [t for t in usable(maker.contract, maker.target) if t != home and not is_shut(maker.target, t)]
        entered = [t for t in others if by_token(maker.contract) or t.path]
        yield from [t for t in entered if t.disposable or maker.target.loopback][:1]


def _found_sibling(shared: Shared, maker: Maker, home: Tenant | None) -> None:
    """A second row of the innermost guard beside the home's."""
    if home is None or not maker.contract.guards:
        return
    guard = maker.contract.guards[-1]
    row = maker.make(guard.resource, tenant=home)
    path = {**home.path, guard.parameter: str(row[guard.by])}
    shared.sibling = Tenant("/".join(path.values()), maker.id_of(guard.resource, row), disposable=True, path=path)


def _share(shared: Shared, maker: Maker, resource: str, tenant: Tenant | None, role: str | None = None) -> None:
    """One row of a resource; a spare one hangs on spare rows."""
    key = (resource, role or (tenant.name if tenant else None))
    if key in shared.rows:
        return
    if creating(maker.contract, resource) is None:
        shared.rows[key] = maker.paths.existing(resource, tenant)
        return
    hidden = [m for m in maker.made if role is None or shared.rows.get((m.resource, SPARE)) is not m]
    rest = [m for m in maker.made if m not in hidden]
    maker.made = rest  # `above` prefers rows just made: of spare rows the spare ones, else those shared
    try:
        maker.make(resource, tenant=tenant)
        shared.rows[key] = maker.made[-1]
        open_row(maker, resource, maker.made[-1].id, tenant)
    finally:
        maker.made = [*hidden, *maker.made]


def _others(contract: Contract) -> list[str]:
    """Resources a row is named of in a path, that nothing else hangs on."""
    guarded = {g.resource for g in contract.guards} | {g.members.resource for g in contract.guards if g.members}
    guarded |= {members.resource for members in contract.members.values()}  # each check lets people in by itself
    tokens = {kind.resource for kind in contract.credentials.values()}
    named = {str(op.resource) for op in contract.operations.values() if op.resource and own_name(contract, op)}
    return [r for r in contract.resources if r in named and r not in {*containers(contract), *guarded, *tokens}]


def _gather(shared: Shared, maker: Maker, cast: Cast) -> None:
    """Somebody new, a new member for each guard, and a token for each scope: with it alone, and with all but it."""
    people, guards, home = shared.people, maker.contract.guards, maker.home()
    _try(lambda: people.setdefault("newcomer", cast.register()))
    for number, guard in enumerate(guards):
        if home is None:
            return
        _try(_admit, shared, cast, guard, home)
        if (key := f"member of {guard.name}") in people and number + 1 < len(guards):
            people[f"outside {guards[number + 1].name}"] = people[key]
    every = all_scopes(maker.contract)
    for scope in every:
        for scopes in ((scope,), tuple(sorted(set(every) - {scope}))):
            _try(_mint, shared, cast, scopes)


def _admit(shared: Shared, cast: Cast, guard: Guard, home: Tenant) -> None:
    shared.people[f"member of {guard.name}"] = cast.joined(
        guard, home, lambda entry: weakest(cast.maker.contract, guard.name, entry)
    )


def _mint(shared: Shared, cast: Cast, scopes: tuple[str, ...]) -> None:
    if token_name(scopes) not in shared.people:
        shared.people[token_name(scopes)] = cast.mint(scopes)


def all_scopes(contract: Contract) -> list[str]:
    """The scopes operations ask for of tokens that have scopes."""
    granted = {scheme for scheme, kind in contract.credentials.items() if kind.grants}
    found = {
        s for op in contract.operations.values() for n, scopes in schemes_of(op).items() if n in granted for s in scopes
    }
    return sorted(found)


def weakest(contract: Contract, guard: str, entry: Operation) -> dict[str, Json]:
    """The values of a membership's roles that let their holder do least."""
    rules = [rule for op in contract.operations.values() for rule in op.acts.get("roles", ()) if rule["guard"] == guard]
    found = {}
    for name, schema in all_properties(contract, entry.body_schema or {}).items():
        values = contract.schema(schema).get("enum") or []
        if values:
            found[name] = min(values, key=lambda v: sum(v in rule["in"] for rule in rules if rule["field"] == name))
    return found
