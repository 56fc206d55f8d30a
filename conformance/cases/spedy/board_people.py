"""Who sees a board and works on it: Admins all of them, customers those that are shared with them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import (
    ADMIN,
    CUSTOMER,
    TEAM_MEMBER,
    Row,
    call,
    done,
    equal,
    listed,
    refused,
    somebody,
)
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Principal


def sees(bench: Bench, board: Row, person: Principal) -> list[bool]:
    """Whether somebody reads a board and finds it listed."""
    answer = call(bench, "getBoard", who=person, boardId=board["id"])
    shown = listed(bench, "listBoards", "listing one's boards", who=person)
    return [200 <= answer.status < 300, board["id"] in {row.get("id") for row in shown}]


def add(bench: Bench, board: Row, person: Principal, **fields: Json) -> Row:
    """Make somebody a member of a board."""
    lean: Row = {"role": ...}
    return bench.make("BoardMember", boardId=board["id"], userId=person.user, **{**lean, **fields})


def roles_on(bench: Bench, board: Row) -> dict[Json, Json]:
    """The roles of a board's members by user."""
    rows = listed(bench, "listBoardMembers", "listing the members", boardId=board["id"])
    return {row.get("userId"): row.get("role") for row in rows}


@check(writes=True)
def customer_sight(bench: Bench, _: Subject) -> None:
    """A customer sees a board while he is its member, and no other."""
    customer, board = somebody(bench, CUSTOMER), new_board(bench)
    equal(bench, sees(bench, board, customer), [False, False], "a customer sees a board nobody shared with him")
    refused(bench, call(bench, "getBoard", who=customer, boardId=board["id"]), "a board that is not shared", 404)
    add(bench, board, customer, role="BOARD_VIEWER")
    equal(bench, sees(bench, board, customer), [True, True], "a customer does not see a board that is shared with him")
    call(bench, "removeBoardMember", boardId=board["id"], userId=customer.user)
    equal(bench, sees(bench, board, customer), [False, False], "a customer sees a board that is shared no more")


@check(writes=True)
def admin_sight(bench: Bench, _: Subject) -> None:
    """An Admin sees every board without a membership of his own."""
    maker, admin = somebody(bench, TEAM_MEMBER, having="boards:create"), somebody(bench, ADMIN)
    board = new_board(bench)
    made = call(bench, "createBoard", {"name": f"Board {bench.word()}"}, who=maker)
    other = made.json() if 200 <= made.status < 300 and made.is_json else board
    bench.adopt("Board", str(other["id"]))
    for row in (board, other):
        equal(bench, sees(bench, row, admin), [True, True], "an Admin does not see a board of his organization")


@check(writes=True)
def creator_sight(bench: Bench, _: Subject) -> None:
    """Who makes a board works on it: he sees it, and lets others in."""
    maker, guest = somebody(bench, TEAM_MEMBER, having="boards:create"), somebody(bench, CUSTOMER)
    board = done(bench, "createBoard", "making a board", {"name": f"Board {bench.word()}"}, who=maker)
    bench.adopt("Board", str(board["id"]))
    equal(bench, sees(bench, board, maker), [True, True], "who made a board does not see it")
    body = {"userId": guest.user, "role": "BOARD_VIEWER"}
    done(bench, "addBoardMember", "letting somebody into one's own board", body, who=maker, boardId=board["id"])


@check(writes=True)
def customer_role(bench: Bench, _: Subject) -> None:
    """A customer is never more than a viewer of a board."""
    customer, board = somebody(bench, CUSTOMER), new_board(bench)
    body = {"userId": customer.user, "role": "BOARD_MEMBER"}
    answer = call(bench, "addBoardMember", body, boardId=board["id"])
    refused(bench, answer, "a customer as a member who may write", 400, 403, 409)
    if 200 <= answer.status < 300:
        call(bench, "removeBoardMember", boardId=board["id"], userId=customer.user)
    add(bench, board, customer, role="BOARD_VIEWER")
    change = call(bench, "updateBoardMember", {"role": "BOARD_ADMIN"}, boardId=board["id"], userId=customer.user)
    refused(bench, change, "making more of a customer", 400, 403, 409)
    seen = roles_on(bench, board).get(customer.user)
    equal(bench, seen, "BOARD_VIEWER", "a customer is more than a viewer after a change that was refused")


@check(writes=True)
def usual_role(bench: Bench, _: Subject) -> None:
    """Who is let in without a role is a member; who is let in with one has that one."""
    person, board = somebody(bench, TEAM_MEMBER), new_board(bench)
    equal(bench, add(bench, board, person).get("role"), "BOARD_MEMBER", "the usual role is another one")
    for role in ("BOARD_ADMIN", "BOARD_VIEWER"):
        told = done(bench, "updateBoardMember", "a change", {"role": role}, boardId=board["id"], userId=person.user)
        equal(
            bench, [told.get("role"), roles_on(bench, board).get(person.user)], [role, role], "a role does not change"
        )


@check(writes=True)
def member_shown(bench: Bench, _: Subject) -> None:
    """A member is listed with who he is and what he is to the board, on that board alone."""
    person, board, other = somebody(bench, TEAM_MEMBER), new_board(bench), new_board(bench)
    add(bench, board, person, role="BOARD_VIEWER")
    rows = listed(bench, "listBoardMembers", "listing the members", boardId=board["id"])
    row = next((row for row in rows if row.get("userId") == person.user), {})
    equal(bench, row.get("role"), "BOARD_VIEWER", "a member is not listed with his role")
    if person.email is not None:
        equal(bench, str(row.get("email")).lower(), person.email.lower(), "a member has another address")
    equal(bench, person.user in roles_on(bench, other), False, "a member of one board is listed on another")
