"""The cockpit of a workspace: what todos name, and actions that are carried out once they are approved."""

from __future__ import annotations

from mock_server.apis.stellary.automations import perform
from mock_server.apis.stellary.deeds import Deed, Undone
from mock_server.apis.stellary.scene import name_actor
from mock_server.engine.act import Act
from mock_server.engine.table import Row


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


PREPARES = {"createTodo": require_priority}
EFFECTS = {"applyAction": apply_action}
