from __future__ import annotations

import pytest

from mock_server.engine.agenda import Agenda
from mock_server.engine.contract import ContractError
from tests.mock_server.engine.club import Club


@pytest.fixture
def board(club: Club) -> str:
    return str(club.make("addBoard", body={"name": "Plans"})["id"])


def name(club: Club, board: str) -> str:
    return str(club.send("getBoard", boardId=board).json["name"])


def advance(club: Club, seconds: float) -> None:
    assert club.client.control("POST", "clock", {"advance": seconds}).status == 200


def test_steps_run_when_the_clock_passes_them(club: Club, board: str):
    told = club.send("start", boardId=board).json
    assert told == {"member": "admin", "house": "h1", "row": board}
    assert name(club, board) == "Plans"
    advance(club, 9)
    assert name(club, board) == "Plans"
    advance(club, 1)
    assert name(club, board) == "2 at 2024-01-15T15:00:10Z"


def test_steps_that_were_missed_run_in_order_each_at_its_own_time(club: Club, board: str):
    club.send("start", boardId=board)
    advance(club, 600)
    assert name(club, board) == "0 at 2024-01-15T15:00:30Z"
    assert club.client.control("GET", "clock").json["now"] == "2024-01-15T15:10:00Z"


def test_steps_belong_to_their_world_and_go_with_a_reset_and_a_snapshot(club: Club, board: str):
    snapshot = club.client.control("POST", "snapshot").json["snapshot"]
    club.send("start", boardId=board)
    club.client.control("POST", "restore", {"snapshot": snapshot})
    advance(club, 60)
    assert name(club, board) == "Plans"
    club.send("start", boardId=board)
    club.client.control("POST", "reset")
    assert not club.client.twin.worlds.get("default").agenda


def test_steps_of_one_second_run_as_they_were_registered():
    agenda = Agenda()
    for at, step in ((5.0, "b"), (5.0, "c"), (1.0, "a")):
        agenda.add(at, step, {})
    assert [due.step for due in iter(lambda: agenda.take(5.0), None)] == ["a", "b", "c"]
    assert agenda.take(99.0) is None


def test_a_step_nobody_wrote_is_told(club: Club):
    world = club.client.twin.worlds.get("default")
    world.plan_step(0.0, "dance", {})
    with pytest.raises(ContractError, match="dance"):
        club.send("me")
    assert club.send("me").status == 200


def test_the_door_shows_the_mails_of_a_world(club: Club, board: str):
    club.send("start", boardId=board)
    shown = club.client.control("GET", "outbox").json
    assert shown["mails"] == [
        {
            "to": "ada@club.test",
            "subject": "Started",
            "text": "It has begun",
            "at": "2024-01-15T15:00:00Z",
            "board": board,
        }
    ]
    club.client.control("POST", "reset")
    assert club.client.control("GET", "outbox").json["mails"] == []
