"""The laws of rows that stay, each seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest

from .judged import TARGET, judge_app, judge_subject

KILLS = [
    ("oldest_vanishes", "unchanged/AuditEntry", "failed"),
    ("entries_go_with_agent", "unchanged/AuditEntry", "failed"),
    ("result_rewritten", "unchanged/AuditEntry", "failed"),
    ("history_rewritten", "unchanged/AuditEntry", "failed"),
    ("trail_deletable", "no_removal/AuditEntry", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/append_only.{address}").outcome(f"laws/append_only.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "unfiltered_default", "terse"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/append_only.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


def test_change_and_loss_are_told_apart():
    address = "laws/append_only.unchanged/AuditEntry"
    assert judge_subject("result_rewritten", address).messages(address) == ["an AuditEntry changed after it was seen"]
    assert judge_subject("oldest_vanishes", address).messages(address) == ["an AuditEntry vanished after it was seen"]


def test_a_target_that_may_only_be_read_is_still_watched():
    far = replace(TARGET, base_url="http://api.example.test")
    judged = judge_app(Honest(), "laws/append_only.*", target=far)
    assert judged.outcome("laws/append_only.unchanged/AuditEntry") == "passed"
    assert judged.outcome("laws/append_only.no_removal/AuditEntry") == "skipped"
