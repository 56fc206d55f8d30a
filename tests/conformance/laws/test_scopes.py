"""The laws of scopes where a token has the rights of its user, each seen failing on a toy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .judged import judge_app
from .toys import HOSTS, boards, broken
from .toys.boards import Boards

ALONE = replace(HOSTS, principals=tuple(p for p in HOSTS.principals if "admin" in p.name))


def judge(app: Boards, *only: str, target=HOSTS):
    return judge_app(app, *(only or ("laws/scopes.*",)), target=target, contract=boards())


def test_the_honest_boards_pass():
    app = Boards()
    judged = judge(app)
    assert judged.bad() == []
    assert judged.outcomes() == {"passed"}
    assert judged.document["left"] == []


@pytest.mark.parametrize("toy", broken(Boards, "scopes"))
def test_broken_boards_are_noticed(toy: type[Boards]):
    judged = judge(toy(), f"laws/{toy.breaks}")
    assert "failed" in judged.outcomes(), judged.results


def test_without_people_who_lack_a_right_the_law_says_so():
    judged = judge(Boards(), "laws/scopes.missing", target=ALONE)
    assert judged.outcomes() == {"skipped"}
    assert "names nobody who lacks boards:edit" in judged.results["laws/scopes.missing/createBoard"].why
