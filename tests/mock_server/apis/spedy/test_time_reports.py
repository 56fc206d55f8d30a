from __future__ import annotations

from tests.mock_server.apis.spedy.office import WEB, open_office
from tests.mock_server.apis.spedy.ticketing import ADMIN, AUTH, LOGIN, MEMBER


def test_the_time_of_all_is_summed_up_for_who_manages_it() -> None:
    office = open_office()
    sums = [
        {"id": ADMIN, "minutes": 60, "roundedMinutes": 60, "entries": 1},
        {"id": MEMBER, "minutes": 22, "roundedMinutes": 30, "entries": 1},
    ]
    assert office.rows("getTimeReport") == office.rows("getTimeReport", who="lacks-tickets-edit") == sums
    assert office.rows("getTimeReport", who="member") == sums[1:]
    assert office.rows("getTimeReport", who="outsider") == []


def test_days_bound_a_report_and_count_themselves() -> None:
    office = open_office()
    assert [one["id"] for one in office.rows("getTimeReport", "from=2025-03-16")] == [ADMIN]
    assert [one["id"] for one in office.rows("getTimeReport", "to=2025-03-15")] == [MEMBER]
    assert len(office.rows("getTimeReport", "from=2025-03-15&to=2025-03-16")) == 2
    assert office.rows("getTimeReport", "from=2025-03-17") == []
    assert office.refused("getTimeReport", query="from=yesterday") == 400


def test_tickets_are_summed_up_too() -> None:
    office = open_office()
    office.get("logTime", {"durationMinutes": 5}, boardId=WEB, ticketId=AUTH)
    sums = [(one["id"], one["minutes"], one["entries"]) for one in office.rows("getTimeReport", "groupBy=ticket")]
    assert sums == [(LOGIN, 82, 2), (AUTH, 5, 1)]
    assert office.refused("getTimeReport", query="groupBy=board") == 400


def test_what_is_out_of_sight_does_not_count() -> None:
    office = open_office()
    office.gone("deleteTimeEntry", boardId=WEB, ticketId=LOGIN, entryId="te_000000000002")
    assert [one["minutes"] for one in office.rows("getTimeReport", "groupBy=ticket")] == [22]
    office.gone("deleteTicket", boardId=WEB, ticketId=LOGIN)
    assert office.rows("getTimeReport", "groupBy=ticket") == []


def test_a_report_comes_in_pages() -> None:
    page = open_office().get("getTimeReport", query="limit=1&page=2")
    told = {name: page[name] for name in ("total", "page", "pageSize", "totalPages")}
    assert told == {"total": 2, "page": 2, "pageSize": 1, "totalPages": 2}
    assert [one["id"] for one in page["data"]] == [MEMBER]
