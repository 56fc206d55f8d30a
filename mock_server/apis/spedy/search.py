"""One search over tickets with their comments, boards, pages of the wiki and users: what the caller could read."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.apis.spedy.pages import cut_page
from mock_server.engine.act import Act
from mock_server.engine.contract import Json

AROUND = 40
"""Characters a snippet shows on each side of what was found."""

Hit = dict[str, Json]


def search(act: Act) -> Json:
    """A page of hits, kind by kind."""
    wanted, given = str(act.query["q"]).casefold(), act.query.get("type")
    kinds = given.split(",") if given is not None else [*_KINDS]
    return cut_page(act, [hit for kind, find in _KINDS.items() if kind in kinds for hit in find(act, wanted)])


def _find_tickets(act: Act, wanted: str) -> Iterator[Hit]:
    """Tickets on boards the caller sees, by their own words or by those of a comment the caller sees."""
    if not _may(act, "tickets:view"):
        return
    for board in act.where("Board"):
        for ticket in act.where("Ticket", boardId=board["id"]):
            head = _match(wanted, (ticket["title"], ticket["displayId"]), (ticket.get("description"),))
            comments = [row["content"] for row in act.where("Comment", ticketId=ticket["id"])] if head is None else []
            found = head if head is not None else _match(wanted, (), comments)
            if found is not None:
                yield _hit("ticket", ticket["id"], ticket["title"], found, board["id"])


def _find_boards(act: Act, wanted: str) -> Iterator[Hit]:
    for board in act.where("Board"):
        found = _match(wanted, (board["name"], board["prefix"]), (board["description"],))
        if found is not None:
            yield _hit("board", board["id"], board["name"], found)


def _find_pages(act: Act, wanted: str) -> Iterator[Hit]:
    for space in act.where("WikiSpace"):
        for page in act.where("WikiPage", spaceId=space["id"]):
            found = _match(wanted, (page["title"],), (page.get("content"),))
            if found is not None:
                yield _hit("wikiPage", page["id"], page["title"], found, space.get("boardId"))


def _find_users(act: Act, wanted: str) -> Iterator[Hit]:
    if not _may(act, "members:view"):
        return
    for user in act.where("User"):
        found = _match(wanted, (user["name"],), (user["email"],))
        if found is not None:
            yield _hit("user", user["id"], user["name"], found)


def _may(act: Act, permission: str) -> bool:
    """Whether the caller's credential has a permission."""
    shown = act.credential
    return shown is not None and (shown.scopes is None or permission in shown.scopes)


def _match(wanted: str, heads: tuple[str, ...], texts: list[Json] | tuple[Json, ...]) -> str | None:
    """The snippet of what was found: empty for one of the heads, None where nothing was."""
    if any(wanted in head.casefold() for head in heads):
        return ""
    return next((_excerpt(text, at) for text in texts if text and (at := text.casefold().find(wanted)) >= 0), None)


def _excerpt(text: str, at: int) -> str:
    return text[max(at - AROUND, 0) : at + 2 * AROUND].strip()


def _hit(kind: str, row_id: str, title: str, snippet: str, board_id: Json = None) -> Hit:
    return {"type": kind, "id": row_id, "title": title, "snippet": snippet or None, "boardId": board_id}


_KINDS = {"ticket": _find_tickets, "board": _find_boards, "wikiPage": _find_pages, "user": _find_users}
HANDLERS = {"search": search}
