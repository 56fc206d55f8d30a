from __future__ import annotations

from tests.mock_server.apis.spedy.office import WEB, open_office

FRONTEND, BACKEND = "lbl_000000000001", "lbl_000000000002"


def test_a_name_is_taken_in_every_case() -> None:
    office = open_office()
    assert office.refused("createLabel", {"name": "frontEND", "color": "#000000"}) == 409
    assert office.refused("updateLabel", {"name": "FRONTEND"}, labelId=BACKEND) == 409
    assert office.get("updateLabel", {"name": "FRONTEND"}, labelId=FRONTEND)["name"] == "FRONTEND"
    assert office.get("updateLabel", {"description": "Servers"}, labelId=BACKEND)["name"] == "Backend"


def test_a_deleted_label_leaves_every_ticket() -> None:
    office = open_office()
    body = {"title": "Fix login", "labelIds": [FRONTEND, BACKEND]}
    tickets = [office.get("createTicket", body, boardId=WEB)["id"] for _ in range(2)]
    office.gone("deleteTicket", boardId=WEB, ticketId=tickets[1])
    office.gone("deleteLabel", labelId=FRONTEND)
    office.get("restoreTicket", boardId=WEB, ticketId=tickets[1])
    for ticket in tickets:
        shown = office.get("getTicket", boardId=WEB, ticketId=ticket)["labels"]
        assert [label["name"] for label in shown] == ["Backend"]
