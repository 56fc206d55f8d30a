"""The law of what the caller is to a row, seen failing on toys."""

from __future__ import annotations

import pytest

from .judged import judge_app
from .toys import HOSTS, boards, broken
from .toys.boards import Boards

LAW = "laws/derived.standings/*"


def test_the_honest_boards_pass():
    app = Boards()
    judged = judge_app(app, LAW, target=HOSTS, contract=boards())
    assert judged.outcomes() == {"passed"}
    assert app.rows["members"] == []


@pytest.mark.parametrize("toy", broken(Boards, "derived"))
def test_broken_boards_are_noticed(toy: type[Boards]):
    judged = judge_app(toy(), LAW, target=HOSTS, contract=boards())
    assert "failed" in judged.outcomes(), judged.results
