"""The laws of who sees a row, each seen failing on a toy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .judged import judge_app
from .toys import HOSTS, boards, broken
from .toys.boards import Boards

NOBODY = replace(HOSTS, principals=tuple(p for p in HOSTS.principals if "admin" in p.name))


def judge(app: Boards, *only: str, target=HOSTS):
    return judge_app(app, *(only or ("laws/sight.*",)), target=target, contract=boards())


def test_the_honest_boards_pass():
    judged = judge(Boards())
    assert judged.bad() == []
    assert judged.outcomes() == {"passed"}
    assert judged.document["left"] == []


@pytest.mark.parametrize("toy", broken(Boards, "sight"))
def test_broken_boards_are_noticed(toy: type[Boards]):
    judged = judge(toy(), f"laws/{toy.breaks}")
    assert "failed" in judged.outcomes(), judged.results


def test_a_deletion_by_somebody_who_sees_nothing_is_noticed():
    toy = next(toy for toy in broken(Boards, "sight") if toy.__name__ == "DoesAndDenies")
    address = "laws/sight.unknown/deleteBoard"
    assert judge(toy(), address).messages(address) == ["somebody who does not see a Board changed it"]


def test_where_everybody_sees_everything_the_laws_say_whom_they_lack():
    judged = judge(Boards(), "laws/sight.listed", target=NOBODY)
    assert judged.outcomes() == {"skipped"}
    assert "names nobody who is sure not to see" in judged.results["laws/sight.listed/Board"].why
