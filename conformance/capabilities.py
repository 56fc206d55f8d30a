"""What a target can do, as checks ask for it by ``needs=(…)``, and what to say when it cannot."""

from __future__ import annotations

from conformance import control
from conformance.client import Client
from conformance.contract import Contract
from conformance.target import Target
from conformance.tenants import founding, may_write, usable

__all__ = ["REASONS", "may_write", "offered"]

REASONS = {
    "control": "the target has no control door",
    "clock": "the target's clock cannot be moved",
    "limits": "the target's rate limits cannot be switched",
    "snapshot": "the target cannot be put back to an earlier state",
    "reset": "the target cannot be reset",
    "log": "the target does not show its request log",
    "faults": "the target cannot be told to fail",
    "hosts": "the target may not let a request choose its host",
    "mail": "the mails the target sends cannot be read",
    "webhooks": "the target cannot send webhooks to this machine",
    "tenants": "the target file names fewer than two tenants and none can be made",
    "addresses": "the target file names fewer than two source addresses this machine can send from",
    "principals": "the target file names no principal with a token",
    "writes": "the target may not be written to",
}


def offered(contract: Contract, target: Target, client: Client) -> frozenset[str]:
    """Capabilities of a target: those its file states, a control door's, those its tenants and addresses give."""
    found = {name for name, on in target.capabilities.items() if on}
    if target.control:
        found |= set(control.CAPABILITIES)
    if may_write(contract, target) is None:
        found.add("writes")
    makeable = "writes" in found and bool(founding(contract))
    if len(usable(contract, target)) >= 2 or makeable:
        found.add("tenants")
    if len([a for a in target.addresses if client.can_send_from(a)]) >= 2:
        found.add("addresses")
    if any(p.token for p in target.principals):
        found.add("principals")
    # A file can also deny what would follow from the rest.
    return frozenset(found - {name for name, on in target.capabilities.items() if not on})
