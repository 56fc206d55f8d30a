"""The last line against writing where a run may not write."""

from __future__ import annotations

from conformance.chain import creating, deleting
from conformance.contract import Contract
from conformance.errors import CheckSkipped
from conformance.target import Target, Tenant
from conformance.tenants import founding, may_write

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
    if reason := may_write(contract, target):
        raise CheckSkipped(f"{method} not sent: {reason}")
    acts_on = contract.operations[operation].resource if operation else None
    makes_tenant = acts_on is not None and acts_on in founding(contract) and method == "POST"
    if tenancy and not (makes_tenant or _is_own(contract, operation)) and not (tenant and tenant.disposable):
        raise CheckSkipped(f"{method} not sent: it would write outside the disposable tenants")


def _is_own(contract: Contract, operation: str | None) -> bool:
    """Whether an operation makes or ends a user or a token of the run's own."""
    for kind in contract.credentials.values():
        making = creating(contract, kind.resource)
        ending = deleting(contract, kind.resource)
        if operation in {*(issue.operation for issue in kind.issued), *(op.id for op in (making, ending) if op)}:
            return True
    return False
