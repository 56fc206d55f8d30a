"""The cockpit of a workspace: actions that are carried out once they are approved."""

from __future__ import annotations

from mock_server.apis.stellary.automations import perform
from mock_server.apis.stellary.deeds import Deed, Undone
from mock_server.apis.stellary.scene import name_actor
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def apply_action(act: Act, action: Row, _: Row | None) -> None:
    """What an approved action proposes is carried out where it can be (STELLARY-159, 160).

    One of an unknown type, or about a card that is not there, is applied without an effect: people did it elsewhere.
    """
    deed = Deed(act, action["workspaceId"], name_actor(act), action["payload"] or {})
    try:
        perform(action["actionType"], deed)
    except Undone as undone:
        act.change({"effect": str(undone)})


EFFECTS = {"applyAction": apply_action}
