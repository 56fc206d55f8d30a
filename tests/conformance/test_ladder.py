from __future__ import annotations

from typing import Any

import pytest

from conformance.ladder import Finding, Outcome, Result, count, finding_id, judge_row


def result(outcome: str, *, why: str = "", findings: list[Finding] | None = None, name: str = "laws/a.b") -> Result:
    return Result(name, None, Outcome[outcome], why, findings or [])


def finding(verdict: str, *rows: str) -> Finding:
    first = rows[0] if rows else None
    return Finding("F-1", first, "laws/a.b", "op", "documented", Outcome[verdict], "seen wrong", 1, 2, None, [], rows)


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (["passed"], "passed"),
        (["passed", "skipped"], "passed"),
        (["skipped", "skipped"], "skipped"),
        (["disabled"], "skipped"),
        (["disabled", "passed"], "passed"),
        (["passed", "error"], "error"),
        ([], "skipped"),
    ],
)
def test_a_requirement_is_as_good_as_its_worst_check(outcomes: Any, verdict: Any) -> None:
    assert str(judge_row("R", [result(o) for o in outcomes]).outcome) == verdict


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [(["noted"], "noted"), (["noted", "failed"], "failed"), (["waived", "noted"], "waived"), (["failed"], "failed")],
)
def test_findings_decide_over_the_check_that_made_them(verdicts: Any, verdict: Any) -> None:
    results = [result("passed", findings=[finding(v, "R")]) for v in verdicts]
    assert str(judge_row("R", [result("passed"), *results]).outcome) == verdict


def test_a_seen_fault_outranks_a_broken_check() -> None:
    broken = result("error", why="KeyError: 'id'", findings=[finding("failed", "R")])
    assert judge_row("R", [broken]).outcome is Outcome.failed
    assert (
        judge_row("R", [result("error"), result("passed", findings=[finding("failed", "R")])]).outcome is Outcome.failed
    )


def test_a_noted_finding_does_not_hide_that_the_check_broke() -> None:
    assert judge_row("R", [result("error", findings=[finding("noted", "R")])]).outcome is Outcome.error


def test_a_finding_of_another_requirement_leaves_this_one_passed() -> None:
    shared = result("failed", findings=[finding("failed", "OTHER")])
    assert judge_row("R", [shared]).outcome is Outcome.passed
    assert judge_row("OTHER", [shared]).outcome is Outcome.failed


def test_a_skip_says_why_and_each_reason_once() -> None:
    rows = [result("skipped", why="no clock"), result("skipped", why="no clock"), result("skipped", why="no mail")]
    assert judge_row("R", rows).why == "no clock; no mail"
    assert judge_row("R", [], "only the vendor can see it").why == "only the vendor can see it"
    assert judge_row("R", []).why == "no check of this run is bound to it"


def test_the_tally_counts_every_requirement_once() -> None:
    verdicts = [judge_row("A", [result("passed")]), judge_row("B", []), judge_row("C", [result("error")])]
    assert count(verdicts) == {"passed": 1, "failed": 0, "noted": 0, "waived": 0, "skipped": 1, "error": 1}


def test_a_finding_keeps_its_name_from_run_to_run_and_shares_it_with_no_other() -> None:
    assert finding_id("laws/a.b/X", "gone", "R") == finding_id("laws/a.b/X", "gone", "R")
    assert len({finding_id("c", "m"), finding_id("c", "n"), finding_id("d", "m"), finding_id("c", "m", "R")}) == 4
