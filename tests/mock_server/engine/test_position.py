from __future__ import annotations

import pytest

from tests.mock_server.engine.club import Club

Place = tuple[str, int]


@pytest.fixture
def board(club: Club) -> str:
    return str(club.make("addBoard", body={"name": "Plans"})["id"])


def add(club: Club, board: str, *names: str) -> dict[str, str]:
    return {name: club.make("addColumn", boardId=board, body={"name": name})["id"] for name in names}


def shown(club: Club, board: str) -> list[Place]:
    return [(row["name"], row["place"]) for row in club.send("listColumns", boardId=board).json]


def texts(club: Club, board: str, column: str) -> list[Place]:
    rows = club.send("listNotes", boardId=board).json
    return [(row["text"], row["place"]) for row in rows if row["columnId"] == column]


def test_a_new_row_goes_last_unless_it_names_its_place(club: Club, board: str):
    add(club, board, "a", "b")
    assert club.make("addColumn", boardId=board, body={"name": "c", "place": 1})["place"] == 1
    assert shown(club, board) == [("a", 0), ("c", 1), ("b", 2)]
    assert club.make("addColumn", boardId=board, body={"name": "d", "place": 99})["place"] == 3


def test_each_parent_counts_its_own(club: Club, board: str):
    other = club.make("addBoard", body={"name": "Other"})["id"]
    add(club, board, "a", "b")
    add(club, other, "c")
    assert shown(club, other) == [("c", 0)]


@pytest.mark.parametrize(
    ("place", "order"),
    [(0, "bacd"), (1, "abcd"), (2, "acbd"), (3, "acdb"), (9, "acdb"), (-1, "bacd")],
)
def test_a_change_of_place_shifts_the_siblings(club: Club, board: str, place: int, order: str):
    ids = add(club, board, *"abcd")
    reply = club.send("editColumn", boardId=board, columnId=ids["b"], body={"place": place})
    assert reply.json["place"] == order.index("b")
    assert shown(club, board) == [(name, number) for number, name in enumerate(order)]


def test_other_changes_leave_the_place(club: Club, board: str):
    ids = add(club, board, *"ab")
    club.send("editColumn", boardId=board, columnId=ids["a"], body={"name": "z"})
    assert shown(club, board) == [("z", 0), ("b", 1)]


def test_siblings_close_up_after_a_deletion(club: Club, board: str):
    ids = add(club, board, *"abc")
    club.send("dropColumn", boardId=board, columnId=ids["a"])
    assert shown(club, board) == [("b", 0), ("c", 1)]


def test_a_row_that_goes_elsewhere_leaves_no_gap_and_goes_last_there(club: Club, board: str):
    ids = add(club, board, "x", "y")
    notes = {}
    for column, text in (("x", "1"), ("x", "2"), ("y", "3"), ("y", "4")):
        notes[text] = club.make("addNote", boardId=board, columnId=ids[column], body={"text": text})["id"]
    club.send("editNote", boardId=board, noteId=notes["1"], body={"columnId": ids["y"]})
    assert texts(club, board, ids["x"]) == [("2", 0)]
    assert texts(club, board, ids["y"]) == [("3", 0), ("4", 1), ("1", 2)]
    club.send("editNote", boardId=board, noteId=notes["2"], body={"columnId": ids["y"], "place": 1})
    assert texts(club, board, ids["y"]) == [("3", 0), ("2", 1), ("4", 2), ("1", 3)]


def test_deleted_rows_have_no_place_and_get_theirs_back(club: Club, board: str):
    column = add(club, board, "x")["x"]
    ids = [club.make("addNote", boardId=board, columnId=column, body={"text": text})["id"] for text in "abc"]
    club.send("dropNote", boardId=board, noteId=ids[1])
    assert texts(club, board, column) == [("a", 0), ("c", 1)]
    assert club.make("addNote", boardId=board, columnId=column, body={"text": "d"})["place"] == 2
    club.send("dropNote", boardId=board, noteId=ids[0])
    assert texts(club, board, column) == [("c", 0), ("d", 1)]
    assert club.send("restoreNote", boardId=board, noteId=ids[0]).json["place"] == 0
    assert club.send("restoreNote", boardId=board, noteId=ids[1]).json["place"] == 1
    assert texts(club, board, column) == [("a", 0), ("b", 1), ("c", 2), ("d", 3)]
