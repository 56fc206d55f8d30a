from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mock_server.engine.contract import ContractError
from mock_server.engine.store import MemoryStore
from tests.mock_server.engine.office import Office
from tests.mock_server.engine.office_contract import make_office

SEEN = {"ann": ["b1", "b2"], "ben": ["b1", "b2"], "cy": ["b1"], "gus": ["b2"], "eve": ["b3"]}


@pytest.mark.parametrize("who", SEEN)
def test_each_sees_what_one_of_the_ways_shows(office: Office, who: str):
    assert office.ids("listBoards", who) == SEEN[who]
    found = {board: office.send("getBoard", who, boardId=board) for board in ("b1", "b2", "b3")}
    assert [board for board, reply in found.items() if reply.status == 200] == SEEN[who]
    assert {reply.code for reply in found.values() if reply.status != 200} <= {"gone"}


@pytest.mark.parametrize("who", SEEN)
def test_a_handler_finds_what_its_caller_sees(office: Office, who: str):
    found = office.send("seen", who).json
    assert found["find"] == found["where"] == SEEN[who]
    assert found["tickets"] == [board.replace("b", "k") for board in SEEN[who]]


def test_what_lies_below_an_unseen_row_is_unknown(office: Office):
    office.rows.create("Ticket", "f1", {"id": "k4", "board": "b2", "title": "Four"})
    for operation in ("listTickets", "getTicket", "addTicket", "listNotes"):
        body = {"title": "x"} if operation == "addTicket" else None
        assert office.send(operation, "cy", boardId="b2", body=body).code == "gone"


def test_a_row_is_seen_through_its_parent_in_lists_without_it(office: Office):
    office.rows.create("Ticket", "f1", {"id": "k4", "board": "b2", "title": "Four"})
    found = {who: sorted(office.ids("findTickets", who)) for who in SEEN}
    assert found["ann"] == found["ben"] == ["k1", "k2", "k4"]
    assert (found["cy"], found["gus"], found["eve"]) == (["k1"], ["k2", "k4"], ["k3"])


def test_a_way_asks_for_all_that_it_names(office: Office):
    path: dict[str, Any] = {"boardId": "b2", "ticketId": "k2"}
    assert office.ids("listNotes", "ben", **path) == ["n1", "n2"]
    assert office.ids("listNotes", "gus", **path) == ["n1"]
    assert office.send("getNote", "gus", noteId="n2", **path).code == "gone"
    assert office.send("getNote", "ben", noteId="n2", **path).status == 200
    assert office.ids("findNotes", "gus") == ["n1"]
    assert office.ids("findNotes", "cy") == ["n3"]


def test_a_parent_that_is_gone_shows_nothing(office: Office):
    office.rows.remove("Ticket", "k2")
    assert office.ids("findNotes", "ann") == ["n3"]


def test_who_leaves_a_group_loses_what_it_saw(office: Office):
    office.rows.remove("TeamUser", "t1.cy")
    assert office.ids("listBoards", "cy") == []
    office.rows.create("TeamUser", "f1", {"team": "t1", "user": "cy"})
    assert office.ids("listBoards", "cy") == ["b1"]
    office.rows.remove("Team", "t1")
    assert office.ids("listBoards", "cy") == []
    assert office.send("getBoard", "cy").code == "gone"


def test_a_group_is_one_way_for_some_callers_only(office: Office):
    assert office.send("getBoard", "gus").code == "gone"
    office.rows.change("User", "gus", {"role": "clerk"})
    assert office.send("getBoard", "gus").status == 200


def test_a_list_below_a_row_of_the_path_asks_once(office: Office, monkeypatch: pytest.MonkeyPatch):
    """Rows below the board of the path, and rows an all-seeing caller lists, cost no look-up each."""
    for number in range(50):
        office.rows.create("Ticket", "f1", {"board": "b1", "title": f"{number}"})
    looks: list[str] = []

    def note(method: Any) -> Any:
        def noted(store: MemoryStore, resource: str, *rest: Any) -> Any:
            looks.append(resource)
            return method(store, resource, *rest)

        return noted

    for name in ("count", "get"):
        monkeypatch.setattr(MemoryStore, name, note(getattr(MemoryStore, name)))
    assert office.send("listTickets", "cy", query="size=3").json["total"] == 51
    assert looks.count("Board") <= 3
    assert len(looks) < 20
    del looks[:]
    assert len(office.ids("findTickets", "cy")) == 51
    assert looks.count("Board") <= 3


def test_members_see_a_row_only_where_there_are_some(tmp_path: Path):
    bundle = make_office()
    del bundle["document"]["components"]["x-resources"]["Board"]["members"]
    with pytest.raises(ContractError, match="Board: its members see it, and it declares none"):
        Office(tmp_path, bundle).send("listBoards")
