"""Target files for the subjects of the grid, as an operator of such a server would write them."""

from __future__ import annotations

from dataclasses import replace

from conformance.target import Target, Tenant
from tests.conformance.mutants import Mutant, Twin

ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3")


def target_for(subject: Mutant | Twin) -> Target:
    """The target of one subject, in this process. One without limits lets the judge ask as much as it likes."""
    target = TARGETS[subject.api]()
    if subject.name == "empty":
        target = replace(target, tenants=(), facts={})
    return target if subject.limits else replace(target, capabilities={**target.capabilities, "limits": True})


def codespar() -> Target:
    """The honest CodeSpar world: two organizations, known accounts and channels."""
    return Target(
        base_url="http://127.0.0.1:3000",
        tenants=(Tenant("acme", "org-acme", disposable=True), Tenant("globex", "org-globex", disposable=True)),
        addresses=ADDRESSES,
        capabilities={"any_repository": True},
        facts={
            "registered_user": {
                "channelType": "slack",
                "channelUserId": "U-home",
                "channels": [["telegram", "T-home"]],
            },
            "unregistered_user": {"channelType": "whatsapp", "channelUserId": "W-home"},
            "disabled_channels": ["whatsapp", "discord"],
            "expendable_task": "audit-cleanup",
        },
    )


TARGETS = {"codespar": codespar}
