"""The laws of the outermost form of answers, each seen failing."""

from __future__ import annotations

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request

from .judged import judge_app, judge_subject

KILLS = [
    ("agents_wrapped", "laws/shape.bare_list/listAgents"),
    ("orgs_wrapped", "laws/shape.bare_list/listOrgs"),
    ("agent_wrapped", "laws/shape.bare_item/getAgent"),
    ("trail_bare", "laws/shape.page_object/listAudit"),
]


@pytest.mark.parametrize(("mutant", "address"), KILLS)
def test_mutant_is_noticed(mutant, address):
    assert judge_subject(mutant, address).outcome(address) == "failed"


def test_a_list_of_another_form_is_no_finding_about_the_row():
    assert judge_subject("agents_wrapped", "laws/shape.*").outcome("laws/shape.bare_item/getAgent") == "skipped"


@pytest.mark.parametrize("twin", ["busy", "empty", "wrapped", "chatty", "terse"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/shape.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class TotalAsFlag(Honest):
    def get_audit(self, request: Request) -> object:
        page = super().get_audit(request)
        return {**page, "total": True} if isinstance(page, dict) else page


def test_a_total_that_is_a_flag_is_noticed():
    judged = judge_app(TotalAsFlag(), "laws/shape.page_object")
    assert judged.messages("laws/shape.page_object/listAudit") == ["/total is absent or of another type"]
