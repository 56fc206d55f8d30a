"""The laws of uniqueness, each seen failing."""

from __future__ import annotations

import pytest

from .judged import judge_app, judge_subject, made

KILLS = [
    ("duplicate_project_accepted", "refused/Project", "failed"),
    ("duplicate_org_accepted", "refused/Org", "failed"),
    ("duplicate_org_numbered", "refused/Org", "failed"),
    ("taken_org_bad_request", "refused/Org", "failed"),
    ("link_twice", "refused/Link", "failed"),
    ("repo_taken_for_all", "other_tenant/Project", "failed"),
    ("repo_stays_taken", "free_again/Project", "noted"),
    ("orgs_doubled", "race/Org", "failed"),
    ("link_twice", "race/Link", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/unique.{address}").outcome(f"laws/unique.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "scoped_orgs", "lenient", "tight_links"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/unique.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


def test_names_nobody_calls_unique_are_noted_at_most():
    judged = judge_subject("lenient", "laws/unique.*")
    assert {a for a, r in judged.results.items() if str(r.outcome) == "noted"} == {
        "laws/unique.refused/Agent",
        "laws/unique.race/Agent",
    }


def test_rows_that_came_into_being_by_mistake_are_removed():
    app = made("lenient")
    before = set(app.state.agents)
    judge_app(app, "laws/unique.*/Agent")
    assert set(app.state.agents) == before


def test_links_that_went_with_their_agent_are_not_called_left():
    judged = judge_app(made("lenient"), "laws/unique.*/Link")
    assert judged.document["left"] == []
