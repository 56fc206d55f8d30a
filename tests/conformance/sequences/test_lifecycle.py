"""Random lives: broken servers are found out with the steps that show it, honest ones are not accused."""

import pytest

from conformance.check import find_checks
from conformance.contract import load
from conformance.exchange import Json
from conformance.plan import make_plan
from conformance.run import judge
from conformance.sequences.model import moves
from tests.conformance.mutants import MUTANTS, TWINS, Mutant, Twin
from tests.conformance.targets import target_for


def live(subject: Mutant | Twin) -> dict[str, Json]:
    """The report of the sequences alone over one subject."""
    checks = [c for c in find_checks("codespar") if c.family == "sequences"]
    return judge(make_plan(load("codespar"), target_for(subject), checks=checks), app=subject.make(), oracle=False)


@pytest.mark.parametrize(
    ("mutant", "message"),
    [
        ("agent_not_kept", "declared move is refused"),
        ("agent_delete_not_kept", "deleted"),
        ("agent_list_leaks", "foreign"),
        ("agent_read_leaks", "another tenant reads"),
        ("agent_delete_leaks", "another tenant deletes"),
        ("project_takes_all", "live row"),
        ("suspend_not_kept", "read back"),
    ],
)
def test_a_broken_life_is_found(mutant: str, message: str) -> None:
    findings = live(MUTANTS[mutant])["findings"]
    assert [f["message"] for f in findings if message in f["message"]], findings
    assert findings[0]["steps"]


@pytest.mark.parametrize("twin", ["busy", "wrapped", "terse", "unfiltered_default", "scoped_orgs", "empty"])
def test_an_honest_server_is_not_accused(twin: str) -> None:
    report = live(TWINS[twin])
    assert [f["message"] for f in report["findings"]] == []
    assert [c["outcome"] for c in report["checks"]] == ["passed"]


def test_no_life_shuts_a_gate() -> None:
    """What hangs on an archived board is refused, and that is no fault."""
    assert [move.operation.id for move in moves(load("spedy"), "Board")] == ["unarchiveBoard"]
