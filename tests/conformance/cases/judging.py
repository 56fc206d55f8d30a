"""Running the cases of CodeSpar against a server in this process."""

from __future__ import annotations

from functools import cache
from typing import Any

from conformance.check import Check, find_checks
from conformance.contract import Contract, load
from conformance.patience import Patience
from conformance.plan import make_plan
from conformance.run import judge
from conformance.target import Target, Tenant
from tests.conformance.mutants import Honest

TENANTS = (Tenant("acme", "org-acme", disposable=True), Tenant("globex", "org-globex", disposable=True))
FACTS: dict[str, Any] = {
    "disabled_channels": ["whatsapp", "discord"],
    "expendable_task": "audit-cleanup",
    "registered_user": {"channelType": "slack", "channelUserId": "U-home", "channels": [["telegram", "T-home"]]},
    "unregistered_user": {"channelType": "whatsapp", "channelUserId": "W-home"},
}


@cache
def contract() -> Contract:
    """The contract of CodeSpar."""
    return load("codespar")


@cache
def cases() -> tuple[Check, ...]:
    """Its hand-written checks."""
    return tuple(found for found in find_checks("codespar") if found.family == "cases")


def judge_cases(app: Honest, *only: str, **options: Any) -> dict[str, Any]:
    """The report over a server; ``only`` names cases as module.name, ``options`` are fields of the target."""
    seeded = bool(app.state.orgs)
    found: dict[str, Any] = {
        "base_url": "http://127.0.0.1:1",
        "tenants": TENANTS if seeded else (),
        "facts": FACTS if seeded else {},
        "capabilities": {"any_repository": True},
    }
    plan = make_plan(contract(), Target(**(found | options)), checks=cases(), only=[f"cases/{name}" for name in only])
    return judge(plan, app=app, oracle=False, patience=Patience(advance=app.advance))


def rows_hit(report: dict[str, Any], case: str) -> dict[str, str]:
    """Which rows the findings of a case count against, with their verdicts."""
    mine = [f for f in report["findings"] if f["check"].split("/")[1] == case]
    return {row: finding["verdict"] for finding in mine for row in finding["rows"]}
