"""What happens on a board, told to its people: a notification for each member of the project but the one who acted."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.stellary.scene import Scene, find_project_of, name_actor
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

KINDS = frozenset(
    (
        "card_created", "card_updated", "card_moved", "card_archived", "card_deleted", "card_assigned",
        "comment_added", "member_added", "member_removed",
    )
)  # fmt: skip
# Fields of a card whose change is told by itself, or is none of its own.
_TOLD = frozenset(("columnId", "order", "assigneeId", "archived", "checklistProgress", "updatedAt", "$seq"))


def record(scene: Scene, kind: str, project_id: str, meta: Mapping[str, Json], actor: str | None = None) -> None:
    """Leave an activity of one of the nine kinds; the caller is its actor unless another id is named."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of activity")
    who = actor or name_actor(scene)
    activity = {"type": kind, "actorId": who, "meta": {"projectId": project_id, **meta}, "createdAt": scene.now}
    for member in scene.rows.search("ProjectMember", {"projectId": project_id}):
        if member["userId"] != who:
            scene.rows.create("Notification", None, {"userId": member["userId"], "activity": activity})


def record_card(scene: Scene, kind: str, card: Row, actor: str | None = None, **meta: Json) -> None:
    """An activity about a card; where its column is gone there is nobody to tell."""
    project_id = find_project_of(scene, card)
    if project_id is not None:
        record(scene, kind, project_id, {"cardId": card["id"], "title": card["title"], **meta}, actor)


def record_created(scene: Scene, card: Row, actor: str | None = None) -> None:
    """What is told of a new card."""
    record_card(scene, "card_created", card, actor)
    if card["assigneeId"] is not None:
        record_card(scene, "card_assigned", card, actor, assigneeId=card["assigneeId"])


def record_changed(scene: Scene, before: Row, after: Row, actor: str | None = None) -> None:
    """What is told of a change: the fields that are new, and apart from them a move, an archiving, an assignment."""
    fields = sorted(name for name in after if name not in _TOLD and after[name] != before.get(name))
    moved = after["columnId"] != before["columnId"]
    if after["order"] != before["order"] and not moved:
        fields.append("order")
    if before["archived"] and not after["archived"]:
        fields.append("archived")
    if fields:
        record_card(scene, "card_updated", after, actor, fields=fields)
    if moved:
        record_card(scene, "card_moved", after, actor, **_name_columns(scene, before, after))
    if after["archived"] and not before["archived"]:
        record_card(scene, "card_archived", after, actor)
    if after["assigneeId"] != before["assigneeId"]:
        record_card(scene, "card_assigned", after, actor, assigneeId=after["assigneeId"])


def _name_columns(scene: Scene, before: Row, after: Row) -> dict[str, Json]:
    columns = {"fromColumn": before["columnId"], "toColumn": after["columnId"]}
    rows = {member: scene.rows.live("Column", column_id) for member, column_id in columns.items()}
    return {member: row["name"] if row is not None else None for member, row in rows.items()}
