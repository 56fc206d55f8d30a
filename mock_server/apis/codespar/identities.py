"""Who is behind a chat account."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def find_identity(act: Act) -> Json:
    """The identity one of whose channels is the account asked for, or none (CODESPAR-103 to 105)."""
    wanted = (act.query["channelType"], act.query["channelUserId"])
    for row in act.where("Identity"):
        if any((channel["type"], channel["userId"]) == wanted for channel in row["channels"]):
            return {"found": True, "identity": act.show("Identity", row, "Identity")}
    return {"found": False, "identity": None}
