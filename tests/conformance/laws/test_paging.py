"""The laws of pages, each seen failing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request
from tests.conformance.mutants.honest.rows import Entry

from .judged import TARGET, judge_app, judge_subject, made

KILLS = [
    ("limit_default_ten", "default_size/AuditEntry", "failed"),
    ("page_oversized", "default_size/AuditEntry", "failed"),
    ("limit_unbounded", "max_size/AuditEntry", "failed"),
    ("page_from_zero", "first_page/AuditEntry", "failed"),
    ("limit_crashes", "bad_values/AuditEntry", "noted"),
    ("size_always_twenty", "echo/AuditEntry", "failed"),
    ("page_always_one", "echo/AuditEntry", "failed"),
    ("pages_one_more", "pages/AuditEntry", "failed"),
    ("pages_off_at_edge", "pages/AuditEntry", "failed"),
    ("pages_round_down", "pages/AuditEntry", "failed"),
    ("more_on_last", "more/AuditEntry", "failed"),
    ("more_never", "more/AuditEntry", "failed"),
    ("page_skips", "partition/AuditEntry", "failed"),
    ("page_repeats", "partition/AuditEntry", "failed"),
    ("page_ignored", "partition/AuditEntry", "failed"),
    ("total_one_more", "partition/AuditEntry", "failed"),
    ("past_end_missing", "past_end/AuditEntry", "noted"),
    ("past_end_crashes", "past_end/AuditEntry", "noted"),
    ("oldest_first", "order/AuditEntry", "failed"),
    ("ordered_by_hash", "order/AuditEntry", "failed"),
    ("total_of_page", "grows/AuditEntry", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/paging.{address}").outcome(f"laws/paging.{address}") == outcome


@pytest.mark.parametrize(
    "twin", ["busy", "empty", "clamping", "same_minute", "unfiltered_default", "chatty", "lenient"]
)
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/paging.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class Restless(Honest):
    """Gains an entry before every request: no walk is ever quiet."""

    def before(self, request: Request) -> None:
        for org in (None, *self.state.orgs):
            self.write(org, "user", "discord:guest", "status", "completed", {"risk": "low"}, self.now())


class RestlessRepeats(Restless):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        return super().cut(entries, size, 1) if page > 1 else super().cut(entries, size, page)


def test_entries_that_arrive_during_a_walk_are_no_repeats():
    judged = judge_app(Restless(), "laws/paging.*")
    assert judged.bad() == []
    assert judged.outcome("laws/paging.partition/AuditEntry") == "passed"


def test_repeats_are_told_from_arrivals():
    address = "laws/paging.partition/AuditEntry"
    judged = judge_app(RestlessRepeats(), address)
    assert judged.outcome(address) == "failed"
    assert "an item appears on two pages" in judged.messages(address)


def test_a_refusal_past_the_end_is_not_held_against_other_rules():
    assert judge_subject("past_end_missing", "laws/paging.more/*").outcomes() == {"passed"}


def test_an_empty_trail_is_filled_where_the_run_may_write():
    app = made("empty")
    judged = judge_subject("empty", "laws/paging.*")
    assert "skipped" not in judged.outcomes()
    far = replace(TARGET, base_url="http://api.example.test", tenants=())
    judged = judge_app(app, "laws/paging.*", target=far)
    assert judged.outcome("laws/paging.partition/AuditEntry") == "skipped"
    assert "writes = true" in judged.results["laws/paging.partition/AuditEntry"].why
    assert app.state.entries == []


def test_a_target_that_may_only_be_read_is_paged_all_the_same():
    far = replace(TARGET, base_url="http://api.example.test")
    judged = judge_app(Honest(), "laws/paging.*", target=far)
    assert {a for a, r in judged.results.items() if str(r.outcome) != "passed"} == {"laws/paging.grows/AuditEntry"}
