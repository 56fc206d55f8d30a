"""The last line against writing where a run may not write."""

from __future__ import annotations

from conformance.contract import Contract
from conformance.errors import CheckSkipped
from conformance.target import Target, Tenant

_READS = ("GET", "HEAD", "OPTIONS", "TRACE")


def refuse_stray_write(
    contract: Contract, target: Target, tenant: Tenant | None, method: str, operation: str | None
) -> None:
    """Raise CheckSkipped for a writing request that the target file does not allow.

    This machine is exempt. Elsewhere a write needs ``writes = true`` and, where the API keeps tenants apart, a
    disposable tenant; making a new tenant needs none.
    """
    if method in _READS or target.loopback:
        return
    tenancy = contract.conventions.get("tenancy") or {}
    if reason := target.may_write(tenancy=bool(tenancy)):
        raise CheckSkipped(f"{method} not sent: {reason}")
    registry = tenancy.get("registry")
    acts_on = contract.operations[operation].resource if operation else None
    makes_tenant = registry is not None and acts_on == registry
    if tenancy and not makes_tenant and not (tenant and tenant.disposable):
        raise CheckSkipped(f"{method} not sent: it would write outside the disposable tenants")
