"""Ids of the fixtures' tickets, and steps that several tests about tickets take."""

from __future__ import annotations

from typing import Any

from mock_server.engine.world import World
from tests.mock_server.apis.spedy.office import WEB, Office, list_tokens
from tests.mock_server.engine.driver import Reply

BACKLOG, TODO, DOING, BLOCKED, DONE = (f"sts_00000000000{number}" for number in range(1, 6))
LOGIN, AUTH, ICONS, IMPRINT, BUTTONS, CONTRAST = (f"tkt_00000000000{number}" for number in range(1, 7))
CRASH = "tkt_000000000008"
ADMIN, MEMBER, VIEWER, LEAD, CUSTOMER = (f"usr_00000000000{number}" for number in range(1, 6))
OUTSIDER = "usr_000000000007"
OPEN_WORDS, SECRET_WORDS, CUSTOMERS_WORDS, OTHER_WORDS = (f"cmt_00000000000{number}" for number in range(1, 5))


def add(office: Office, board: str = WEB, **fields: Any) -> dict[str, Any]:
    """A new ticket."""
    return dict(office.get("createTicket", {"title": "Fix login", **fields}, boardId=board))


def read(office: Office, ticket: str, board: str = WEB) -> dict[str, Any]:
    return dict(office.get("getTicket", boardId=board, ticketId=ticket))


def shown(office: Office, query: str = "", who: str = "admin", board: str = WEB) -> list[str]:
    """Display ids of the tickets a list shows."""
    return [row["displayId"] for row in office.rows("listTickets", query, who, boardId=board)]


def watchers(office: Office, ticket: str, board: str = WEB) -> list[str]:
    """Ids of the users who watch a ticket."""
    return [row["id"] for row in office.rows("listWatchers", boardId=board, ticketId=ticket)]


def world_of(office: Office) -> World:
    return office.client.twin.worlds.get(office.client.world or "")


def upload(
    office: Office,
    name: str = "notes.txt",
    data: bytes = b"abc",
    kind: str = "text/plain",
    *,
    query: str = "",
    who: str = "member",
    ticket: str = LOGIN,
) -> Reply:
    """Put a file on a ticket."""
    head = f'--xyz\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    headers = {
        "authorization": f"Bearer {list_tokens()[who]}",
        "content-type": "multipart/form-data; boundary=xyz",
    }
    raw = head.encode() + data + b"\r\n--xyz--\r\n"
    return office.client.send("uploadAttachment", raw=raw, headers=headers, query=query, boardId=WEB, ticketId=ticket)
