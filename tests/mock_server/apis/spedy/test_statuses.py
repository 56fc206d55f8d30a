from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import MOB, WEB, Office, open_office

BACKLOG, TODO, DOING, BLOCKED, DONE = (f"sts_00000000000{number}" for number in range(1, 6))


def add(office: Office, name: str = "In Review", **fields: object) -> dict[str, object]:
    return dict(office.get("createStatus", {"name": name, "color": "#8B5CF6", **fields}))


def on_board(office: Office, board: str, query: str = "") -> list[str]:
    return [row["name"] for row in office.rows("listBoardStatuses", query, boardId=board)]


def test_category_and_finality_follow_from_each_other_and_a_new_status_goes_last() -> None:
    office = open_office()
    plain, final, other = add(office), add(office, "Shipped", isFinal=True), add(office, "Closed", category="FINAL")
    assert [plain[name] for name in ("category", "isFinal", "order", "isMandatory")] == ["ACTIVE", False, 5, False]
    assert (final["category"], other["isFinal"]) == ("FINAL", True)
    assert [row["name"] for row in office.rows("listStatuses")][-3:] == ["In Review", "Shipped", "Closed"]


@pytest.mark.parametrize("fields", [{"category": "FINAL", "isFinal": False}, {"category": "ACTIVE", "isFinal": True}])
def test_category_and_finality_must_agree(fields: dict[str, object]) -> None:
    assert open_office().refused("createStatus", {"name": "Odd", "color": "#000000", **fields}) == 400


def test_a_change_of_the_category_is_one_of_finality() -> None:
    office = open_office()
    status = str(add(office)["id"])
    assert office.get("updateStatus", {"category": "FINAL"}, statusId=status)["isFinal"] is True
    assert office.get("updateStatus", {"category": "PLANNING"}, statusId=status)["isFinal"] is False


def test_the_default_moves() -> None:
    office = open_office()
    made = add(office, isDefault=True)
    assert [row["id"] for row in office.rows("listStatuses") if row["isDefault"]] == [made["id"]]
    assert [row["id"] for row in office.rows("listStatuses", who="admin-globex") if row["isDefault"]] != [made["id"]]


def test_tickets_show_a_renamed_status_and_hold_it_back() -> None:
    office = open_office()
    status = str(add(office)["id"])
    ticket = office.get("createTicket", {"title": "Fix login", "statusId": status}, boardId=WEB)["id"]
    office.get("updateStatus", {"name": "Under Review", "category": "FINAL"}, statusId=status)
    shown = office.get("getTicket", boardId=WEB, ticketId=ticket)["status"]
    assert shown == {"id": status, "name": "Under Review", "category": "FINAL"}
    assert office.refused("deleteStatus", statusId=status) == 409
    office.gone("deleteTicket", boardId=WEB, ticketId=ticket)
    office.gone("deleteStatus", statusId=status)
    restored = office.get("restoreTicket", boardId=WEB, ticketId=ticket)
    assert restored["status"]["name"] == "Backlog"


@pytest.mark.parametrize("status", [BACKLOG, DONE])
def test_statuses_that_are_needed_stay(status: str) -> None:
    office = open_office()
    assert office.refused("deleteStatus", statusId=status) == 400
    assert office.refused("overrideBoardStatus", {"isHidden": True}, boardId=WEB, statusId=status) == 400


def test_a_board_hides_and_moves_a_status_for_itself() -> None:
    office = open_office()
    moved = office.get("overrideBoardStatus", {"order": 9}, boardId=WEB, statusId=TODO)
    assert (moved["order"], moved["isHidden"], moved["name"]) == (9, False, "Todo")
    hidden = office.get("overrideBoardStatus", {"isHidden": True}, boardId=WEB, statusId=TODO)
    assert (hidden["order"], hidden["isHidden"]) == (9, True)
    assert on_board(office, WEB) == ["Backlog", "In Progress", "Blocked", "Done"]
    assert on_board(office, WEB, "includeHidden=true")[-1] == "Todo"
    assert on_board(office, WEB, "category=ACTIVE") == ["In Progress", "Blocked"]
    assert on_board(office, MOB) == ["Backlog", "Todo", "In Progress", "Done"]
    for _ in range(2):
        office.gone("resetBoardStatus", boardId=WEB, statusId=TODO)
    assert on_board(office, WEB) == ["Backlog", "Todo", "In Progress", "Blocked", "Done"]


def test_a_board_shows_its_statuses_by_pages() -> None:
    page = open_office().get("listBoardStatuses", None, "limit=2&page=2", boardId=WEB)
    assert [row["name"] for row in page.pop("data")] == ["In Progress", "Blocked"]
    assert page == {"total": 5, "page": 2, "pageSize": 2, "totalPages": 3}


def test_a_deleted_status_leaves_its_boards() -> None:
    office = open_office()
    status = str(add(office)["id"])
    office.get("overrideBoardStatus", {"isHidden": True}, boardId=WEB, statusId=status)
    office.gone("deleteStatus", statusId=status)
    assert "In Review" not in on_board(office, WEB, "includeHidden=true")
    assert office.refused("overrideBoardStatus", {"order": 1}, boardId=WEB, statusId=status) == 404


def test_a_change_of_nothing_that_tickets_show_leaves_them_alone() -> None:
    office = open_office()
    status = str(add(office)["id"])
    ticket = office.get("createTicket", {"title": "Fix login", "statusId": status}, boardId=WEB)
    changed = office.get("updateStatus", {"color": "#000000", "order": 7}, statusId=status)
    assert (changed["color"], changed["order"]) == ("#000000", 7)
    assert office.get("getTicket", boardId=WEB, ticketId=ticket["id"])["updatedAt"] == ticket["updatedAt"]
