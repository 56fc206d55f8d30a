"""What is told of those who come to a project and go."""

from __future__ import annotations

from mock_server.apis.stellary.activities import record
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def settle_added(act: Act, row: Row, _before: Row | None) -> None:
    """Tell of a new member."""
    _tell(act, "member_added", row)


def announce_removal(act: Act) -> None:
    """Tell of a removal while who is removed is still told of it."""
    _tell(act, "member_removed", act.current)


def _tell(act: Act, kind: str, member: Row) -> None:
    user = act.get("User", member["userId"])
    name = user["name"] if user is not None else None
    record(act, kind, member["projectId"], {"userId": member["userId"], "name": name})


PREPARES = {"removeProjectMember": announce_removal}
EFFECTS = {"addProjectMember": settle_added}
