"""The laws of the headers on every answer, each seen failing."""

from __future__ import annotations

import pytest

from .judged import judge_subject

KILLS = [
    ("version_not_on_reads", "laws/headers.present/listAgents"),
    ("version_not_on_deletes", "laws/headers.present/deleteAgent"),
    ("version_not_on_errors", "laws/headers.on_refusals"),
    ("version_not_on_unknown_path", "laws/headers.on_refusals"),
    ("version_not_on_limit", "laws/headers.on_refusals"),
    ("version_by_path", "laws/headers.value"),
]


@pytest.mark.parametrize(("mutant", "address"), KILLS)
def test_mutant_is_noticed(mutant, address):
    assert judge_subject(mutant, address).outcome(address) == "failed"


@pytest.mark.parametrize("twin", ["busy", "empty", "strict_limits", "terse"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/headers.*")
    assert judged.bad() == []
    assert judged.outcome("laws/headers.on_refusals") == "passed"
