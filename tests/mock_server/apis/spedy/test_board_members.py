from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import MOB, WEB, open_office

STRANGER, OUTSIDER, CUSTOMER, VIEWER = (f"usr_00000000000{number}" for number in (6, 7, 5, 3))


def test_a_customer_is_a_viewer_and_never_more() -> None:
    office = open_office()
    row = office.get("addBoardMember", {"userId": STRANGER}, boardId=WEB)
    assert (row["role"], row["email"]) == ("BOARD_VIEWER", "stranger-customer@acme.test")
    assert office.get("getBoard", who="stranger-customer", boardId=WEB)["id"] == WEB
    assert office.refused("addBoardMember", {"userId": STRANGER, "role": "BOARD_MEMBER"}, boardId=MOB) == 400
    assert office.refused("updateBoardMember", {"role": "BOARD_ADMIN"}, boardId=WEB, userId=CUSTOMER) == 400
    assert office.get("updateBoardMember", {"role": "BOARD_VIEWER"}, boardId=WEB, userId=CUSTOMER)["role"]


def test_somebody_of_the_organization_is_a_member_and_is_made_more() -> None:
    office = open_office()
    assert office.get("addBoardMember", {"userId": OUTSIDER}, boardId=MOB)["role"] == "BOARD_MEMBER"
    assert office.refused("addBoardMember", {"userId": OUTSIDER}, boardId=MOB) == 409
    changed = office.get("updateBoardMember", {"role": "BOARD_ADMIN"}, boardId=MOB, userId=OUTSIDER)
    assert changed["role"] == "BOARD_ADMIN"
    office.gone("removeBoardMember", boardId=MOB, userId=OUTSIDER)
    assert office.refused("getBoard", who="outsider", boardId=MOB) == 404
    assert office.refused("removeBoardMember", boardId=MOB, userId=OUTSIDER) == 404


@pytest.mark.parametrize("user", ["usr_000000000fff", "usr_0000000003ea"])
def test_nobody_from_elsewhere_is_let_in(user: str) -> None:
    assert open_office().refused("addBoardMember", {"userId": user}, boardId=WEB) == 400


@pytest.mark.parametrize(
    ("who", "may"), [("lead", True), ("lacks-tickets-view", True), ("member", False), ("viewer", False)]
)
def test_who_manages_members(who: str, *, may: bool) -> None:
    office = open_office()
    reply = office.send("addBoardMember", {"userId": OUTSIDER}, who=who, boardId=WEB)
    assert reply.status == (201 if may else 403)
