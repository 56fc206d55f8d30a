"""Laws that only servers of Stellary can show: rows of one user, states a change leaves alone, rules at work."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.contract import load
from conformance.patience import Patience
from conformance.plan import make_plan
from conformance.run import judge
from tests.conformance.mutants import MUTANTS
from tests.conformance.mutants.stellary import Stellary
from tests.conformance.targets import stellary, with_mail

KILLS = [
    ("rule_patch_enables", "laws/update.only_sent/updateAutomation", "a change of name changes enabled too"),
    ("token_id_leaks", "laws/owner.foreign/deleteToken", "an ApiToken of another user: not refused as not_found"),
    (
        "unknown_address_is_wrong",
        "laws/references.unknown/addOrgMember",
        "email that names no User: not refused as not_found",
    ),
    ("owners_all", "laws/derived.standings/Organization", "myRole is not what admin is to the row"),
    ("founders_all", "laws/derived.standings/Workspace", "myPilotageRole is not what reviewer is to the row"),
    ("tokens_of_all_listed", "laws/owner.unseen/listTokens", "a list shows an ApiToken of another user"),
]


def judged(app: Stellary, *only: str) -> dict[str, Any]:
    plan = make_plan(load("stellary"), stellary(app), only=only)
    return judge(plan, app=with_mail(app), oracle=False, patience=Patience(sleep=app.advance))


def outcomes(report: dict[str, Any]) -> dict[str, str]:
    return {check["check"]: check["outcome"] for check in report["checks"] if check["outcome"] != "disabled"}


@pytest.mark.parametrize(("mutant", "address", "said"), KILLS)
def test_mutant_is_noticed(mutant: str, address: str, said: str) -> None:
    app = MUTANTS[mutant].make()
    assert isinstance(app, Stellary)
    assert said in {found["message"] for found in judged(app, address)["findings"]}
    assert outcomes(judged(Stellary(), address)) == {address: "passed"}


def test_values_at_their_bounds_change_no_row_that_others_rely_on() -> None:
    """A rule that all checks share must not begin to act on their cards."""
    bounds, values = "laws/required.bounds/updateAutomation", "cases/cards.priority_values"
    assert outcomes(judged(Stellary(), bounds, values)) == {bounds: "passed", values: "passed"}
