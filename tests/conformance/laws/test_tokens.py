"""An API whose tokens say which tenant it is, without guards: every law, and random lives, find it in order."""

from __future__ import annotations

import pytest

from .judged import judge_app
from .toys import HOSTS, boards, broken
from .toys.boards import Boards
from .toys.door import Answer, Refused, Row


def test_every_law_has_its_way_with_it():
    judged = judge_app(Boards(), "laws/*", "sequences/*", target=HOSTS, contract=boards())
    assert judged.bad() == []
    assert "noted" not in judged.outcomes()
    assert judged.document["left"] == []
    passed = {address for address, result in judged.results.items() if str(result.outcome) == "passed"}
    assert {
        "laws/tenancy.foreign/updateTicket",
        "laws/walls.nested/updateTicket",
        "laws/walls.lists/listComments",
    } <= passed


def test_a_kind_of_token_nobody_can_make_is_left_alone():
    address = "laws/security.ended/oauth"
    judged = judge_app(Boards(), "laws/security.ended", target=HOSTS, contract=boards())
    assert judged.outcome("laws/security.ended/pat") == "passed"
    assert judged.results[address].why == "the API has no plain operation that makes a token of the kind oauth"


@pytest.mark.parametrize("toy", [*broken(Boards, "security"), *broken(Boards, "walls")])
def test_broken_boards_are_noticed(toy: type[Boards]):
    judged = judge_app(toy(), f"laws/{toy.breaks}", target=HOSTS, contract=boards())
    assert "failed" in judged.outcomes(), judged.results


class BreaksDown(Boards):
    """Boards that make no team."""

    def answer_teams(self, method: str, rest: list[str], query: dict[str, str], body: Row) -> Answer:
        if method == "POST":
            raise Refused(500, "INTERNAL")
        return super().answer_teams(method, rest, query, body)


def test_generated_requests_to_a_server_that_breaks_down_stay_with_it():
    address = "fuzz/schema.writing/createTeam"
    judged = judge_app(BreaksDown(), address, target=HOSTS, contract=boards())
    assert judged.outcome(address) == "failed"
    assert "a valid generated request answered with a server error" in judged.messages(address)
