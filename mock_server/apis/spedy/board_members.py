"""Who works on a board: a customer is never more than a viewer."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

ADMIN, MEMBER, VIEWER = "BOARD_ADMIN", "BOARD_MEMBER", "BOARD_VIEWER"


def prepare_member(act: Act) -> None:
    """Complete a membership with the role somebody has who gets none; refused where a customer would be more."""
    given = act.body
    user = act.get("User", given["userId"]) or {}
    act.body = {**given, "role": given.get("role", highest_role(user, MEMBER))}
    _check(act, user, act.body["role"])


def prepare_change(act: Act) -> None:
    """Refuse to make more of a customer."""
    _check(act, act.get("User", act.current["userId"]) or {}, act.body.get("role"))


def highest_role(user: Row, wanted: str) -> str:
    """The role somebody gets who is to have `wanted`."""
    return VIEWER if user.get("role") == "Customer" else wanted


def _check(act: Act, user: Row, role: Json) -> None:
    if role is not None and role != highest_role(user, str(role)):
        act.refuse("invalid", "a customer is at most a viewer")


PREPARES = {"addBoardMember": prepare_member, "updateBoardMember": prepare_change}
