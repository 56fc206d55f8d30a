"""Turning a tenant and a principal into request headers, as the contract's tenancy and security schemes say."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.access import by_path, by_token, is_public, schemes_of
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.expr import place
from conformance.hosts import in_reach
from conformance.target import Principal, Target, Tenant


def tenant_headers(contract: Contract, tenant: Tenant | None) -> dict[str, str]:
    """The header that names the tenant; nothing where tenancy comes from elsewhere or no tenant was asked for."""
    where = contract.conventions.get("tenancy", {}).get("from", "")
    if tenant is None or tenant.value is None or not where.startswith("$request.header."):
        return {}
    return {place(where)[1]: tenant.value}


def credential_headers(contract: Contract, who: Principal | None) -> dict[str, str]:
    """The credential of a principal, where its security scheme puts it; nothing for nobody."""
    if who is None or who.token is None:
        return {}
    schemes = contract.document.get("components", {}).get("securitySchemes", {})
    scheme = contract.resolve(schemes.get(who.scheme) or next(iter(schemes.values()), {}))
    if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
        return {scheme["name"]: who.token.reveal()}
    if scheme.get("type") == "apiKey" and scheme.get("in") == "cookie":
        return {"cookie": f"{scheme['name']}={who.token.reveal()}"}
    kind = str(scheme.get("scheme", "bearer")).capitalize()
    return {"authorization": f"{kind} {who.token.reveal()}"}


def default_principal(target: Target, ranked: list[Principal], tenant: Tenant | None) -> Principal | None:
    """Who acts where nobody is named: the tenant's strongest principal, or the strongest of all.

    A tenant the file does not name was made by the strongest of all.
    """
    if tenant is None or tenant.name not in target.tenant_names:
        return next(iter(ranked), None)
    return next((p for p in ranked if p.tenant == tenant.name), None)


def home_tenant(contract: Contract, target: Target) -> Tenant | None:
    """The tenant of a request that names none: a disposable one, else on this machine the first."""
    named = [t for t in target.tenants if not by_path(contract) or t.path]
    named = [t for t in named if in_reach(contract, target, t) and (not by_token(contract) or is_peopled(target, t))]
    named.sort(key=lambda tenant: is_shut(target, tenant))
    return next((t for t in named if t.disposable), named[0] if named else None)


def is_peopled(target: Target, tenant: Tenant) -> bool:
    """Whether somebody in a tenant has a token."""
    return any(p.tenant == tenant.name and p.token for p in target.principals)


def is_shut(target: Target, tenant: Tenant) -> bool:
    """Whether the target file names a tenant for a feature that is closed there."""
    closed = target.facts.get("closed_gates")
    return isinstance(closed, dict) and tenant.name in closed.values()


def strongest_first(contract: Contract, principals: tuple[Principal, ...]) -> list[Principal]:
    """Principals with a token by how many operations they may call, the file's order among equals."""
    strength = {p.name: sum(may(op, p) for op in contract.operations.values()) for p in principals}
    return sorted((p for p in principals if p.token), key=lambda p: -strength[p.name])


def may(operation: Operation, principal: Principal) -> bool:
    """Whether a principal may call an operation as far as scheme, scopes and what is told of his roles go."""
    if is_public(operation):
        return True
    rules = operation.acts.get("roles", ())
    return has_scopes(operation, principal) and (not rules or any(fits(rule, principal) is not False for rule in rules))


def has_scopes(operation: Operation, principal: Principal) -> bool:
    """Whether an operation takes a principal's kind of token, and he has the scopes it asks for."""
    schemes = schemes_of(operation)
    scheme = principal.scheme or next(iter(schemes), None)
    return scheme in schemes and (not principal.scopes or set(schemes[scheme]) <= set(principal.scopes))


def fits(rule: Mapping[str, Json], principal: Principal) -> bool | None:
    """Whether a principal holds one of a rule's values, as the file tells; None where it tells nothing."""
    held = principal.holds(rule["guard"], rule["field"])
    return None if held is None or "in" not in rule else bool(set(held) & set(map(str, rule["in"])))
