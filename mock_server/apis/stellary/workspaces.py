"""Workspaces: who administers a new one."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.table import Row


def settle_founded(act: Act, row: Row, _before: Row | None) -> None:
    """Whoever founds a workspace administers it, in the cockpit too."""
    member = {"workspaceId": row["id"], "userId": row["ownerId"], "role": "admin", "pilotageRole": "owner"}
    act.create("WorkspaceMember", member)


EFFECTS = {"createWorkspace": settle_founded}
