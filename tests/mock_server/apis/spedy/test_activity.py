from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.spedy.office import MOB, WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import DOING, MEMBER, TODO, add

HOUR = 3600


def summary(office: Office, query: str = "", who: str = "admin", user: str = MEMBER) -> Any:
    return office.get("getActivitySummary", query=query, who=who, userId=user)


def counts(office: Office, query: str = "") -> dict[str, int]:
    return dict(summary(office, query)["eventCounts"])


def work(office: Office) -> None:
    """One of each, by the member."""
    ticket = office.get("createTicket", {"title": "Fix login"}, who="member", boardId=WEB)["id"]
    office.get("createComment", {"content": "Mine"}, who="member", boardId=WEB, ticketId=ticket)
    office.get("transitionTicket", {"statusId": TODO}, who="member", boardId=WEB, ticketId=ticket)
    office.get("transitionTicket", {"statusId": TODO}, who="member", boardId=WEB, ticketId=ticket)


def test_what_a_user_does_is_counted() -> None:
    office = open_office()
    before = counts(office)
    work(office)
    add(office)
    assert counts(office) == {kind: number + 1 for kind, number in before.items()}
    assert summary(office)["lastActivityAt"] == "2025-04-01T12:00:00Z"


def test_only_what_lies_in_the_period_is_counted() -> None:
    office = open_office()
    office.client.control("POST", "clock", {"advance": HOUR})
    work(office)
    office.client.control("POST", "clock", {"advance": HOUR})
    one = {"ticketCreated": 1, "commentAdded": 1, "statusChanged": 1}
    none = dict.fromkeys(one, 0)
    assert counts(office, "from=2025-04-01T13:00:00Z&to=2025-04-01T13:00:00Z") == one
    assert counts(office, "from=2025-04-01T13:00:01Z") == none
    assert counts(office, "from=2025-04-01T12:30:00Z&to=2025-04-01T12:59:59Z") == none
    assert counts(office, "from=2025-04-01T15:00:00%2B02:00&to=2025-04-01T15:00:00%2B02:00") == one


def test_the_period_is_the_month_so_far_unless_asked_for() -> None:
    office = open_office()
    assert summary(office)["period"] == {"from": "2025-04-01T00:00:00Z", "to": "2025-04-01T12:00:00Z"}
    asked = "from=2025-03-01T00:00:00.000Z&to=2025-03-31T23:59:59.999Z"
    assert summary(office, asked)["period"] == {"from": "2025-03-01T00:00:00.000Z", "to": "2025-03-31T23:59:59.999Z"}
    shifted = "from=2025-03-01T02:00:00%2B02:00&to=2025-03-31T00:00:00Z"
    assert summary(office, shifted)["period"]["from"] == "2025-03-01T00:00:00Z"


@pytest.mark.parametrize(
    "query",
    [
        "from=soon",
        "from=2025-04-02T00:00:00Z&to=2025-04-01T00:00:00Z",
        "to=2025-02-30T00:00:00Z",
        "from=2026-01-01T00:00:00Z",
    ],
)
def test_a_period_that_is_none_is_refused(query: str) -> None:
    assert open_office().refused("getActivitySummary", query=query, userId=MEMBER) == 400


def test_boards_are_ranked_by_how_often_they_are_read() -> None:
    office = open_office()
    for board, times in ((MOB, 1), (WEB, 3)):
        for _ in range(times):
            office.get("getBoard", who="member", boardId=board)
    ranked = [(row["boardId"], row["name"], row["viewCount"]) for row in summary(office)["mostViewedBoards"]]
    assert ranked == [(WEB, "Website Redesign", 3), (MOB, "Mobile App", 1)]
    assert [row["boardId"] for row in summary(office, who="lead")["mostViewedBoards"]] == [WEB]


def test_a_status_that_stays_is_no_change() -> None:
    office = open_office()
    ticket = add(office)["id"]
    admin = "usr_000000000001"
    for status, number in ((DOING, 1), (DOING, 1), (TODO, 2)):
        office.get("transitionTicket", {"statusId": status}, boardId=WEB, ticketId=ticket)
        assert summary(office, user=admin)["eventCounts"]["statusChanged"] == number
