"""The laws of features behind a flag, each seen failing on a toy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.contract import Contract, read

from .judged import judge_app
from .toys import TARGET, broken, bundle, shops
from .toys.door import Row
from .toys.shops import OPEN, SHUT, Shops

CLOSED, OPENED = "laws/gates.closed/pinboard", "laws/gates.opened/pinboard"
GATED = broken(Shops, "gates")
NAMING = replace(TARGET, facts={"closed_gates": {"pinboard": SHUT}})


def judge(app: Shops, *only: str, target=TARGET, contract: Contract | None = None):
    return judge_app(app, *(only or ("laws/gates.*",)), target=target, contract=contract or shops())


@pytest.fixture(scope="module")
def unturned() -> Contract:
    """The contract without an operation that turns the flag."""
    changed = bundle()
    del changed["document"]["x-conventions"]["gates"]["pinboard"]["opened"]
    return read(changed)


@pytest.mark.parametrize("pinboard", [True, False])
def test_the_honest_shop_passes(pinboard: bool):
    judged = judge(Shops(pinboard=pinboard))
    assert judged.bad() == []
    assert {judged.outcome(CLOSED), judged.outcome(OPENED)} == {"passed"}


def test_a_shut_gate_is_opened_again_and_nothing_is_left_behind_it():
    app = Shops()
    judged = judge(app)
    assert app.shops[OPEN]["pinboard"] is True
    assert app.pins[OPEN] == []
    assert judged.document["left"] == []


class PinsFreely(Shops):
    """Anybody may put up a pin; it takes an open pinboard to see one or to take it down."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        self.asked += rest if method == "DELETE" else []
        if method != "POST":
            super().enter(shop, method, rest)


def test_no_row_is_deleted_that_others_still_need():
    free = bundle()
    del free["document"]["paths"]["/shops/{shop}/pins"]["post"]["x-acts"]["gates"]
    app = PinsFreely()
    assert judge(app, OPENED, contract=read(free)).outcome(OPENED) == "passed"
    shared = app.asked[-1]  # removed at the end of the run
    assert len(app.asked) > 1
    assert shared not in app.asked[:-1]


@pytest.mark.parametrize("toy", GATED)
def test_a_broken_shop_is_noticed(toy: type[Shops]):
    assert judge(toy()).outcome(f"laws/{toy.breaks}/pinboard") == "failed"


def test_each_open_door_is_named():
    toy = next(toy for toy in GATED if toy.__name__ == "NeverShuts")
    found = {message.partition(" ")[0] for message in judge(toy(), CLOSED).messages(CLOSED)}
    assert found == {"listPins", "readPin", "createPin", "deletePin"}


def test_a_tenant_of_the_target_file_stands_in_for_a_flag_nobody_turns(unturned: Contract):
    judged = judge(Shops(), target=NAMING, contract=unturned)
    assert {judged.outcome(CLOSED), judged.outcome(OPENED)} == {"passed"}


def test_a_gate_open_in_that_tenant_is_noticed(unturned: Contract):
    toy = next(toy for toy in GATED if toy.__name__ == "NeverShuts")
    assert judge(toy(), target=NAMING, contract=unturned).outcome(CLOSED) == "failed"


def test_without_such_a_tenant_the_law_says_what_it_lacks(unturned: Contract):
    judged = judge(Shops(), CLOSED, contract=unturned)
    assert judged.outcome(CLOSED) == "skipped"
    assert "closed_gates" in judged.results[CLOSED].why
