"""The generated requests: they find what breaks down, accuse no honest server, and are the same for one seed."""

import pytest

from conformance.check import find_checks
from conformance.contract import load
from conformance.exchange import Json
from conformance.fuzz.adapter import Generator
from conformance.plan import make_plan
from conformance.run import judge
from tests.conformance.mutants import MUTANTS, TWINS, Mutant, Twin
from tests.conformance.targets import target_for


def fuzz(subject: Mutant | Twin, only: str) -> dict[str, Json]:
    """The report of the fuzz checks an address or glob names, over one subject."""
    checks = [c for c in find_checks("codespar") if c.family == "fuzz"]
    plan = make_plan(load("codespar"), target_for(subject), checks=checks, only=[f"fuzz/{only}"])
    return judge(plan, app=subject.make(), oracle=False)


@pytest.mark.parametrize(
    ("mutant", "operation"), [("wrong_type_crashes", "createAgent"), ("array_body_crashes", "createAgent")]
)
def test_a_server_that_breaks_down_fails(mutant: str, operation: str) -> None:
    report = fuzz(MUTANTS[mutant], f"schema.writing/{operation}")
    assert [f["verdict"] for f in report["findings"] if "server error" in f["message"]]
    assert report["exit"] == 1


@pytest.mark.parametrize("twin", ["terse", "touchy", "lenient", "picky_bodies"])
def test_an_honest_server_is_not_accused(twin: str) -> None:
    report = fuzz(TWINS[twin], "schema.*/*Agent*")
    assert [f for f in report["findings"] if f["verdict"] == "failed"] == []


def test_odd_data_is_only_noted() -> None:
    report = fuzz(TWINS["lenient"], "schema.writing/createOrg")
    assert {f["verdict"] for f in report["findings"]} <= {"noted"}


def test_what_a_target_cannot_undo_is_left_alone() -> None:
    report = fuzz(TWINS["okay200"], "schema.writing/configureChannel")
    assert [(c["outcome"], c["requests"]) for c in report["checks"] if "configureChannel" in c["check"]] == [
        ("skipped", 0)
    ]


def test_one_seed_makes_one_sequence() -> None:
    contract = load("codespar")
    operation = contract.operations["createAgent"]

    def drawn(seed: int) -> list[tuple[str, bytes | None]]:
        return [(r.path, r.body) for r in Generator(contract, seed).random(operation, {}, {}, valid=True, count=8)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_own_ids_and_headers_fill_what_is_not_under_test() -> None:
    contract = load("codespar")
    cases = Generator(contract, 0).coverage(
        contract.operations["deleteAgent"], {"id": "agent-1"}, {"x-org-id": "org-1"}
    )
    first = next(cases)
    assert (first.path, first.headers["x-org-id"], first.valid) == ("/api/agents/agent-1", "org-1", True)
