"""The laws of derived fields, each seen failing."""

from __future__ import annotations

import pytest

from .judged import judge_subject

KILLS = [
    ("count_frozen", "counts/Org", "failed"),
    ("count_never_falls", "counts/Org", "failed"),
    ("count_one_more", "counts/Org", "failed"),
    ("detail_without_projects", "collects/Org", "failed"),
    ("detail_status_fixed", "collects/Org", "failed"),
    ("agent_status_stale", "copies/Project", "failed"),
    ("any_project_shown", "copies/Agent", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/derived.{address}").outcome(f"laws/derived.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "scoped_orgs", "tight_links", "unfiltered_default"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/derived.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()
