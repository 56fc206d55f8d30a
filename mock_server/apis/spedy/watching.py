"""Who is told of changes to a ticket."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def watch_ticket(act: Act) -> Json:
    """Let the caller watch the ticket."""
    watch(act, act.current["id"], _caller_id(act))
    return get_watch_status(act)


def unwatch_ticket(act: Act) -> Json:
    """Let the caller watch the ticket no more; who does not watch it goes on not to."""
    for row in act.everywhere("Watcher", ticketId=act.current["id"], userId=_caller_id(act)):
        act.remove("Watcher", row["watcherId"])
    return get_watch_status(act)


def get_watch_status(act: Act) -> Json:
    """Whether the caller watches the ticket."""
    return {"isWatching": is_watching(act, act.current["id"], _caller_id(act))}


def watch(act: Act, ticket_id: str, user_id: str) -> None:
    """Let a user watch a ticket; who watches it already goes on to do so, once."""
    if not is_watching(act, ticket_id, user_id):
        act.rows.create("Watcher", act.tenant, {"ticketId": ticket_id, "userId": user_id})


def is_watching(act: Act, ticket_id: str, user_id: str) -> bool:
    """Whether a user watches a ticket."""
    return bool(act.everywhere("Watcher", ticketId=ticket_id, userId=user_id))


def _caller_id(act: Act) -> str:
    return str((act.caller or {})["id"])


HANDLERS = {"get_watch_status": get_watch_status, "unwatch_ticket": unwatch_ticket, "watch_ticket": watch_ticket}
