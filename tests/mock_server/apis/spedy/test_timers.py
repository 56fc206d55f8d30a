from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import AUTH, LOGIN, MEMBER


def _pass(office: Office, seconds: int) -> None:
    assert office.client.control("POST", "clock", {"advance": seconds}).status == 200


@pytest.mark.parametrize(
    ("seconds", "minutes", "rounded"), [(0, 1, 15), (59, 1, 15), (22 * 60 + 59, 22, 30), (3 * 86400, 1440, 1440)]
)
def test_a_stopped_timer_becomes_an_entry(seconds: int, minutes: int, rounded: int) -> None:
    office = open_office()
    started = office.get("startTimer", {"ticketId": LOGIN}, who="member")
    assert started == {"ticketId": LOGIN, "startedAt": "2025-04-01T12:00:00Z"}
    _pass(office, seconds)
    assert office.get("getTimer", who="member") == {"timer": started}
    entry = office.get("stopTimer", who="member")
    told = [entry[name] for name in ("ticketId", "userId", "durationMinutes", "roundedMinutes", "description")]
    assert told == [LOGIN, MEMBER, minutes, rounded, None]
    assert office.rows("listTimeEntries", boardId=WEB, ticketId=LOGIN)[0] == entry
    assert office.get("getTimer", who="member") == {"timer": None}


def test_there_is_one_timer_for_each_user() -> None:
    office = open_office()
    assert office.refused("stopTimer", who="member") == 409
    office.get("startTimer", {"ticketId": LOGIN}, who="member")
    assert office.refused("startTimer", {"ticketId": AUTH}, who="member") == 409
    assert office.get("getTimer")["timer"] is None
    assert office.get("startTimer", {"ticketId": AUTH})["ticketId"] == AUTH
    assert office.get("getTimer", who="member")["timer"]["ticketId"] == LOGIN


@pytest.mark.parametrize(
    ("ticket", "who", "status"),
    [
        ("tkt_none", "member", 400),
        (LOGIN, "outsider", 400),
        ("tkt_000000000011", "member", 400),
        ("tkt_00000000000a", "member", 409),
        ("tkt_000000000007", "member", 400),
    ],
)
def test_a_timer_runs_on_a_ticket_in_sight(ticket: str, who: str, status: int) -> None:
    office = open_office()
    assert office.refused("startTimer", {"ticketId": ticket}, who=who) == status
    assert office.get("getTimer", who=who)["timer"] is None
