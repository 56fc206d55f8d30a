"""The laws of what a request must have, each seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Refusal, Request
from tests.conformance.mutants.honest.checks import whole_of

from .judged import TARGET, judge_app, judge_subject

KILLS = [
    ("agent_without_name", "missing_member/createAgent", "failed"),
    ("agent_without_type", "missing_member/createAgent", "failed"),
    ("project_agent_without_project", "missing_member/createAgent", "failed"),
    ("org_without_name", "missing_member/createOrg", "failed"),
    ("project_without_repo", "missing_member/createProject", "failed"),
    ("link_without_repo", "missing_member/linkProject", "failed"),
    ("empty_config_accepted", "missing_member/configureChannel", "failed"),
    ("missing_level_is_zero", "missing_member/actOnAgent", "failed"),
    ("any_type_accepted", "bad_member/createAgent", "failed"),
    ("repo_without_slash", "bad_member/createProject", "failed"),
    ("configure_unknown", "bad_member/configureChannel", "failed"),
    ("wrong_type_crashes", "bad_member/createOrg", "failed"),
    ("any_first_level", "bounds/createAgent", "failed"),
    ("any_level", "bounds/actOnAgent", "failed"),
    ("empty_name_accepted", "bounds/createOrg", "noted"),
    ("check_without_agent", "missing_query/checkProject", "failed"),
    ("identity_without_user", "missing_query/findIdentity", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/required.{address}").outcome(f"laws/required.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "lenient", "touchy", "picky_bodies", "tight_links"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/required.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class NarrowLevels(Honest):
    def level(self, value: object) -> int | None:
        return whole_of(value, 1, 4)


def test_a_bound_drawn_too_tight_is_noticed():
    judged = judge_app(NarrowLevels(), "laws/required.bounds/createAgent", "laws/required.bounds/actOnAgent")
    assert judged.messages("laws/required.bounds/createAgent") == [
        "/autonomyLevel: 0, its minimum: refused",
        "/autonomyLevel: 5, its maximum: refused",
    ]
    assert judged.outcome("laws/required.bounds/actOnAgent") == "failed"


class AnyChannel(Honest):
    def find_identity(self, request: Request) -> object:
        try:
            return super().find_identity(request)
        except Refusal as refusal:
            if refusal.code == "INVALID_PARAMETER":
                return self.nobody()
            raise


def test_a_query_value_outside_its_list_is_noticed():
    judged = judge_app(AnyChannel(), "laws/required.bad_query")
    assert judged.outcome("laws/required.bad_query/findIdentity") == "failed"


def test_bodies_have_one_fault_each():
    sent: list[bytes] = []

    class Watched(Honest):
        def before(self, request: Request) -> None:
            if request.method == "POST" and request.path == "/api/agents":
                sent.append(request.raw)

    judge_app(Watched(), "laws/required.missing_member/createAgent", target=replace(TARGET, tenants=()))
    assert len(sent) == 3
    assert sum(b'"name"' in raw for raw in sent) == 2
    assert sum(b'"type": "project"' in raw for raw in sent) == 1
