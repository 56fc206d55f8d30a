"""Actions on an agent: three moves, and the autonomy level, which is no state."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def act_on_agent(act: Act) -> Json:
    """Suspend, resume, restart, or set the level; a restart begins the uptime anew (CODESPAR-062 to 069)."""
    action = act.body["action"]
    row = act.current
    shown = {"id": row["id"], "action": action, "timestamp": act.now}
    about = {"agentId": row["id"]}
    if action == "set_autonomy":
        levels = {"previousLevel": row["autonomyLevel"], "currentLevel": act.body["params"]["level"]}
        act.change({"autonomyLevel": levels["currentLevel"]})
        act.emit("autonomy_change", metadata={"risk": "medium", **about, **levels})
        return {**shown, **levels}
    statuses = {"previousStatus": row["status"], "currentStatus": act.move()["status"]}
    if action == "restart":
        act.change({"startedAt": act.now})
        shown["uptime"] = 0
    act.emit("instruct", metadata={"risk": "low", **about, "instruction": action})
    return {**shown, **statuses}
