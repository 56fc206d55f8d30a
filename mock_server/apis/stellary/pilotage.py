"""The cockpit of a workspace: all of it at once, and actions that are carried out once they are approved."""

from __future__ import annotations

from mock_server.apis.stellary.automations import perform
from mock_server.apis.stellary.deeds import Deed, Undone
from mock_server.apis.stellary.scene import name_actor
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

PARTS = {
    "missions": "PilotageMission",
    "activePriorities": "Priority",
    "todos": "Todo",
    "decisions": "Decision",
    "activeDocs": "ActiveDoc",
}
"""Members of the state, with the resource each lists."""


def read_pilotage_state(act: Act) -> Json:
    """The whole state; who looks at it and what for is told beside it and hides nothing (STELLARY-135 to 141)."""
    workspace = act.guarded("workspace")
    lists = {
        member: [act.show(resource, row, resource) for row in act.where(resource)] for member, resource in PARTS.items()
    }
    seen = {name: act.query.get(name) for name in ("profile", "intent", "detailLevel")}
    return {
        "cycle": workspace.get("cycle", "v1"),
        "contractVersion": workspace.get("contractVersion", 1),
        **lists,
        "usageContext": {**seen, "role": act.member("workspace")["pilotageRole"]},
    }


def require_priority(act: Act) -> None:
    """A todo that names a priority must name one of the workspace; the mission it names is the contract's matter."""
    priority_id = act.body.get("priorityId")
    if priority_id is not None and act.find("Priority", priority_id) is None:
        act.refuse("not_found", "priorityId names none")


def apply_action(act: Act, action: Row, _: Row | None) -> None:
    """What an approved action proposes is carried out where it can be (STELLARY-159, 160).

    One of an unknown type, or about a card that is not there, is applied without an effect: people did it elsewhere.
    """
    deed = Deed(act, action["workspaceId"], name_actor(act), action["payload"] or {})
    try:
        perform(action["actionType"], deed)
    except Undone as undone:
        act.change({"effect": str(undone)})


HANDLERS = {"read_pilotage_state": read_pilotage_state}
PREPARES = {"createTodo": require_priority}
EFFECTS = {"applyAction": apply_action}
