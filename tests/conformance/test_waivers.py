from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from conformance.bench import Bench
from conformance.check import Subject
from conformance.contract import Contract
from conformance.errors import UsageError
from conformance.run import judge
from conformance.target import Waiver

from .toy import Notes, bad_note, check_of, plan_of, row, toy

TODAY = dt.date(2026, 6, 1)
NAME = "cases/toy.bad_note"


def good(bench: Bench, subject: Subject) -> None:
    bench.expect(bench.client.call("listNotes").status == 200, "the list is not there")


def judged(*waivers: Waiver, check: Any = bad_note, contract: Contract | None = None) -> Any:
    contract = contract or toy(row(1, f"cases/toy.{check.__name__}"))
    return judge(plan_of(contract, check_of(check), waivers=waivers), app=Notes(), oracle=False, today=TODAY)


def test_without_a_waiver_the_run_fails() -> None:
    assert (judged()["exit"], judged()["requirements"][0]["verdict"]) == (1, "failed")


@pytest.mark.parametrize("name", ["TOY-001", NAME])
def test_a_waiver_lifts_the_failure_and_says_its_reason(name: Any) -> None:
    document = judged(Waiver(name, "fixed in the next release", dt.date(2026, 6, 1)))
    assert document["findings"][0]["verdict"] == "waived"
    if name == "TOY-001":
        assert (document["exit"], document["requirements"][0]["verdict"]) == (0, "waived")
        assert "fixed in the next release" in document["requirements"][0]["why"]


def test_an_expired_waiver_lifts_nothing_and_is_named() -> None:
    document = judged(Waiver("TOY-001", "soon", dt.date(2026, 5, 31)))
    assert (document["exit"], document["requirements"][0]["verdict"]) == (1, "failed")
    assert document["complaints"] == ["waiver of TOY-001 expired on 2026-05-31: fix what it covers or renew it"]


def test_a_waiver_of_what_passes_fails_the_run() -> None:
    document = judged(Waiver("TOY-001", "was broken"), check=good)
    assert (document["exit"], document["summary"]["passed"]) == (1, 1)
    assert "no longer applies" in document["complaints"][0]


def test_a_waiver_of_what_was_skipped_is_left_alone() -> None:
    def never(bench: Bench, subject: Subject) -> None:
        bench.expect(True, "never fails")
        bench.skip("no such thing here")

    contract = toy(row(1, "cases/toy.never"), row(2, "cases/toy.good"))
    plan = plan_of(contract, check_of(never), check_of(good), waivers=(Waiver("TOY-001", "x"),))
    document = judge(plan, app=Notes(), oracle=False, today=TODAY)
    assert (document["exit"], document["complaints"]) == (0, [])


def test_one_waived_row_of_two_leaves_the_other_failed() -> None:
    contract = toy(row(1, NAME), row(2, NAME))
    document = judged(Waiver("TOY-001", "x"), contract=contract)
    assert [r["verdict"] for r in document["requirements"]] == ["waived", "failed"]
    assert document["exit"] == 1


def test_a_waiver_of_nothing_is_a_mistake_that_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="'TOY-01': no such requirement or check; did you mean 'TOY-001'"):
        judged(Waiver("TOY-01", "x"))
