"""The laws of filters, each seen failing."""

from __future__ import annotations

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request, Row
from tests.conformance.mutants.honest.rows import Entry

from .judged import judge_app, judge_subject

KILLS = [
    ("risk_ignored", "narrows/AuditEntry", "failed"),
    ("risk_critical_empty", "narrows/AuditEntry", "failed"),
    ("risk_at_least", "narrows/AuditEntry", "failed"),
    ("risk_total_unfiltered", "narrows/AuditEntry", "failed"),
    ("risk_all_but_critical", "all/AuditEntry", "failed"),
    ("risk_unknown_crashes", "bad_value/AuditEntry", "noted"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/filter.{address}").outcome(f"laws/filter.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "lenient", "unfiltered_default", "chatty", "terse"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/filter.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class UnknownGivesAll(Honest):
    def risk(self, request: Request) -> str:
        asked = request.parameter("risk") or "all"
        return asked if asked in ("low", "medium", "high", "critical") else "all"


class HiddenRisk(Honest):
    """Filters by a risk that no entry shows."""

    def show_entry(self, entry: Entry) -> Row:
        return super().show_entry(entry) | {"metadata": {}}


def test_a_value_nobody_knows_must_not_give_everything():
    assert judge_app(UnknownGivesAll(), "laws/filter.bad_value/*").outcomes() == {"noted"}


def test_where_no_entry_shows_its_risk_nobody_is_accused():
    assert judge_app(HiddenRisk(), "laws/filter.narrows/*").outcomes() == {"noted"}
