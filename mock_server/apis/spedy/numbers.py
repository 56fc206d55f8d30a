"""The display ids of tickets: a board counts its tickets and subtickets alike, and no number comes twice."""

from __future__ import annotations

from mock_server.engine.act import Act


def take_display_id(act: Act, board_id: str) -> str:
    """The next display id of a board; the board itself counts as unchanged."""
    board = act.get("Board", board_id) or {}
    number = int(board["lastNumber"]) + 1
    act.rows.change("Board", board_id, {"lastNumber": number}, stamp=False)
    return f"{board['prefix']}-{number}"
