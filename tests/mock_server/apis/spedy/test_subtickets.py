from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.spedy.office import MOB, WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import (
    AUTH,
    BUTTONS,
    CONTRAST,
    CRASH,
    DONE,
    ICONS,
    LOGIN,
    MEMBER,
    OUTSIDER,
    add,
    read,
)


def page(office: Office, ticket: str = LOGIN, query: str = "") -> dict[str, Any]:
    return dict(office.get("listSubtickets", query=query, boardId=WEB, ticketId=ticket))


def convert(office: Office, ticket: str, parent: str) -> int:
    return office.send("convertToSubticket", {"parentTicketId": parent}, boardId=WEB, ticketId=ticket).status


def test_the_list_tells_how_far_all_children_are() -> None:
    office = open_office()
    office.get("createSubticket", {"title": "Part"}, boardId=WEB, ticketId=LOGIN)
    whole, second = page(office), page(office, query="limit=1&page=2")
    assert whole["aggregation"] == {"total": 3, "completed": 1, "inProgress": 1, "planning": 1}
    assert [row["displayId"] for row in whole["data"]] == ["WEB-5", "WEB-6", "WEB-8"]
    assert (second["aggregation"], second["total"], second["data"]) == (whole["aggregation"], 3, whole["data"][1:2])
    assert page(office, ICONS)["aggregation"] == {"total": 0, "completed": 0, "inProgress": 0, "planning": 0}


def test_a_child_is_a_ticket_of_the_board() -> None:
    office = open_office()
    body = {"title": "Part", "assigneeId": MEMBER, "description": "Half of it"}
    made = office.get("createSubticket", body, boardId=WEB, ticketId=LOGIN)
    assert (made["parentTicketId"], made["assignee"]["id"], made["status"]["name"]) == (LOGIN, MEMBER, "Backlog")
    assert read(office, made["id"]) == made
    assert office.refused("createSubticket", {"title": "x", "assigneeId": OUTSIDER}, boardId=WEB, ticketId=LOGIN) == 400
    assert office.refused("createSubticket", {"title": "x"}, boardId=WEB, ticketId=BUTTONS) == 400


def test_a_child_moves_by_its_parent() -> None:
    office = open_office()
    path = {"boardId": WEB, "ticketId": LOGIN}
    moved = office.get("transitionSubticket", {"statusId": DONE}, **path, subticketId=BUTTONS)
    assert moved["status"]["id"] == DONE
    assert page(office)["aggregation"] == {"total": 2, "completed": 2, "inProgress": 0, "planning": 0}
    for other in (AUTH, LOGIN, CRASH, "tkt_nobody"):
        assert office.refused("transitionSubticket", {"statusId": DONE}, **path, subticketId=other) == 404


def test_a_ticket_is_put_below_another_and_taken_out_again() -> None:
    office = open_office()
    before = read(office, ICONS)
    assert convert(office, ICONS, AUTH) == 200
    assert [row["id"] for row in page(office, AUTH)["data"]] == [ICONS]
    assert convert(office, ICONS, LOGIN) == 409
    after = office.get("promoteToStandalone", boardId=WEB, ticketId=ICONS)
    assert {**after, "updatedAt": before["updatedAt"]} == before
    assert page(office, AUTH)["data"] == []
    assert office.refused("promoteToStandalone", boardId=WEB, ticketId=ICONS) == 409


@pytest.mark.parametrize(
    ("ticket", "parent"),
    [(ICONS, ICONS), (ICONS, BUTTONS), (LOGIN, AUTH), (ICONS, CRASH), (ICONS, "tkt_000000000011"), (ICONS, "tkt_x")],
)
def test_who_cannot_be_a_parent_or_a_child(ticket: str, parent: str) -> None:
    office = open_office()
    before = read(office, ticket)
    assert convert(office, ticket, parent) == 400
    assert read(office, ticket) == before


def test_a_deleted_child_counts_no_more() -> None:
    office = open_office()
    office.gone("deleteTicket", boardId=WEB, ticketId=CONTRAST)
    assert page(office)["aggregation"] == {"total": 1, "completed": 0, "inProgress": 1, "planning": 0}
    assert convert(office, ICONS, CONTRAST) == 400


def test_children_are_of_their_board() -> None:
    office = open_office()
    child = add(office, MOB)["id"]
    body = {"parentTicketId": CRASH}
    assert office.get("convertToSubticket", body, boardId=MOB, ticketId=child)["parentTicketId"] == CRASH
