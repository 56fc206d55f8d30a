"""Tenants to work in: those of the target file, and those the run makes where they are too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.access import by_path, by_token
from conformance.chain import creating
from conformance.contract import Contract
from conformance.credentials import is_peopled, is_shut
from conformance.errors import CheckSkipped
from conformance.hosts import in_reach
from conformance.target import Target, Tenant

if TYPE_CHECKING:
    from conformance.maker import Maker


def find_tenants(maker: Maker, how_many: int) -> list[Tenant]:
    """Tenants, disposable ones first. Raises CheckSkipped where there are too few and none can be made."""
    named = usable(maker.contract, maker.target)
    named.sort(key=lambda t: (not t.disposable, is_shut(maker.target, t)))
    if not maker.forbidden and not maker.target.loopback:
        named = [t for t in named if t.disposable]
    named += [t for t in maker.founded if t not in named]
    while len(named) < how_many:
        if maker.forbidden or not founding(maker.contract):
            raise CheckSkipped(f"needs {how_many} tenants; the target file names {len(named)} and none can be made")
        named.append(found(maker))
    return named[:how_many]


def usable(contract: Contract, target: Target) -> list[Tenant]:
    """The tenants of the file that can be told from the default context; where a token says who is in, peopled ones."""
    named = [t for t in target.tenants if (t.value or t.disposable or t.path) and in_reach(contract, target, t)]
    return [t for t in named if not by_token(contract) or is_peopled(target, t)]


def founding(contract: Contract) -> list[str]:
    """The resources whose rows make a tenant, outermost first; empty where the API lets nobody make them.

    Where a token says who is in a tenant, a new one would have nobody in it.
    """
    if by_token(contract):
        return []
    registry = (contract.conventions.get("tenancy") or {}).get("registry")
    chain = [g.resource for g in contract.guards] if by_path(contract) else [registry] if registry else []
    return chain if all(contract.by("create", resource) or creating(contract, resource) for resource in chain) else []


def may_write(contract: Contract, target: Target) -> str | None:
    """None when the target may be written to, else why not."""
    makeable = by_path(contract) and bool(founding(contract)) and any(p.token for p in target.principals)
    return target.may_write(tenancy=bool(contract.conventions.get("tenancy")), makeable=makeable)


def found(maker: Maker) -> Tenant:
    """Make a tenant: a row of the registry, or one of each guard inside the one before."""
    if not by_path(maker.contract):
        registry = founding(maker.contract)[0]
        row_id = maker.id_of(registry, maker.make(registry))
        return Tenant(row_id, row_id, disposable=True)
    path: dict[str, str] = {}
    tenant: Tenant | None = None
    for guard in maker.contract.guards:
        row = maker.make(guard.resource, tenant=tenant)
        path[guard.parameter] = str(row[guard.by])
        row_id = maker.id_of(guard.resource, row)
        tenant = Tenant("/".join(path.values()), row_id, disposable=True, path=dict(path))
    if tenant is None:
        raise CheckSkipped("the contract names nothing a tenant could be made of")
    return tenant
