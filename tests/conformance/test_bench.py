from __future__ import annotations

from typing import Any

from conformance.bench import Bench
from conformance.check import Subject
from conformance.run import judge

from .toy import Notes, check_of, plan_of, row, toy


def run(function: Any, *rows: Any, app: Any = None, target: Any = None, **options: Any) -> Any:
    contract = toy(*(rows or (row(1, f"cases/toy.{function.__name__}"),)))
    return judge(plan_of(contract, check_of(function, **options), **(target or {})), app=app or Notes(), oracle=False)


def test_an_answer_that_is_no_json_is_a_finding_not_a_crash() -> None:
    class Page(Notes):
        def __call__(self, environ: Any, start_response: Any) -> Any:
            if environ["PATH_INFO"].startswith("/notes/"):
                start_response("500 X", [("Content-Type", "text/html")])
                return [b"<h1>Oops</h1>"]
            return super().__call__(environ, start_response)

    def reads(bench: Bench, subject: Subject) -> None:
        bench.expect(bench.client.call("readNote", {"id": "1"}).json()["code"] == "GONE", "wrong code")

    document = run(reads, app=Page())
    assert [f["message"] for f in document["findings"]] == ["the answer's body is not JSON"]
    assert document["exit"] == 1


def test_an_exception_in_a_check_is_the_judges_error_with_its_traceback_kept() -> None:
    def breaks(bench: Bench, subject: Subject) -> None:
        bench.client.call("listNotes")
        raise KeyError("id")

    document = run(breaks)
    (entry,) = (c for c in document["checks"] if c["check"] == "cases/toy.breaks")
    assert (document["exit"], entry["outcome"], entry["why"]) == (3, "error", "KeyError: 'id'")
    assert 'raise KeyError("id")' in entry["traceback"]
    assert document["requirements"][0]["verdict"] == "error"


def test_require_ends_the_check_and_expect_does_not() -> None:
    seen = []

    def both(bench: Bench, subject: Subject) -> None:
        bench.expect(False, "first")
        seen.append("after expect")
        bench.require(False, "second")
        seen.append("after require")

    document = run(both)
    assert [f["message"] for f in document["findings"]] == ["first", "second"]
    assert seen == ["after expect"]


def test_the_same_finding_twice_is_one() -> None:
    def twice(bench: Bench, subject: Subject) -> None:
        for _ in range(2):
            bench.expect(False, "same", observed=bench.client.call("listNotes").status)

    assert len(run(twice)["findings"]) == 1


def wrong(bench: Bench, subject: Subject) -> None:
    bench.expect(False, "not so")


def verdict_of(*rows: Any, strict: Any = False, **details: Any) -> Any:
    def says(bench: Bench, subject: Subject) -> None:
        bench.expect(False, "not so", **details)

    plan = plan_of(toy(*rows), check_of(says))
    document = judge(type(plan)(**{**plan.__dict__, "strict": strict}), app=Notes(), oracle=False)
    return [r["verdict"] for r in document["requirements"]], document["findings"][0]["basis"], document["exit"]


def test_the_strongest_row_gives_the_basis_and_assumed_only_notes() -> None:
    says = "cases/toy.says"
    assert verdict_of(row(1, says)) == (["failed"], "documented", 1)
    assert verdict_of(row(1, says, basis="assumed")) == (["noted"], "assumed", 0)
    assert verdict_of(row(1, says, basis="assumed"), strict=True) == (["failed"], "assumed", 1)
    assert verdict_of(row(1, says, basis="assumed"), row(2, says, basis="published")) == (
        ["failed"] * 2,
        "published",
        1,
    )


def test_a_basis_can_be_lowered_but_not_raised() -> None:
    says = "cases/toy.says"
    assert verdict_of(row(1, says), basis="assumed") == (["noted"], "assumed", 0)
    assert verdict_of(row(1, says, basis="assumed"), basis="documented") == (["noted"], "assumed", 0)


def test_a_finding_tied_to_one_row_spares_the_others() -> None:
    rows = row(1, "cases/toy.says"), row(2, "cases/toy.says", basis="assumed")
    assert verdict_of(*rows, requirement="TOY-002") == (["passed", "noted"], "assumed", 0)
    assert verdict_of(*rows, requirement="TOY-001") == (["failed", "passed"], "documented", 1)


def test_a_check_no_row_names_still_fails_the_run() -> None:
    document = run(wrong, row(1, "cases/other"))
    assert (document["exit"], document["findings"][0]["requirement"]) == (1, None)
    assert document["summary"]["skipped"] == 1


def test_what_the_target_lacks_skips_the_check_with_the_reason() -> None:
    for need, reason in {
        "clock": "the target's clock cannot be moved",
        "second_sight": "the target does not offer 'second_sight'",
    }.items():
        document = run(wrong, needs=(need,))
        assert document["checks"][0]["why"] == reason
        assert (document["exit"], document["summary"]["skipped"]) == (3, 1)
    assert run(wrong, needs=("second_sight",), target={"capabilities": {"second_sight": True}})["exit"] == 1


def test_writing_checks_are_skipped_where_nothing_may_be_written() -> None:
    document = run(wrong, writes=True, target={"base_url": "https://api.example.test"})
    assert document["checks"][0]["why"] == "it writes, and the target file does not say writes = true"


def test_a_check_is_the_same_alone_and_in_company() -> None:
    drawn = []

    def draws(bench: Bench, subject: Subject) -> None:
        drawn.append((bench.rng.random(), bench.word(), bench.unknown_id("Note")))

    def noise(bench: Bench, subject: Subject) -> None:
        bench.rng.random()

    contract = toy(row(1, "cases/toy.draws"))
    for checks in ([draws], [noise, draws]):
        judge(plan_of(contract, *map(check_of, checks)), app=Notes(), oracle=False)
    assert drawn[0] == drawn[1]
    assert drawn[0][2].startswith("note-")
    other = plan_of(contract, check_of(draws))
    judge(type(other)(**{**other.__dict__, "seed": 1}), app=Notes(), oracle=False)
    assert drawn[2] != drawn[0]


def test_after_the_cap_the_rest_is_skipped_and_the_run_says_so() -> None:
    def greedy(bench: Bench, subject: Subject) -> None:
        for _ in range(9):
            bench.client.call("listNotes")

    def late(bench: Bench, subject: Subject) -> None:
        raise AssertionError("never reached")

    plan = plan_of(toy(row(1, "cases/toy.late")), check_of(greedy), check_of(late), max_requests=5)
    document = judge(plan, app=Notes(), oracle=False)
    assert document["requests"] == 5
    assert document["requirements"][0]["why"] == "the request cap of 5 is reached (max_requests)"
    assert document["complaints"][-1].startswith("the run ended early: the request cap of 5")
