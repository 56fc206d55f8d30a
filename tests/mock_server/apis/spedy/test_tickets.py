from __future__ import annotations

from typing import Any

import pytest

from mock_server.apis.spedy import events
from tests.mock_server.apis.spedy.office import INT, MOB, WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import (
    AUTH,
    BACKLOG,
    BLOCKED,
    BUTTONS,
    CONTRAST,
    DONE,
    LEAD,
    LOGIN,
    MEMBER,
    OUTSIDER,
    TODO,
    add,
    read,
    shown,
    watchers,
)


@pytest.fixture(name="told")
def _told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The events that are announced."""
    found: list[str] = []
    monkeypatch.setattr(events, "announce", lambda _act, event, _data: found.append(event))
    return found


def test_a_new_ticket_has_the_next_number_of_its_board_and_the_defaults() -> None:
    office = open_office()
    made = add(office)
    assert made["displayId"] == "WEB-8"
    assert made["status"] == {"id": BACKLOG, "name": "Backlog", "category": "PLANNING"}
    assert (made["priority"], made["type"]["name"], made["labels"], made["assignee"]) == ("MEDIUM", "Feature", [], None)
    assert made["createdBy"]["name"] == "Ada Winter"
    assert read(office, made["id"]) == made
    assert add(office, MOB)["displayId"] == "MOB-3"


def test_numbers_do_not_come_back_and_subtickets_take_them_too() -> None:
    office = open_office()
    office.gone("deleteTicket", boardId=WEB, ticketId=add(office)["id"])
    child = office.get("createSubticket", {"title": "Part"}, boardId=WEB, ticketId=LOGIN)
    assert (child["displayId"], add(office)["displayId"]) == ("WEB-9", "WEB-10")


def test_a_ticket_counts_as_no_change_of_its_board() -> None:
    office = open_office()
    before = office.get("getBoard", boardId=WEB)
    add(office)
    assert office.get("getBoard", boardId=WEB) == before


def test_the_list_hides_what_waits_or_is_done() -> None:
    office = open_office()
    assert shown(office) == ["WEB-5", "WEB-2", "WEB-1"]
    assert shown(office, "includePlanning=true") == ["WEB-5", "WEB-3", "WEB-2", "WEB-1"]
    assert shown(office, "includeArchived=true") == ["WEB-6", "WEB-5", "WEB-4", "WEB-2", "WEB-1"]
    assert shown(office, f"statusId={BACKLOG}") == ["WEB-3"]
    assert shown(office, f"statusId={DONE}") == ["WEB-6", "WEB-4"]
    assert shown(office, "includeDeleted=true") == ["WEB-7", "WEB-5", "WEB-2", "WEB-1"]
    assert shown(office, "includeDeleted=true", "lacks-tickets-edit") == ["WEB-5", "WEB-2", "WEB-1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"assigneeId={LEAD}", ["WEB-2"]),
        ("customerId=cus_000000000001", ["WEB-1"]),
        ("typeId=typ_000000000002,typ_000000000003", ["WEB-1"]),
        ("labelId=lbl_000000000002,lbl_000000000003", ["WEB-2", "WEB-1"]),
        ("impactLevel=HIGH,CRITICAL", ["WEB-2", "WEB-1"]),
        ("impactLevel=HIGH&labelId=lbl_000000000002", []),
        ("search=BUTTON", ["WEB-5", "WEB-1"]),
        ("externalReference=104", ["WEB-1"]),
        ("overdue=true&includeArchived=true", ["WEB-2", "WEB-1"]),
        ("noDueDate=true", ["WEB-5"]),
        ("dueBefore=2025-04-01T00:00:00Z", ["WEB-2", "WEB-1"]),
        ("dueBefore=2025-04-01T01:59:59%2B02:00", ["WEB-2"]),
        ("dueAfter=2025-04-01T00:00:00Z", ["WEB-1"]),
    ],
)
def test_the_list_is_narrowed(query: str, found: list[str]) -> None:
    assert shown(open_office(), query) == found


def test_due_dates_are_kept_in_utc() -> None:
    office = open_office()
    made = add(office, dueDate="2025-05-01T02:00:00+02:00")
    assert made["dueDate"] == "2025-05-01T00:00:00Z"
    changed = office.get("updateTicket", {"dueDate": None}, boardId=WEB, ticketId=made["id"])
    assert changed["dueDate"] is None
    assert office.refused("createTicket", {"title": "x", "dueDate": "0001-01-01T00:00:00+14:00"}, boardId=WEB) == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"assigneeId": OUTSIDER},
        {"assigneeId": "usr_0000000003ea"},
        {"typeId": "typ_000000000011"},
        {"labelIds": ["lbl_000000000001", "lbl_000000000011"]},
        {"customerId": "cus_000000000003"},
        {"priority": "URGENT"},
        {"dueDate": "2025-04-01"},
        {"estimatedHours": -1},
    ],
)
def test_a_ticket_refers_to_what_its_organization_has(fields: dict[str, Any]) -> None:
    office = open_office()
    assert office.refused("createTicket", {"title": "x", **fields}, boardId=WEB) == 400
    assert office.refused("updateTicket", fields, boardId=WEB, ticketId=LOGIN) == 400
    assert add(office)["displayId"] == "WEB-8"


def test_a_status_that_the_board_hides_is_none_for_a_new_ticket() -> None:
    assert open_office().refused("createTicket", {"title": "x", "statusId": BLOCKED}, boardId=MOB) == 400


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("customer", 403), ("outsider", 404), ("lead", 201)])
def test_who_may_create(who: str, status: int) -> None:
    assert open_office().send("createTicket", {"title": "x"}, who=who, boardId=WEB).status == status


def test_nothing_is_written_on_an_archived_board() -> None:
    office = open_office()
    assert office.refused("createTicket", {"title": "x"}, boardId=INT) == 409
    assert office.refused("deleteTicket", boardId=INT, ticketId="tkt_00000000000a") == 409
    assert office.get("getTicket", boardId=INT, ticketId="tkt_00000000000a")["displayId"] == "INT-1"


def test_a_ticket_is_not_found_on_another_board() -> None:
    assert open_office().refused("getTicket", boardId=MOB, ticketId=LOGIN) == 404


def test_an_update_leaves_the_status_alone(told: list[str]) -> None:
    office = open_office()
    before = read(office, LOGIN)
    body = {"title": "Fix all", "statusId": DONE, "labelIds": []}
    after = office.get("updateTicket", body, boardId=WEB, ticketId=LOGIN)
    assert (after["title"], after["labels"], after["status"]) == ("Fix all", [], before["status"])
    assert told == ["ticket.updated"]


def test_an_assignee_watches(told: list[str]) -> None:
    office = open_office()
    ticket = add(office)["id"]
    path = {"boardId": WEB, "ticketId": ticket}
    assert office.get("assignTicket", {"assigneeId": MEMBER}, **path)["assignee"]["id"] == MEMBER
    office.get("assignTicket", {"assigneeId": MEMBER}, **path)
    office.get("updateTicket", {"assigneeId": LEAD}, **path)
    assert office.get("assignTicket", {"assigneeId": None}, **path)["assignee"] is None
    assert watchers(office, ticket) == [MEMBER, LEAD]
    assert told == ["ticket.created", "ticket.assigned", "ticket.updated", "ticket.assigned"]
    assert office.refused("assignTicket", {"assigneeId": OUTSIDER}, **path) == 400
    assert office.refused("assignTicket", {}, **path) == 400


def _children(office: Office) -> list[str]:
    return [row["id"] for row in office.rows("listSubtickets", boardId=WEB, ticketId=LOGIN)]


def test_subtickets_go_and_come_back_with_their_parent(told: list[str]) -> None:
    office = open_office()
    other = office.get("createSubticket", {"title": "Part"}, boardId=WEB, ticketId=LOGIN)["id"]
    office.gone("deleteTicket", boardId=WEB, ticketId=other)
    before = read(office, LOGIN)
    office.gone("deleteTicket", boardId=WEB, ticketId=LOGIN)
    assert office.refused("getTicket", boardId=WEB, ticketId=BUTTONS) == 404
    assert shown(office, "includeDeleted=true")[-1] == "WEB-1"
    assert office.rows("listTicketLinks", boardId=WEB, ticketId=AUTH) == []
    assert office.get("restoreTicket", boardId=WEB, ticketId=LOGIN) == before
    assert _children(office) == [BUTTONS, CONTRAST]
    assert len(office.rows("listTicketLinks", boardId=WEB, ticketId=AUTH)) == 1
    assert office.refused("restoreTicket", boardId=WEB, ticketId=LOGIN) == 409
    assert told[-2:] == ["ticket.deleted", "ticket.deleted"]


def test_a_subticket_comes_back_alone() -> None:
    office = open_office()
    office.gone("deleteTicket", boardId=WEB, ticketId=LOGIN)
    office.get("restoreTicket", boardId=WEB, ticketId=BUTTONS)
    office.gone("deleteTicket", boardId=WEB, ticketId=BUTTONS)
    office.get("restoreTicket", boardId=WEB, ticketId=LOGIN)
    assert _children(office) == [CONTRAST]


def test_a_ticket_has_a_status_of_its_creation() -> None:
    office = open_office()
    assert add(office, statusId=TODO)["status"]["name"] == "Todo"
