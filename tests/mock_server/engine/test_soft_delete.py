from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.mock_server.engine.club import Club
from tests.mock_server.engine.club_contract import RESOURCES, SCHEMAS, make_club


class Desk:
    """A column of a board in a club."""

    def __init__(self, club: Club) -> None:
        self.club = club
        self.board = club.make("addBoard", body={"name": "Plans"})["id"]
        self.column = club.make("addColumn", boardId=self.board, body={"name": "Todo"})["id"]

    def add(self, text: str = "a", **fields: Any) -> dict[str, Any]:
        return self.club.make("addNote", boardId=self.board, columnId=self.column, body={"text": text, **fields})

    def send(self, operation: str, note: dict[str, Any], **rest: Any) -> Any:
        return self.club.send(operation, boardId=self.board, noteId=note["id"], **rest)

    def shown(self, query: str = "") -> list[str]:
        return [row["text"] for row in self.club.send("listNotes", boardId=self.board, query=query).json]


@pytest.fixture
def desk(club: Club) -> Desk:
    return Desk(club)


def test_a_deleted_row_is_hidden_everywhere(desk: Desk):
    note = desk.add()
    assert desk.send("dropNote", note).json == {"ok": True}
    assert desk.shown() == []
    assert desk.send("getNote", note).code == "gone"
    assert desk.send("editNote", note, body={"text": "b"}).code == "gone"
    assert desk.send("dropNote", note).code == "gone"


def test_a_list_reveals_deleted_rows_on_request(desk: Desk):
    note = desk.add("a")
    desk.add("b")
    desk.send("dropNote", note)
    assert desk.shown("all=true") == ["a", "b"]
    assert desk.shown("all=false") == ["b"]


def test_a_restored_row_is_as_it_was(desk: Desk):
    note = desk.add()
    before = desk.send("getNote", note).json
    desk.send("dropNote", note)
    assert desk.send("restoreNote", note).json == before
    assert desk.send("getNote", note).json == before
    assert desk.shown() == ["a"]


def test_what_is_not_deleted_cannot_be_restored(desk: Desk):
    note = desk.add()
    assert desk.send("restoreNote", note).code == "not_deleted"
    assert desk.club.send("restoreNote", boardId=desk.board, noteId="none").code == "gone"


def test_a_unique_value_is_free_while_its_row_is_deleted(desk: Desk):
    note = desk.add("a")
    desk.send("dropNote", note)
    again = desk.add("a")
    assert desk.send("restoreNote", note).code == "taken"
    desk.send("dropNote", again)
    assert desk.send("restoreNote", note).status == 200


def test_handlers_do_not_meet_deleted_rows(desk: Desk):
    note = desk.add()
    rows = desk.club.client.twin.worlds.get("default").rows
    assert rows.where("Note", "r1") != []
    desk.send("dropNote", note)
    assert rows.find("Note", note["id"], "r1") is None
    assert rows.where("Note", "r1") == []


def test_counts_leave_deleted_rows_out_and_a_mark_may_be_a_flag(tmp_path: Path):
    bundle = make_club()
    components = bundle["document"]["components"]
    soft = {"mark": {"field": "goneAt"}}
    components["schemas"] = {**SCHEMAS, "Column": {**SCHEMAS["Column"]}}
    components["schemas"]["Column"]["properties"] = {
        **SCHEMAS["Column"]["properties"], "goneAt": {"type": "boolean"},
    }  # fmt: skip
    components["x-resources"] = {
        **RESOURCES, "Column": {**RESOURCES["Column"], "soft_delete": soft},
    }  # fmt: skip
    desk = Desk(Club(tmp_path, bundle))
    assert desk.club.send("listColumns", boardId=desk.board).json[0]["goneAt"] is False
    assert desk.club.send("getBoard", boardId=desk.board).json["lists"] == 1
    desk.club.send("dropColumn", boardId=desk.board, columnId=desk.column)
    assert desk.club.send("getBoard", boardId=desk.board).json["lists"] == 0


def test_an_update_changes_what_was_sent_and_null_clears(desk: Desk):
    note = desk.add("a", due="2024-02-01", tags=["x"])
    changed = desk.send("editNote", note, body={"due": None}).json
    assert changed == {**note, "due": None}


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("q=PEAR", ["pear", "pears"]),
        ("q=ada%40CLUB", ["apple", "pear", "pears"]),
        ("q=plum", []),
        ("by=green", ["apple", "pear"]),
        ("by=red%2Cyellow", ["apple", "pears"]),
        ("until=2024-02-02", ["apple"]),
        ("since=2024-02-01T00:00:00Z", ["pear"]),
        ("since=2024-01-31T23:00:00-02:00", ["pear"]),
        ("q=pear&by=green", ["pear"]),
    ],
)
def test_a_list_is_narrowed_by_text_choice_and_time(desk: Desk, query: str, texts: list[str]):
    desk.add("apple", tags=["red", "green"], due="2024-02-01T00:00:00Z")
    desk.add("pear", tags=["green"], due="2024-02-03")
    desk.add("pears", tags="yellow")
    assert sorted(desk.shown(query)) == texts


def test_a_flag_asks_whether_a_field_is_set(desk: Desk):
    desk.add("apple", due="2024-02-01T00:00:00Z")
    desk.add("pear")

    def shown(query: str) -> list[str]:
        return [row["text"] for row in desk.club.send("countNotes", query=query).json]

    assert [shown(query) for query in ("dated=true", "dated=false", "")] == [["apple"], ["pear"], ["apple", "pear"]]
