from __future__ import annotations

from typing import Any

import pytest

from mock_server.apis.spedy.time_entries import round_minutes
from tests.mock_server.apis.spedy.office import WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import ADMIN, AUTH, CUSTOMER, LOGIN, MEMBER

MEMBERS, ADMINS = "te_000000000001", "te_000000000002"
PATH = {"boardId": WEB, "ticketId": LOGIN}


def _log(office: Office, who: str = "member", **fields: Any) -> dict[str, Any]:
    return dict(office.get("logTime", {"durationMinutes": 22, **fields}, who=who, **PATH))


@pytest.mark.parametrize(
    ("minutes", "interval", "method", "rounded"),
    [
        (22, 15, "up", 30),
        (22, 15, "nearest", 15),
        (22, 15, "down", 15),
        (30, 15, "up", 30),
        (1, 60, "up", 60),
        (29, 60, "nearest", 0),
        (30, 60, "nearest", 60),
        (5, 10, "nearest", 10),
        (14, 15, "down", 0),
        (7, 1, "down", 7),
        (7, 5, "nearest", 5),
        (8, 5, "nearest", 10),
        (31, 30, "up", 60),
    ],
)
def test_minutes_are_rounded(minutes: int, interval: int, method: str, rounded: int) -> None:
    assert round_minutes(minutes, interval, method) == rounded


def test_time_is_the_callers_of_today() -> None:
    entry = _log(open_office())
    told = {name: entry[name] for name in ("userId", "ticketId", "date", "durationMinutes", "roundedMinutes")}
    wanted = {"userId": MEMBER, "ticketId": LOGIN, "date": "2025-04-01", "durationMinutes": 22, "roundedMinutes": 30}
    assert told == wanted


def test_a_change_is_rounded_again() -> None:
    office = open_office()
    before = _log(office)
    changed = office.get("updateTimeEntry", {"durationMinutes": 31}, who="member", entryId=before["id"], **PATH)
    assert (changed["durationMinutes"], changed["roundedMinutes"]) == (31, 45)
    assert office.rows("listTimeEntries", **PATH)[0] == changed


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("lacks-time-tracking-manage", 403), ("admin", 201)])
def test_the_time_of_others_takes_manage(who: str, status: int) -> None:
    body = {"durationMinutes": 5, "userId": CUSTOMER}
    assert open_office().send("logTime", body, who=who, **PATH).status == status


def test_who_manages_notes_the_time_of_others() -> None:
    office = open_office()
    assert _log(office, "lacks-tickets-edit", userId=MEMBER)["userId"] == MEMBER
    assert _log(office, "member", userId=MEMBER)["userId"] == MEMBER
    assert office.refused("logTime", {"durationMinutes": 5, "userId": "usr_0000000003ea"}, **PATH) == 400


@pytest.mark.parametrize(
    ("who", "entry", "status"),
    [("member", MEMBERS, 200), ("member", ADMINS, 403), ("lacks-tickets-edit", ADMINS, 200), ("admin", MEMBERS, 200)],
)
def test_who_may_change_an_entry(who: str, entry: str, status: int) -> None:
    office = open_office()
    body = {"description": "More tests"}
    assert office.send("updateTimeEntry", body, who=who, entryId=entry, **PATH).status == status
    wanted = 204 if status == 200 else status
    assert office.send("deleteTimeEntry", who=who, entryId=entry, **PATH).status == wanted


def test_an_entry_stays_with_its_user() -> None:
    office = open_office()
    changed = office.get("updateTimeEntry", {"userId": ADMIN}, entryId=MEMBERS, **PATH)
    assert changed["userId"] == MEMBER


def test_a_deleted_entry_is_shown_to_nobody() -> None:
    office = open_office()
    office.gone("deleteTimeEntry", entryId=MEMBERS, **PATH)
    assert [row["id"] for row in office.rows("listTimeEntries", "includeDeleted=true", **PATH)] == [ADMINS]
    assert office.refused("deleteTimeEntry", entryId=MEMBERS, **PATH) == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"durationMinutes": 0},
        {"durationMinutes": 1441},
        {"durationMinutes": 1.5},
        {"date": "2025-02-30"},
        {"date": "2025-03-15T10:00:00Z"},
        {"description": "x" * 501},
    ],
)
def test_an_entry_has_its_form(fields: dict[str, Any]) -> None:
    office = open_office()
    assert office.refused("logTime", {"durationMinutes": 22, **fields}, **PATH) == 400
    assert office.refused("updateTimeEntry", fields, entryId=MEMBERS, **PATH) == 400
    assert office.get("listTimeEntries", **PATH)["total"] == 2


def test_an_entry_is_not_found_on_another_ticket() -> None:
    body = {"description": "x"}
    assert open_office().refused("updateTimeEntry", body, boardId=WEB, ticketId=AUTH, entryId=MEMBERS) == 404


@pytest.mark.parametrize("operation", ["getTimer", "stopTimer", "getTimeReport"])
def test_an_organization_without_the_feature_tracks_nothing(operation: str) -> None:
    assert open_office().refused(operation, who="admin-starter") == 403
