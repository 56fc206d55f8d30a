"""The laws of limits counted by token, each seen failing on a toy."""

from __future__ import annotations

import pytest

from .judged import judge_app
from .toys import DESK, broken, desks
from .toys.desks import Desks

ALONE = ("laws/limits.token*", "laws/limits.per_token/*", "laws/limits.none/*")


def test_the_honest_desk_passes():
    judged = judge_app(Desks(), *ALONE, target=DESK, contract=desks())
    assert judged.bad() == []
    assert judged.outcomes() == {"passed"}
    assert judged.document["left"] == []


@pytest.mark.parametrize("toy", broken(Desks, "limits"))
def test_a_broken_desk_is_noticed(toy: type[Desks]):
    judged = judge_app(toy(), f"laws/{toy.breaks}/*", target=DESK, contract=desks())
    assert "failed" in judged.outcomes()
    assert "error" not in judged.outcomes()
