"""Comments: a customer has no secrets, and who says something about a ticket watches it."""

from __future__ import annotations

from mock_server.apis.spedy import activity, events
from mock_server.apis.spedy.watching import watch
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def prepare_comment(act: Act) -> None:
    """Refuse a secret comment of a customer."""
    if act.body.get("isSecret") and (act.caller or {}).get("role") == "Customer":
        act.refuse("forbidden_role", "customers make no secret comments")


def settle_commented(act: Act, row: Row, _before: Row | None) -> None:
    """Count and tell of a comment, and let its author watch the ticket."""
    watch(act, row["ticketId"], row["authorId"])
    activity.count(act, "commentAdded")
    shown = act.show("Comment", row, "Comment")
    events.announce(act, "ticket.comment_added", {"ticketId": row["ticketId"], **shown})


PREPARES = {"createComment": prepare_comment}
EFFECTS = {"createComment": settle_commented}
