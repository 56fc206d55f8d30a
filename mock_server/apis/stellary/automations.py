"""Automation rules: what sets them off, what they do, and the traces they leave.

`fire` runs the rules of one trigger. Whoever makes or changes a card calls `notice_created` or `notice_changed`, which
find out what triggers that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mock_server.apis.stellary.activities import record_card, record_changed, record_created
from mock_server.apis.stellary.conditions import meets
from mock_server.apis.stellary.deeds import Deed, Done, Undone, carry_out
from mock_server.apis.stellary.project_cards import list_cards
from mock_server.apis.stellary.scene import Scene, find_project_of, list_columns, name_actor, seconds_until
from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

MAX_DEPTH = 5
"""How many rules may set each other off in a row."""
DUE = "due_date"
"""The step that runs when a card's due date arrives."""


@dataclass(frozen=True, slots=True)
class Cascade:
    """What one act of somebody has set off so far: how deep it is, and the rules that have run."""

    actor: str
    depth: int = 0
    ran: set[str] = field(default_factory=set)


def fire(act: Scene, trigger: str, card: Row, *, cascade: Cascade | None = None, **context: Json) -> None:
    """Run every enabled rule of the card's project that waits for the trigger and whose conditions the card meets.

    Each run leaves a trace. What a rule does may set off others, each at most once for one act of somebody.
    `context` are facts of the trigger that conditions may name, such as `fromColumn` and `toColumn`.
    """
    cascade = cascade or Cascade(name_actor(act))
    project_id = find_project_of(act, card)
    if project_id is None or cascade.depth >= MAX_DEPTH:
        return
    waiting = act.rows.search("AutomationRule", {"projectId": project_id, "trigger": trigger, "enabled": True})
    # All conditions are asked about the card as it was when the trigger came, not as earlier rules left it.
    for rule in [rule for rule in waiting if meets(act, card, rule.get("conditions"), context)]:
        current = act.rows.live("Card", card["id"])
        if current is not None and rule["id"] not in cascade.ran:
            cascade.ran.add(rule["id"])
            _run(act, rule, current, cascade)


def notice_created(scene: Scene, card: Row, cascade: Cascade | None = None) -> None:
    """Fire what the creation of a card sets off, and wait for its due date."""
    cascade = cascade or Cascade(name_actor(scene))
    _await_due_date(scene, card)
    fire(scene, "task_created", card, cascade=cascade)
    fire(scene, "task_added_to_board", card, cascade=cascade)
    if card["assigneeId"] is not None:
        fire(scene, "task_assigned", card, cascade=cascade, assigneeId=card["assigneeId"])


def notice_changed(scene: Scene, before: Row, after: Row, cascade: Cascade | None = None) -> None:
    """Fire what a change of a card sets off, and wait for a new due date."""
    cascade = cascade or Cascade(name_actor(scene))
    if after["dueDate"] != before["dueDate"]:
        _await_due_date(scene, after)
    if after["columnId"] != before["columnId"]:
        _fire_moved(scene, before, after, cascade)
    if after["assigneeId"] not in (None, before["assigneeId"]):
        fire(scene, "task_assigned", after, cascade=cascade)
    if is_complete(after) and not is_complete(before):
        fire(scene, "checklist_complete", after, cascade=cascade)
    if before["archived"] and not after["archived"]:
        fire(scene, "task_added_to_board", after, cascade=cascade)


def perform(kind: str, deed: Deed, cascade: Cascade | None = None) -> Done:
    """Carry something out and let the rules hear of it; Undone where it cannot be done."""
    done = carry_out(kind, deed)
    _follow_up(deed.scene, done, cascade or Cascade(deed.actor))
    return done


def is_complete(card: Row) -> bool:
    """Whether a card has a checklist and every item of it is done."""
    return bool(card["checklist"]) and all(item["done"] for item in card["checklist"])


def reach_due_date(turn: Turn) -> None:
    """The step of a due date: fires once, unless the card is gone, is archived or has got another date meanwhile."""
    card, date = turn.get("Card", turn.payload["cardId"]), turn.payload["dueDate"]
    if card is None or card["archived"] or card["dueDate"] != date or card.get("reached") == date:
        return
    fire(turn, "due_date_reached", turn.rows.change("Card", card["id"], {"reached": date}, stamp=False))


def await_due_dates(act: Act, rule: Row, _: Row | None) -> None:
    """A rule about due dates counts for cards that were there before it, however they came to be."""
    if rule["trigger"] == "due_date_reached":
        for card in list_cards(act, rule["projectId"]):
            _await_due_date(act, card)


def _await_due_date(scene: Scene, card: Row) -> None:
    if card["dueDate"] is not None and (left := seconds_until(scene, card["dueDate"])) > 0:
        scene.later(left, DUE, {"cardId": card["id"], "dueDate": card["dueDate"]})


def _fire_moved(scene: Scene, before: Row, after: Row, cascade: Cascade) -> None:
    columns = {side: scene.rows.live("Column", card["columnId"]) for side, card in (("from", before), ("to", after))}
    names = {f"{side}Column": [row["id"], row["name"]] for side, row in columns.items() if row is not None}
    fire(scene, "task_moved", after, cascade=cascade, **names)
    project_id = find_project_of(scene, after)
    board = list_columns(scene, project_id) if project_id is not None else []
    # A card has no field for its status: it is done while it stands in the last column.
    if board and board[-1]["id"] in (before["columnId"], after["columnId"]):
        status = "done" if after["columnId"] == board[-1]["id"] else "open"
        fire(scene, "task_status_changed", after, cascade=cascade, status=status, **names)


def _run(scene: Scene, rule: Row, card: Row, cascade: Cascade) -> None:
    action: Mapping[str, Json] = rule["action"]
    inner = action.get("payload")
    payload = {**action, **(inner if isinstance(inner, Mapping) else {})}
    deed = Deed(scene, card["workspaceId"], cascade.actor, payload, card)
    error = None
    try:
        done = carry_out(str(action.get("type", "")), deed)
    except Undone as undone:
        error = str(undone)
    _trace(scene, rule, card, cascade.actor, error)
    if error is None:
        _follow_up(scene, done, replace(cascade, depth=cascade.depth + 1))


def _follow_up(scene: Scene, done: Done, cascade: Cascade) -> None:
    """Tell the people of the board, then its rules."""
    if done.comment is not None:
        record_card(scene, "comment_added", done.after, cascade.actor, commentId=done.comment["id"])
    if done.before is None:
        record_created(scene, done.after, cascade.actor)
        notice_created(scene, done.after, cascade)
    else:
        record_changed(scene, done.before, done.after, cascade.actor)
        notice_changed(scene, done.before, done.after, cascade)


def _trace(scene: Scene, rule: Row, card: Row, actor: str, error: str | None) -> None:
    row = {
        "workspaceId": rule["workspaceId"],
        "ruleId": rule["id"],
        "actor": actor,
        "target": card["id"],
        "result": "success" if error is None else "failure",
        "error": error,
    }
    scene.rows.create("AutomationTrace", None, row)


STEPS = {DUE: reach_due_date}
EFFECTS = {"createAutomation": await_due_dates, "updateAutomation": await_due_dates}
