"""Who sees a wiki space, who writes in it, and who runs it."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.desk import Desk
from conformance.cases.spedy.shelf import INHERIT, SEPARATE, Shelf, new_space, shown, try_space
from conformance.cases.spedy.steps import (
    CUSTOMER,
    TEAM_MEMBER,
    Row,
    answered,
    call,
    equal,
    everyone,
    refused,
    somebody,
    succeeded,
)
from conformance.cases.spedy.strangers import stranger
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Principal

CREATE = "wiki:create"


def enters(bench: Bench, space: Row, person: Principal) -> list[bool]:
    """Whether somebody reads a space, its tree and its pages, and finds it listed."""
    reads = ("getWikiSpace", "getWikiTree", "listWikiPages")
    told = [200 <= call(bench, name, who=person, spaceId=space["id"]).status < 300 for name in reads]
    return [*told, space["id"] in shown(bench, person)]


IN, OUT = [True] * 4, [False] * 4


@check(writes=True)
def with_the_board(bench: Bench, _: Subject) -> None:
    """A space that inherits opens to somebody with access to its board, and closes when that is taken away."""
    desk = Desk(bench, new_board(bench))
    space = new_space(bench, boardId=desk.board["id"], memberMode=INHERIT)
    for role in (TEAM_MEMBER, CUSTOMER):
        person = stranger(bench, desk.board, role)
        equal(bench, enters(bench, space, person), OUT, "somebody enters the space of a board he does not see")
        desk.let_in(person, "BOARD_VIEWER")
        equal(bench, enters(bench, space, person), IN, "somebody on a board does not enter its space")
        ids = {"boardId": desk.board["id"], "userId": person.user}
        succeeded(bench, call(bench, "removeBoardMember", **ids), "taking somebody off a board")
        equal(bench, enters(bench, space, person), OUT, "somebody enters the space of a board he has left")


@check(writes=True)
def apart(bench: Bench, _: Subject) -> None:
    """A space whose people are managed apart opens to no one for being on its board."""
    desk = Desk(bench, new_board(bench))
    space = new_space(bench, boardId=desk.board["id"], memberMode=SEPARATE)
    person = desk.let_in(somebody(bench, TEAM_MEMBER), "BOARD_ADMIN")
    equal(bench, enters(bench, space, person), OUT, "the people of a board enter a space that is managed apart")
    refused(bench, call(bench, "getBoardWikiSpace", who=person, boardId=desk.board["id"]), "a space out of sight", 404)


@check(writes=True)
def creator(bench: Bench, _: Subject) -> None:
    """Who makes a space of his own sees it, writes in it and runs it; other team members do not see it."""
    maker = somebody(bench, TEAM_MEMBER, having=CREATE)
    team = [one for one in everyone(bench) if TEAM_MEMBER in (one.holds("user", "role") or ())]
    others = [one for one in team if one.user != maker.user]
    space = answered(bench, try_space(bench, maker, memberMode=SEPARATE), "making a space")
    equal(bench, enters(bench, space, maker), IN, "who made a space does not enter it")
    for person in others[:1]:
        equal(bench, enters(bench, space, person), OUT, "somebody enters a space he is no member of")
    shelf = Shelf(bench, space)
    shelf.done("createWikiPage", "writing in one's own space", {"title": "First"}, who=maker)
    shelf.done("updateWikiSpace", "changing one's own space", {"icon": "cup"}, who=maker)
    succeeded(bench, shelf.call("deleteWikiSpace", who=maker), "deleting one's own space")


@check(writes=True)
def managing(bench: Bench, _: Subject) -> None:
    """Changing and deleting a space takes the role of an admin, which admins of its board have and others lack."""
    desk = Desk(bench, new_board(bench))
    shelf = Shelf(bench, new_space(bench, boardId=desk.board["id"], memberMode=INHERIT))
    person = somebody(bench, TEAM_MEMBER)
    for role in ("BOARD_VIEWER", "BOARD_MEMBER"):
        desk.let_in(person, role)
        for operation, body in (("updateWikiSpace", {"icon": "cup"}), ("deleteWikiSpace", ...)):
            answer = shelf.call(operation, body, who=person)
            refused(bench, answer, f"{operation} by a {role} of the board", 403)
    desk.let_in(person, "BOARD_ADMIN")
    changed = shelf.done("updateWikiSpace", "changing a space as an admin of its board", {"icon": "cup"}, who=person)
    equal(bench, changed.get("icon"), "cup", "a space does not take a change")
    succeeded(bench, shelf.call("deleteWikiSpace", who=person), "deleting a space as an admin of its board")
    refused(bench, shelf.call("getWikiSpace"), "a deleted space", 404)


@check(writes=True)
def writing(bench: Bench, _: Subject) -> None:
    """Members of a board write pages and folders in its space; viewers read them alone."""
    desk = Desk(bench, new_board(bench))
    shelf = Shelf(bench, new_space(bench, boardId=desk.board["id"], memberMode=INHERIT))
    page, folder = shelf.page(content="One"), shelf.folder()
    on_page, on_folder = {"pageId": page["id"]}, {"folderId": folder["id"]}
    version = {**on_page, "versionId": shelf.versions(page)[0]["id"]}
    writes: tuple[tuple[str, Json, Row], ...] = (
        ("createWikiPage", {"title": "Mine"}, {}),
        ("updateWikiPage", {"content": "Two"}, on_page),
        ("restoreWikiPageVersion", ..., version),
        ("createWikiFolder", {"name": "Mine"}, {}),
        ("updateWikiFolder", {"name": "Mine too"}, on_folder),
        ("deleteWikiFolder", ..., on_folder),
        ("deleteWikiPage", ..., on_page),
    )
    person = somebody(bench, TEAM_MEMBER)
    desk.let_in(person, "BOARD_VIEWER")
    for operation, body, ids in writes:
        refused(bench, shelf.call(operation, body, who=person, **ids), f"{operation} by a viewer", 403)
    equal(bench, shelf.read(page), page, "a refused change changes a page")
    succeeded(bench, shelf.call("getWikiPage", who=person, **on_page), "reading a page as a viewer")
    desk.let_in(person, "BOARD_MEMBER")
    for operation, body, ids in writes:
        succeeded(bench, shelf.call(operation, body, who=person, **ids), f"{operation} by a member of the board")
