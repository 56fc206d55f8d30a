from __future__ import annotations

import pytest

from tests.mock_server.engine.club import Club


@pytest.fixture
def board(club: Club) -> str:
    return str(club.make("addBoard", body={"name": "Plans"})["id"])


def columns(club: Club, board: str, *names: str) -> list[str]:
    return [club.make("addColumn", boardId=board, body={"name": name})["id"] for name in names]


def test_a_new_row_takes_the_ids_of_its_path(club: Club, board: str):
    column = club.make("addColumn", boardId=board, body={"name": "Todo", "boardId": "another"})
    assert column["boardId"] == board
    note = club.make("addNote", boardId=board, columnId=column["id"], body={"text": "hi"})
    assert note["columnId"] == column["id"]
    assert note["by"] == "ada@club.test"
    assert club.send("getBoard", boardId=board).json["lists"] == 1


def test_rows_of_a_path_hang_on_each_other(club: Club, board: str):
    other = club.make("addBoard", body={"name": "Other"})["id"]
    (column,) = columns(club, board, "Todo")
    note = club.make("addNote", boardId=board, columnId=column, body={"text": "hi"})["id"]
    assert club.send("getNote", boardId=board, noteId=note).status == 200
    assert club.send("getNote", boardId=other, noteId=note).code == "gone"
    assert club.send("addNote", boardId=other, columnId=column, body={"text": "x"}).code == "gone"
    assert club.send("getNote", boardId="none", noteId=note).code == "gone"


def test_rows_of_another_tenant_are_unknown(club: Club, board: str):
    assert club.send("getBoard", boardId=board, roomSlug="attic").code == "gone"
    assert club.send("getBoard", boardId=board, houseSlug="south").code == "gone"


def test_a_reference_in_the_body_must_hang_on_the_path_too(club: Club, board: str):
    other = club.make("addBoard", body={"name": "Other"})["id"]
    here, there = columns(club, board, "here", "there")
    (far,) = columns(club, other, "far")
    note = club.make("addNote", boardId=board, columnId=here, body={"text": "hi"})["id"]
    assert club.send("editNote", boardId=board, noteId=note, body={"columnId": far}).code == "gone"
    moved = club.send("editNote", boardId=board, noteId=note, body={"columnId": there})
    assert moved.json["columnId"] == there


def test_a_list_shows_what_hangs_on_its_path_at_any_depth(club: Club, board: str):
    other = club.make("addBoard", body={"name": "Other"})["id"]
    first, second = columns(club, board, "a", "b")
    (far,) = columns(club, other, "c")
    for column, text in ((first, "1"), (second, "2"), (first, "3")):
        club.make("addNote", boardId=board, columnId=column, body={"text": text})
    club.make("addNote", boardId=other, columnId=far, body={"text": "4"})
    assert [row["text"] for row in club.send("listNotes", boardId=board).json] == ["1", "2", "3"]
    assert [row["name"] for row in club.send("listColumns", boardId=board).json] == ["a", "b"]
    assert len(club.send("countNotes").json) == 4
    assert club.send("countNotes", roomSlug="attic").json == []


def test_a_list_of_guarded_rows_shows_those_the_caller_may_enter(club: Club):
    def shown(who: str, operation: str = "listHouses") -> list[str]:
        return [row["slug"] for row in club.send(operation, who).json]

    assert [shown(who) for who in ("ada", "ben", "cy")] == [["north", "south"], ["north"], ["south"]]
    assert shown("ada", "listRooms") == ["hall", "attic"]
    assert shown("ben", "listRooms") == []


def test_a_row_may_be_named_by_another_field_within_its_tenant(club: Club):
    assert club.send("dropMember", houseSlug="south", user="ben").code == "gone"
    assert club.send("dropMember", houseSlug="south", user="cy").status == 204
    assert [row["user"] for row in club.send("listMembers").json] == ["ada", "ben"]


def test_a_row_with_an_owner_is_there_for_nobody_else(club: Club):
    assert [row["id"] for row in club.send("listLetters").json] == ["for-ada"]
    assert club.send("getLetter", letterId="for-ada").status == 200
    assert club.send("getLetter", letterId="for-ben").code == "gone"
    key = club.make("addKey", "ben", body={"name": "b"})
    assert club.send("dropKey", "ada", keyId=key["id"]).code == "gone"
    assert [row["id"] for row in club.send("listKeys", "ben").json] == [key["id"]]


def test_a_deleted_parent_takes_what_hangs_on_it(club: Club, board: str):
    (column,) = columns(club, board, "a")
    club.make("addNote", boardId=board, columnId=column, body={"text": "1"})
    assert club.send("dropBoard", boardId=board).status == 204
    assert club.send("countNotes").json == []


def test_an_answer_without_a_body_is_empty(club: Club, board: str):
    reply = club.send("dropBoard", boardId=board)
    assert (reply.status, reply.raw) == (204, b"")
    assert "Content-Type" not in reply.headers
