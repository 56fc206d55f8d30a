"""The laws of deletion that leaves a mark, each seen failing on a toy."""

from __future__ import annotations

import pytest

from .judged import judge_app
from .toys import TARGET, broken, shops
from .toys.shops import OPEN, Shops

LAWS = ("hidden", "revealed", "again", "restored", "not_deleted", "ids_kept")


def judge(app: Shops):
    return judge_app(app, "laws/soft_delete.*", target=TARGET, contract=shops())


def test_the_honest_shop_passes():
    judged = judge(Shops())
    assert judged.outcomes() == {"passed"}
    assert {f"laws/soft_delete.{law}/Note" for law in LAWS} <= set(judged.results)


def test_a_note_beyond_the_first_page_is_found():
    full = Shops()
    full.notes[OPEN] = [{"id": f"old-{n}", "text": "Old", "deletedAt": None} for n in range(12)]
    assert judge(full).outcomes() == {"passed"}


@pytest.mark.parametrize("toy", broken(Shops, "soft_delete"))
def test_a_broken_shop_is_noticed(toy: type[Shops]):
    assert judge(toy()).outcome(f"laws/{toy.breaks}/Note") == "failed"


def test_a_deleted_note_beyond_the_first_page_is_noticed():
    full = next(toy for toy in broken(Shops, "soft_delete") if toy.__name__ == "ListsDeleted")()
    full.notes[OPEN] = [{"id": f"old-{n}", "text": "Old", "deletedAt": None} for n in range(12)]
    assert judge(full).messages("laws/soft_delete.hidden/Note") == ["a deleted row is listed"]
