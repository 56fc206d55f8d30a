"""Wiki spaces: what a new one is, how it is found, and its tree."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.shelf import (
    FOLDER,
    INHERIT,
    PAGE,
    SEPARATE,
    new_space,
    open_shelf,
    read_space,
    shown,
    try_space,
)
from conformance.cases.spedy.steps import call, done, equal, refused, succeeded
from conformance.check import Subject, check


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """A space has a name of at most 100 characters, a description of at most 500, and one of two ways to its people."""
    word = bench.word()
    refused(bench, call(bench, "createWikiSpace", {"icon": "book"}), "a space without a name", 400)
    refused(bench, try_space(bench, name="x" * 101), "a name of 101 characters", 400)
    refused(bench, try_space(bench, description="x" * 501), "a description of 501 characters", 400)
    refused(bench, try_space(bench, memberMode="EVERYBODY"), "an unknown way to a space's people", 400)
    name = f"{word} ".ljust(100, "x")
    row = new_space(bench, name=name, description="y" * 500, memberMode=SEPARATE)
    seen = [row.get(field) for field in ("name", "description", "memberMode")]
    equal(bench, seen, [name, "y" * 500, SEPARATE], "a space does not keep what was sent")


@check(writes=True)
def slug_made(bench: Bench, _: Subject) -> None:
    """Without a slug a space gets one made from its name; one that is sent is taken."""
    word = bench.word()
    row = new_space(bench, name=f"Engineering-Handbuch {word}")
    equal(bench, row.get("slug"), f"engineering-handbuch-{word.lower()}", "a slug is not made from the name")
    own = new_space(bench, slug=f"own-{word.lower()}")
    equal(bench, own.get("slug"), f"own-{word.lower()}", "a slug that was sent is not taken")


@check(writes=True)
def slug_stays(bench: Bench, _: Subject) -> None:
    """A new name leaves the slug as it is."""
    row = new_space(bench)
    body = {"name": f"Space {bench.word()}"}
    done(bench, "updateWikiSpace", "renaming a space", body, spaceId=row["id"])
    now = read_space(bench, row)
    seen = [now.get(name) for name in ("name", "slug", "boardId", "memberMode")]
    wanted = [body["name"], *(row.get(name) for name in ("slug", "boardId", "memberMode"))]
    equal(bench, seen, wanted, "a new name changes more than the name")


@check(writes=True)
def needs_board(bench: Bench, _: Subject) -> None:
    """A space whose people come from a board has one."""
    refused(bench, try_space(bench, memberMode=INHERIT), "a space that inherits from no board", 400)
    refused(bench, try_space(bench, memberMode=INHERIT, boardId=None), "a space that inherits from null", 400)


@check(writes=True)
def one_of_a_board(bench: Bench, _: Subject) -> None:
    """A board has one space."""
    board = new_board(bench)
    row = new_space(bench, boardId=board["id"], memberMode=INHERIT)
    for mode in (INHERIT, SEPARATE):
        refused(bench, try_space(bench, boardId=board["id"], memberMode=mode), "a second space of one board", 409)
    found = done(bench, "getBoardWikiSpace", "asking for the space of a board", boardId=board["id"])
    equal(bench, found.get("id"), row["id"], "a refused space takes the place of another")


@check(writes=True)
def of_a_board(bench: Bench, _: Subject) -> None:
    """The list narrowed to a board and the lookup by board show its space, and no other."""
    board, bare = new_board(bench), new_board(bench)
    row = new_space(bench, boardId=board["id"], memberMode=INHERIT)
    new_space(bench)
    equal(bench, shown(bench, query={"boardId": board["id"]}), {row["id"]}, "a board's list shows other spaces")
    equal(bench, shown(bench, query={"boardId": bare["id"]}), set(), "a board without a space is shown one")
    found = done(bench, "getBoardWikiSpace", "asking for the space of a board", boardId=board["id"])
    equal(bench, found, read_space(bench, row), "the space of a board is shown otherwise than by its id")


@check(writes=True)
def of_no_board(bench: Bench, _: Subject) -> None:
    """Asking for the space of a board that has none finds nothing."""
    answer = call(bench, "getBoardWikiSpace", boardId=new_board(bench)["id"])
    refused(bench, answer, "the space of a board without one", 404)


@check(writes=True)
def with_its_board(bench: Bench, _: Subject) -> None:
    """The space of a board goes with it."""
    board = new_board(bench)
    row = new_space(bench, boardId=board["id"], memberMode=INHERIT)
    succeeded(bench, call(bench, "deleteBoard", boardId=board["id"]), "deleting a board")
    refused(bench, call(bench, "getWikiSpace", spaceId=row["id"]), "the space of a deleted board", 404)
    equal(bench, row["id"] in shown(bench), False, "the space of a deleted board is listed")


@check(writes=True)
def tree(bench: Bench, _: Subject) -> None:
    """The tree of a space holds each of its folders and pages once, where it lies."""
    shelf, other = open_shelf(bench), open_shelf(bench)
    other.page()
    equal(bench, shelf.places(), [], "the tree of a new space is not empty")
    outer = shelf.folder()
    inner, beside = shelf.folder(outer), shelf.folder()
    deep, top = shelf.page(folderId=inner["id"]), shelf.page()
    wanted = {
        (FOLDER, outer["id"], None),
        (FOLDER, inner["id"], outer["id"]),
        (FOLDER, beside["id"], None),
        (PAGE, deep["id"], inner["id"]),
        (PAGE, top["id"], None),
    }
    places = shelf.places()
    equal(bench, sorted(map(str, places)), sorted(map(str, wanted)), "the tree holds something else, or twice")
    shelf.done("updateWikiPage", "moving a page", {"folderId": beside["id"]}, pageId=deep["id"])
    shelf.done("updateWikiFolder", "moving a folder", {"parentId": None}, folderId=inner["id"])
    moved = {(PAGE, deep["id"], beside["id"]), (FOLDER, inner["id"], None)}
    equal(bench, moved <= set(shelf.places()), True, "the tree does not follow what is moved")
    succeeded(bench, shelf.call("deleteWikiPage", pageId=top["id"]), "deleting a page")
    seen = {ident for _, ident, _ in shelf.places()}
    equal(bench, seen, {outer["id"], inner["id"], beside["id"], deep["id"]}, "the tree shows a deleted page")
