from __future__ import annotations

import pytest

from conformance.target import Target
from tests.conformance.laws.judged import Judged, judge_app
from tests.conformance.laws.tickets import Tickets, contract

TARGET = Target("http://127.0.0.1:9")


def judged(breaks: str = "", *only: str) -> Judged:
    """What the laws of soft deletion and gates say about a server broken in one way."""
    app = type("Broken", (Tickets,), {"breaks": breaks})()
    return judge_app(
        app, *(only or ("laws/soft_delete", "laws/soft_delete.*", "laws/gates.*")), target=TARGET, contract=contract()
    )


def test_an_honest_server_is_passed() -> None:
    seen = judged()
    assert seen.bad() == []
    assert {address.split("/")[1] for address, r in seen.results.items() if str(r.outcome) == "passed"} == {
        *(f"soft_delete.{law}" for law in ("hidden", "revealed", "again", "restored", "ids_kept")),
        *(f"gates.{law}" for law in ("closed", "opened")),
    }


@pytest.mark.parametrize(
    ("breaks", "law", "message"),
    [
        ("read", "soft_delete.hidden/Ticket", "a deleted row that is read"),
        ("listed", "soft_delete.hidden/Ticket", "a deleted row is listed"),
        ("never_revealed", "soft_delete.revealed/Ticket", "not shown on request"),
        ("not_marked", "soft_delete.revealed/Ticket", "shows no deletedAt"),
        ("deleted_twice", "soft_delete.again/Ticket", "a second deletion"),
        ("restore_idle", "soft_delete.restored/Ticket", "not as it was"),
        ("restore_renames", "soft_delete.restored/Ticket", "not as it was"),
        ("restores_live", "soft_delete.restored/Ticket", "restoring a live row"),
        ("id_given_again", "soft_delete.ids_kept/Ticket", "got the id of a deleted one"),
        ("never_closed", "gates.closed/reports", "behind a closed reports"),
        ("never_opened", "gates.opened/reports", "though reports is open"),
    ],
)
def test_a_broken_server_is_found(breaks: str, law: str, message: str) -> None:
    seen = judged(breaks, f"laws/{law}")
    assert any(message in told for told in seen.messages(f"laws/{law}")), seen.messages(f"laws/{law}")


def test_a_gate_that_nothing_turns_needs_a_tenant_where_it_is_closed() -> None:
    kept = contract()
    del kept.conventions["gates"]["reports"]["opened"]
    seen = judge_app(Tickets(), "laws/gates.closed", target=TARGET, contract=kept)
    assert seen.results["laws/gates.closed/reports"].why == (
        "the target file's [facts] closed_gates names no tenant where reports is closed"
    )
