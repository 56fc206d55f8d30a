"""Turning a tenant and a principal into request headers, as the contract's tenancy and security schemes say."""

from __future__ import annotations

from conformance.contract import Contract
from conformance.expr import place
from conformance.target import Principal, Target, Tenant


def tenant_headers(contract: Contract, tenant: Tenant | None) -> dict[str, str]:
    """The header that names the tenant; nothing where tenancy comes from the token or no tenant was asked for."""
    where = contract.conventions.get("tenancy", {}).get("from", "")
    if tenant is None or tenant.value is None or not where.startswith("$request.header."):
        return {}
    return {place(where)[1]: tenant.value}


def credential_headers(
    contract: Contract, target: Target, tenant: Tenant | None, principal: Principal | None
) -> dict[str, str]:
    """The credential of a principal; without one, that of the tenant's first principal (or of the file's first)."""
    who = principal or _default(target, tenant)
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


def _default(target: Target, tenant: Tenant | None) -> Principal | None:
    if tenant is not None:
        own = [p for p in target.principals if p.tenant == tenant.name]
        return own[0] if own else None
    return target.principals[0] if target.principals else None
