from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mock_server.engine.store import MemoryStore
from tests.mock_server.engine.office import Office
from tests.mock_server.engine.office_contract import make_office


def state(kind: str | None, name: str = "") -> Any:
    return {"id": name or f"s-{kind}", "kind": kind}


DESK: dict[str, dict[str, Any]] = {
    "a": {"state": state("work"), "owner": "ben", "labels": ["l1", "l2"], "due": "2024-01-15T15:00:00Z"},
    "b": {"state": state("work"), "owner": "cy", "labels": ["l2"], "due": "2024-01-14T00:00:00Z"},
    "c": {"state": state("plan"), "owner": None, "labels": [], "due": None},
    "d": {"state": state("done"), "owner": "ben", "labels": ["l1"], "due": "2024-01-01T00:00:00Z"},
    "e": {"state": state("done", "s-shut"), "due": "2024-02-01T00:00:00Z"},
    "f": {"state": None, "owner": "gus"},
    "g": {"state": state("work"), "stored": True},
    "h": {"state": state("plan"), "stored": False},
}
SHOW = "plan=true&done=true&stored=true"


@pytest.fixture
def desk(office: Office) -> Office:
    office.rows.remove("Ticket", "k1")
    for title, fields in DESK.items():
        office.rows.create("Ticket", "f1", {"board": "b1", "title": title, **fields})
    return office


def titles(office: Office, query: str, who: str = "ann") -> str:
    reply = office.send("listTickets", who, query=query).json
    assert reply["total"] == len(reply["data"])
    return "".join(row["title"] for row in reply["data"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "abf"),
        ("plan=true", "abcfh"),
        ("plan=false", "abf"),
        ("done=true", "abdef"),
        ("stored=true", "abfg"),
        ("stored_only=true", "g"),
        ("stored_only=false", "abf"),
        ("stored_only=true&stored=true", "g"),
        ("plan=true&done=true", "abcdefh"),
        (SHOW, "abcdefgh"),
        ("state=s-plan", "ch"),
        ("state=s-shut", "e"),
        ("state=s-work", "ab"),
        ("state=s-work&stored=true", "abg"),
        ("state=none", ""),
        ("kind=plan", ""),
        ("kind=work,plan", "ab"),
        ("kind=work,plan&plan=true", "abch"),
        ("kind=none", "f"),
        ("kind=none,work", "abf"),
    ],
)
def test_rows_with_some_values_are_hidden_until_they_are_asked_for(desk: Office, query: str, found: str):
    assert titles(desk, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("owner=ben", "ad"),
        ("owner=nobody", "cegh"),
        ("owner=ann", ""),
        ("tag=l1", "ad"),
        ("tag=l2,l9", "ab"),
        ("tag=none", "cefgh"),
        ("tag=none,l2", "abcefgh"),
        ("due_to=2024-01-14T00:00:00Z", "bd"),
        ("due_to=2024-01-13T23:59:59Z", "d"),
        ("due_from=2024-01-15T16:00:00%2B01:00", "ae"),
        ("due_from=2024-01-14T00:00:00.001Z", "ae"),
        ("due_to=2024-01-20&due_from=2024-01-14", "ab"),
        ("late=true", "b"),
        ("late=false", "abcdefgh"),
        ("undated=true", "cfgh"),
        ("undated=false", "abcdefgh"),
        ("owner=ben&tag=l1&due_to=2024-01-02", "d"),
    ],
)
def test_a_parameter_narrows_by_what_lies_behind_a_copy_by_time_and_by_null(desk: Office, query: str, found: str):
    assert titles(desk, f"{SHOW}&{query}") == found


def test_what_has_no_time_yet_is_late_when_it_has_passed(desk: Office):
    desk.client.control("POST", "clock", {"advance": 1})
    assert titles(desk, "late=true") == "ab"


@pytest.mark.parametrize("query", ["", "plan=true", "plan=true&done=true", "owner=ben", "kind=work,plan", SHOW])
def test_a_page_is_cut_from_an_index(desk: Office, query: str, monkeypatch: pytest.MonkeyPatch):
    asked: list[Any] = []
    gather = MemoryStore.gather

    def note(store: MemoryStore, *rest: Any) -> Any:
        asked.append(rest[3:])
        return gather(store, *rest)

    monkeypatch.setattr(MemoryStore, "gather", note)
    whole = titles(desk, query)
    pages = [desk.send("listTickets", query=f"{query}&size=2&at={number}").json for number in range(1, 6)]
    assert "".join(row["title"] for page in pages for row in page["data"]) == whole
    assert {page["total"] for page in pages} == {len(whole)}
    assert asked == [(0, 20), *((start, start + 2) for start in range(0, 10, 2))]


def change_filter(name: str, **entry: Any) -> dict[str, Any]:
    bundle = make_office()
    filters = bundle["document"]["paths"]["/boards/{boardId}/tickets"]["get"]["x-acts"]["filter"]
    filters[name] = {**filters[name], **entry}
    return bundle


def fill(office: Office) -> Office:
    for title, fields in DESK.items():
        office.rows.create("Ticket", "f1", {"board": "b1", "title": title, **fields})
    office.rows.remove("Ticket", "k1")
    return office


def test_a_field_of_a_copy_that_no_row_stores_is_looked_up(tmp_path: Path):
    office = fill(Office(tmp_path, change_filter("assignee.id", fields=["assignee.role"])))
    assert titles(office, f"{SHOW}&owner=clerk") == "abd"
    assert titles(office, f"{SHOW}&owner=nobody") == "cegh"


def test_a_list_of_copies_is_searched_item_by_item(tmp_path: Path):
    office = fill(Office(tmp_path, change_filter("tags.id", fields=["tags.name"])))
    assert titles(office, f"{SHOW}&tag=Label 1".replace(" ", "%20")) == "ad"


def test_an_open_field_hides_rows_by_a_test(tmp_path: Path):
    office = fill(Office(tmp_path, change_filter("plans", fields=["state.id"], value="s-work")))
    assert titles(office, "done=true") == "cdefh"
    assert titles(office, "done=true&plan=true") == "abcdefh"
    office.rows.create("Ticket", "f1", {"board": "b1", "title": "z"})
    assert titles(office, "") == "cfhz"


def test_a_deleted_row_is_revealed_to_those_who_may(desk: Office):
    (row,) = desk.rows.search("Ticket", {"title": "a"})
    desk.rows.remove("Ticket", row["id"])
    desk.rows.change("User", "gus", {"role": "clerk"})  # a clerk who may not edit, as the app may not
    for who, found in (("ann", "Oneabf"), ("ben", "Oneabf"), ("gus", "bf"), ("app", "bf")):
        assert titles(desk, "all=false", who) == "bf"
        assert titles(desk, "all=true", who) == found
