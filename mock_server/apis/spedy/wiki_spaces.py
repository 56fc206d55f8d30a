"""Wiki spaces: who is what in one, their trees, and the one of a board."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.initial import make_slug
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row

ADMIN, EDITOR, READER = "admin", "editor", "reader"
INHERIT, SEPARATE = "INHERIT_BOARD", "MANAGE_SEPARATE"
_INHERITED = {"BOARD_ADMIN": ADMIN, "BOARD_MEMBER": EDITOR, "BOARD_VIEWER": READER}


def role_in(act: Act, space: Row) -> str:
    """What the caller is in a space he sees."""
    if (act.caller or {}).get("role") == "Admin":
        return ADMIN
    if space["memberMode"] == INHERIT:
        found = act.everywhere("BoardMember", boardId=space["boardId"], userId=caller_id(act))
        return _INHERITED[found[0]["role"] if found else "BOARD_MEMBER"]
    found = act.everywhere("WikiSpaceMember", spaceId=space["id"], userId=caller_id(act))
    return str(found[0]["role"]) if found else READER


def need_admin(act: Act) -> None:
    """Refuse who does not run the space."""
    if role_in(act, act.current) != ADMIN:
        act.refuse("forbidden_role", "it takes the role admin in this space")


def need_editor(act: Act) -> None:
    """Refuse who only reads in the space."""
    if role_in(act, act.path_row("WikiSpace")) == READER:
        act.refuse("forbidden_role", "it takes the role editor in this space")


def prepare_space(act: Act) -> None:
    """Complete a new space: where it has a board its people come from there, unless the body says otherwise."""
    given = act.body
    mode = given.get("memberMode") or (SEPARATE if given.get("boardId") is None else INHERIT)
    act.body = {**given, "memberMode": mode, "slug": given.get("slug") or make_slug(given["name"]) or "space"}


def settle_space(act: Act, row: Row, _before: Row | None) -> None:
    """Let the creator run the space."""
    act.create("WikiSpaceMember", {"spaceId": row["id"], "userId": caller_id(act), "role": ADMIN})


def read_board_space(act: Act) -> Json:
    """The space of the board in the path, as far as the caller sees it."""
    found = act.where("WikiSpace", boardId=act.path_row("Board")["id"])
    if not found:
        act.refuse("not_found", "the board has no space")
    return act.show("WikiSpace", found[0], "WikiSpace")


def read_wiki_tree(act: Act) -> Json:
    """Folders and pages, each once, where they lie."""
    space = act.current["id"]
    folders = act.everywhere("WikiFolder", spaceId=space)
    pages = act.everywhere("WikiPage", spaceId=space)

    def grow(parent: Json) -> list[Json]:
        below = [row for row in folders if row["parentId"] == parent]
        leaves = [row for row in pages if row["folderId"] == parent]
        nodes = [{"type": "folder", "id": r["id"], "name": r["name"], "children": grow(r["id"])} for r in below]
        return [*nodes, *({"type": "page", "id": r["id"], "name": r["title"], "children": []} for r in leaves)]

    return {"data": grow(None)}


HANDLERS = {"read_board_space": read_board_space, "read_wiki_tree": read_wiki_tree}
PREPARES = {"createWikiSpace": prepare_space, "updateWikiSpace": need_admin, "deleteWikiSpace": need_admin}
EFFECTS = {"createWikiSpace": settle_space}
