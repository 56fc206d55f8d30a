"""Events sent by GitHub."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json

HANDLED = ("push", "pull_request", "workflow_run", "check_run")


def receive_github_event(act: Act) -> Json:
    """Acknowledge an event; a handled one leaves an audit entry (CODESPAR-113 to 116)."""
    event = act.headers["x-github-event"]
    if event not in HANDLED:
        return {"received": True, "event": event, "processed": False, "reason": "Event type not handled"}
    repo = act.body.get("repository", {}).get("full_name")
    told: dict[str, Json] = {"event": event}
    if "action" in act.body and event != "push":  # a push has none
        told["action"] = act.body["action"]
    told["repo"] = repo
    metadata = {"risk": "low", **told}
    act.emit("ci_event", actorType="system", actorId="webhook-handler", result="processed", metadata=metadata)
    return {"received": True, **told, "processed": True}
