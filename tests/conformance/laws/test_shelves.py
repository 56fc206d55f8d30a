"""Laws seen failing on the shelves: each broken toy is noticed by the law it breaks, the honest one is not accused."""

from __future__ import annotations

import pytest

from .judged import judge_app
from .toys import BROKEN, LIBRARY, shelves
from .toys.paging import Bare
from .toys.shelves import Shelves

SHELVES = [toy for toy in BROKEN if issubclass(toy, Shelves)]
FAMILIES = sorted({toy.breaks.partition(".")[0] for toy in SHELVES})


def judge(app: Shelves, *only: str):
    return judge_app(app, *only, target=LIBRARY, contract=shelves())


@pytest.mark.parametrize("family", FAMILIES)
def test_the_honest_library_passes(family: str):
    judged = judge(Shelves(), f"laws/{family}.*")
    assert judged.bad() == []
    assert judged.outcomes() <= {"passed", "skipped"}
    assert judged.document["left"] == []


@pytest.mark.parametrize("toy", SHELVES)
def test_a_broken_library_is_noticed(toy: type[Shelves]):
    judged = judge(toy(), f"laws/{toy.breaks}/*")
    assert "failed" in judged.outcomes()
    assert "error" not in judged.outcomes()


def test_a_list_at_a_tolerated_place_is_not_judged_for_its_pages():
    judged = judge(Bare(), "laws/paging.*/Tag", "laws/crud.*Tag")
    assert judged.bad() == []
    paging = {address: str(result.outcome) for address, result in judged.results.items() if "paging" in address}
    assert set(paging.values()) == {"skipped"}
    assert judged.outcome("laws/crud.listed/createTag") == "passed"
