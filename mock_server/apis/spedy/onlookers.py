"""What somebody else than the caller sees."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def require_onlooker(act: Act, user_id: Json, board_id: str) -> None:
    """Refuse a user who does not see a board; nobody is fine."""
    if user_id is not None and not sees_board(act, str(user_id), board_id):
        act.refuse("bad_reference", "assigneeId names nobody who sees the board")


def sees_board(act: Act, user_id: str, board_id: str) -> bool:
    """Whether a user sees a board, by the ways its resource declares."""
    user, visit = act.get("User", user_id), act.visit
    if user is None or visit is None:
        return False
    caller, visit.caller = visit.caller, user
    try:
        return act.find("Board", board_id) is not None
    finally:
        visit.caller = caller
