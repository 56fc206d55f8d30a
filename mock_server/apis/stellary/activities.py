"""What happens on a board, told to its people: one notification for each member of the project but the one who acted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

Doer: TypeAlias = Act | Turn
"""A request, or a step of work that takes time: both have `rows`, `now` and `later`."""

KINDS = frozenset(
    (
        "card_created", "card_updated", "card_moved", "card_archived", "card_deleted", "card_assigned",
        "comment_added", "member_added", "member_removed",
    )
)  # fmt: skip


def record(doer: Doer, kind: str, project_id: str, meta: Mapping[str, Json], actor: str | None = None) -> None:
    """Leave an activity of one of the nine kinds; the caller is its actor unless another user's id is named."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of activity")
    who = actor or actor_of(doer)
    activity = {"type": kind, "actorId": who, "meta": {"projectId": project_id, **meta}, "createdAt": doer.now}
    for member in doer.rows.search("ProjectMember", {"projectId": project_id}):
        if member["userId"] != who:
            doer.rows.create("Notification", None, {"userId": member["userId"], "activity": activity})


def record_card(doer: Doer, kind: str, card: Row, actor: str | None = None, **meta: Json) -> None:
    """An activity on a card; a card of a column that is gone has nobody to tell."""
    column = doer.rows.store.get("Column", card["columnId"])
    if column is not None:
        record(doer, kind, column["projectId"], {"cardId": card["id"], "title": card["title"], **meta}, actor)


def actor_of(doer: Doer) -> str:
    """The id of the user who acts; `system` where nobody called."""
    caller = doer.caller if isinstance(doer, Act) else None
    return str(caller["id"]) if caller is not None else "system"
