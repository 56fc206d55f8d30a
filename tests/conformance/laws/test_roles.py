"""The laws of roles where membership, the row itself or a list decides, each seen failing on a toy."""

from __future__ import annotations

import pytest

from .judged import judge_app
from .toys import HOSTS, boards, broken
from .toys.boards import Boards


def judge(app: Boards, *only: str):
    return judge_app(app, *(only or ("laws/roles.*",)), target=HOSTS, contract=boards())


def test_the_honest_boards_pass():
    app = Boards()
    judged = judge(app)
    assert judged.bad() == []
    assert judged.outcomes() == {"passed"}
    assert judged.document["left"] == []
    assert app.rows["members"] == []


@pytest.mark.parametrize("toy", broken(Boards, "roles"))
def test_broken_boards_are_noticed(toy: type[Boards]):
    judged = judge(toy(), f"laws/{toy.breaks}")
    assert "failed" in judged.outcomes(), judged.results
