"""What can be done to a board by its name and a payload: by proposed actions, agents and automations alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mock_server.apis.stellary.dates import read_date
from mock_server.apis.stellary.scene import Scene, find_in_workspace, find_project_of, list_columns
from mock_server.engine.contract import Json
from mock_server.engine.refusals import Refused
from mock_server.engine.table import Row

DATES = ("startDate", "dueDate")
EDITABLE = ("title", "description", "priority", *DATES, "assigneeId", "archived")


class Undone(Exception):
    """A deed that cannot be done; the text says why."""


class Done(NamedTuple):
    """What a deed did: the card before (None for a new one) and after; `comment` where it left one."""

    before: Row | None
    after: Row
    comment: Row | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do in a workspace. `card` wins over the card the payload names."""

    scene: Scene
    workspace_id: str
    actor: str
    payload: Mapping[str, Json]
    card: Row | None = None

    def find_card(self) -> Row:
        """The card it is about; Undone where it names none of the workspace."""
        found = self.card
        if found is None:
            found = find_in_workspace(self.scene, "Card", self.payload.get("cardId"), self.workspace_id)
        if found is None:
            raise Undone("it names no card of the workspace")
        return found

    def find_column(self, project_id: str) -> Row:
        """The column it names, by id or by name in any case; Undone where the project has none such."""
        wanted = self.take("columnId", "targetColumnId", "targetColumn", "toColumn", "column")
        for column in list_columns(self.scene, project_id):
            if wanted == column["id"] or str(wanted).lower() == column["name"].lower():
                return column
        raise Undone("it names no column of the project")

    def take(self, *names: str) -> Json:
        """The first of these members the payload holds; Undone where it holds none."""
        for name in names:
            if name in self.payload:
                return self.payload[name]
        raise Undone(f"{names[0]} is missing")

    def edit(self, card: Row, fields: Mapping[str, Json]) -> Done:
        """Set fields of a card that are fit for one; Undone where they are not."""
        _check(self.scene, "CardChange", fields)
        return Done(card, self.scene.rows.change("Card", card["id"], {**fields, **_complete_dates(fields)}))


def carry_out(kind: str, deed: Deed) -> Done:
    """Do what the kind says.

    Raises:
        Undone: there is no such kind, or the payload does not fit the workspace.
    """
    work = _KINDS.get(kind)
    if work is None:
        raise Undone(f"{kind[:100]} is nothing that can be done here")
    return work(deed)


def _move(deed: Deed) -> Done:
    card = deed.find_card()
    column = deed.find_column(_project_of(deed.scene, card))
    order = {"order": deed.payload["order"]} if "order" in deed.payload else {}
    if column["id"] == card["columnId"] and not order:
        return Done(card, card)
    return deed.edit(card, {"columnId": column["id"], **order})


def _create(deed: Deed) -> Done:
    column = find_in_workspace(deed.scene, "Column", deed.payload.get("columnId"), deed.workspace_id)
    if column is None:
        project = find_in_workspace(deed.scene, "Project", deed.payload.get("projectId"), deed.workspace_id)
        if project is None and deed.card is not None:
            project = deed.scene.rows.live("Project", _project_of(deed.scene, deed.card))
        if project is None:
            raise Undone("it names no column and no project of the workspace")
        column = deed.find_column(project["id"])
    fields = {name: deed.payload[name] for name in EDITABLE if name in deed.payload}
    _check(deed.scene, "NewCard", fields)
    row = {"workspaceId": deed.workspace_id, "columnId": column["id"], **fields, **_complete_dates(fields)}
    return Done(None, deed.scene.rows.create("Card", None, row))


def _update(deed: Deed) -> Done:
    fields = {name: deed.payload[name] for name in EDITABLE if name in deed.payload}
    if fields.get("assigneeId") is not None:
        _find_member(deed, fields["assigneeId"])
    return deed.edit(deed.find_card(), fields)


def _prioritise(deed: Deed) -> Done:
    return deed.edit(deed.find_card(), {"priority": deed.take("priority", "value")})


def _assign(deed: Deed) -> Done:
    user = deed.take("assigneeId", "userId", "value")
    if user is not None:
        _find_member(deed, user)
    return deed.edit(deed.find_card(), {"assigneeId": user})


def _archive(deed: Deed) -> Done:
    return deed.edit(deed.find_card(), {"archived": True})


def _comment(deed: Deed) -> Done:
    card = deed.find_card()
    content = deed.take("content", "comment", "text")
    _check(deed.scene, "NewComment", {"content": content})
    row = {"workspaceId": deed.workspace_id, "cardId": card["id"], "content": content, **_author(deed)}
    comment = deed.scene.rows.create("Comment", None, row)
    return Done(card, card, comment)


def _label(deed: Deed) -> Done:
    card = deed.find_card()
    wanted = deed.take("labelId", "label", "name", "value")
    for label in deed.scene.rows.search("Label", {"projectId": _project_of(deed.scene, card)}):
        if wanted in (label["id"], label["name"]):
            labels = card["labels"] if label["id"] in card["labels"] else [*card["labels"], label["id"]]
            return Done(card, deed.scene.rows.change("Card", card["id"], {"labels": labels}))
    raise Undone("it names no label of the project")


def _notify(deed: Deed) -> Done:
    card = deed.find_card()
    user = deed.payload.get("userId") or card["assigneeId"] or deed.actor
    _find_member(deed, user)
    meta = {"cardId": card["id"], "title": card["title"], "message": str(deed.payload.get("message", ""))}
    activity = {"type": "card_updated", "actorId": deed.actor, "meta": meta, "createdAt": deed.scene.now}
    deed.scene.rows.create("Notification", None, {"userId": user, "activity": activity})
    return Done(card, card)


def _author(deed: Deed) -> dict[str, Json]:
    for resource in ("User", "Agent"):
        if (row := deed.scene.rows.live(resource, deed.actor)) is not None:
            return {"authorId": row["id"], "authorName": row.get("name") or row.get("email", "")}
    return {"authorId": deed.actor, "authorName": deed.actor}


def _find_member(deed: Deed, user_id: Json) -> Row:
    named = {"workspaceId": deed.workspace_id, "userId": user_id}
    found = deed.scene.rows.search("WorkspaceMember", named) if isinstance(user_id, str) else []
    if not found:
        raise Undone("it names no member of the workspace")
    return found[0]


def _project_of(scene: Scene, card: Row) -> str:
    project_id = find_project_of(scene, card)
    if project_id is None:
        raise Undone("the card's column is gone")
    return project_id


def _check(scene: Scene, schema: str, fields: Mapping[str, Json]) -> None:
    validator = scene.rows.model.schemas.compile({"$ref": f"#/components/schemas/{schema}"})
    for error in validator.iter_errors(dict(fields)):
        at = "/".join(str(part) for part in error.instance_path)
        raise Undone(f"{at or 'a member'} is not fit for a card")


def _complete_dates(fields: Mapping[str, Json]) -> dict[str, Json]:
    try:
        return {name: read_date(fields[name], name) for name in DATES if fields.get(name) is not None}
    except Refused as refused:
        raise Undone(refused.detail) from refused


_KINDS: Mapping[str, Callable[[Deed], Done]] = {
    "apply_label": _label,
    "archive_card": _archive,
    "assign_user": _assign,
    "comment_card": _comment,
    "create_card": _create,
    "move_card": _move,
    "send_notification": _notify,
    "set_priority": _prioritise,
    "update_card": _update,
}
KINDS = frozenset(_KINDS)
"""The names of all deeds."""
