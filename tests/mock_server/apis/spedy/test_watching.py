from __future__ import annotations

from tests.mock_server.apis.spedy.office import INT, WEB, open_office
from tests.mock_server.apis.spedy.ticketing import ADMIN, CUSTOMER, ICONS, LOGIN, MEMBER, watchers


def test_watching_is_of_each_user_and_told_twice_the_same() -> None:
    office = open_office()
    path = {"boardId": WEB, "ticketId": ICONS}
    for _ in range(2):
        assert office.get("watchTicket", **path) == {"isWatching": True}
    office.get("watchTicket", who="member", **path)
    office.get("watchTicket", who="customer", **path)
    assert watchers(office, ICONS) == [ADMIN, MEMBER, CUSTOMER]
    for _ in range(2):
        assert office.get("unwatchTicket", who="member", **path) == {"isWatching": False}
    assert watchers(office, ICONS) == [ADMIN, CUSTOMER]
    assert office.get("getWatchStatus", **path) == {"isWatching": True}
    assert office.get("getWatchStatus", who="member", **path) == {"isWatching": False}


def test_a_watcher_is_a_user() -> None:
    rows = open_office().rows("listWatchers", boardId=WEB, ticketId=LOGIN)
    assert rows[0] == {"id": MEMBER, "name": "Alex Smith", "email": "member@acme.test"}


def test_nobody_begins_to_watch_on_an_archived_board() -> None:
    office = open_office()
    path = {"boardId": INT, "ticketId": "tkt_00000000000a"}
    assert office.refused("watchTicket", **path) == 409
    assert office.get("getWatchStatus", **path) == {"isWatching": False}
