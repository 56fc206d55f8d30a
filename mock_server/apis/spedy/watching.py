"""Who is told of changes to a ticket."""

from __future__ import annotations

from mock_server.engine.act import Act


def watch(act: Act, ticket_id: str, user_id: str) -> None:
    """Let a user watch a ticket; who watches it already goes on to do so, once."""
    if not is_watching(act, ticket_id, user_id):
        act.rows.create("Watcher", act.tenant, {"ticketId": ticket_id, "userId": user_id})


def unwatch(act: Act, ticket_id: str, user_id: str) -> None:
    """Let a user watch a ticket no more; who does not watch it goes on not to."""
    for row in act.everywhere("Watcher", ticketId=ticket_id, userId=user_id):
        act.remove("Watcher", row["watcherId"])


def is_watching(act: Act, ticket_id: str, user_id: str) -> bool:
    """Whether a user watches a ticket."""
    return bool(act.everywhere("Watcher", ticketId=ticket_id, userId=user_id))
