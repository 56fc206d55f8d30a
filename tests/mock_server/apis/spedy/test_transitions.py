from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mock_server.apis.spedy import events
from tests.mock_server.apis.spedy.office import MOB, WEB, open_office
from tests.mock_server.apis.spedy.ticketing import BLOCKED, BUTTONS, CRASH, DOING, DONE, LOGIN, read, world_of


def test_a_transition_is_told_with_what_was_before(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, Mapping[str, Any]]] = []
    monkeypatch.setattr(events, "announce", lambda _act, event, data: told.append((event, data)))
    office = open_office()
    moved = office.get("transitionTicket", {"statusId": DONE, "reason": "Done"}, boardId=WEB, ticketId=LOGIN)
    assert moved["status"] == {"id": DONE, "name": "Done", "category": "FINAL"}
    assert read(office, LOGIN) == moved
    [(event, data)] = told
    assert (event, data["previousStatus"]["id"], data["reason"]) == ("ticket.status_changed", DOING, "Done")


def test_the_same_status_is_no_transition(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(events, "announce", lambda _act, event, _data: told.append(event))
    office = open_office()
    before = read(office, LOGIN)
    assert office.get("transitionTicket", {"statusId": DOING}, boardId=WEB, ticketId=LOGIN) == before
    assert told == []


def test_a_status_that_the_board_hides_is_out_of_reach() -> None:
    office = open_office()
    assert office.refused("transitionTicket", {"statusId": BLOCKED}, boardId=MOB, ticketId=CRASH) == 409
    assert office.get("transitionTicket", {"statusId": BLOCKED}, boardId=WEB, ticketId=LOGIN)["status"]["id"] == BLOCKED


@pytest.mark.parametrize("body", [{}, {"statusId": "sts_000000000011"}, {"statusId": None}])
def test_a_transition_leads_to_a_status_of_the_organization(body: dict[str, Any]) -> None:
    assert open_office().refused("transitionTicket", body, boardId=WEB, ticketId=LOGIN) == 400


@pytest.mark.parametrize(("reason", "status"), [(None, 400), ("  ", 400), ("Deployed", 200)])
def test_an_organization_may_want_a_reason(reason: str | None, status: int) -> None:
    office = open_office()
    world_of(office).rows.change("Organization", "org_ac3e00000001", {"reasonOnStatusChange": True})
    body = {"statusId": DONE, "reason": reason}
    assert office.send("transitionTicket", body, boardId=WEB, ticketId=LOGIN).status == status
    path = {"boardId": WEB, "ticketId": LOGIN, "subticketId": BUTTONS}
    assert office.send("transitionSubticket", body, **path).status == status
