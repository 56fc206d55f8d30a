"""What agents propose: approved proposals are carried out; once all are decided the mission is over."""

from __future__ import annotations

from mock_server.apis.stellary.automations import perform
from mock_server.apis.stellary.deeds import Deed, Undone
from mock_server.apis.stellary.missions import set_status
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def require_waiting(act: Act) -> None:
    """Refuse to decide a proposal of a mission that does not wait any more, as when it was cancelled."""
    mission = act.get("AgentMission", act.current["missionId"])
    if mission is None or mission["status"] != "awaiting_approval":
        act.refuse("illegal", "the mission does not wait for approval")


def approve_proposal(act: Act, proposal: Row, _: Row | None) -> None:
    """What was approved is carried out, in the agent's name (STELLARY-224)."""
    mission = act.everywhere("AgentMission", id=proposal["missionId"])[0]
    action = proposal["action"]
    try:
        perform(action["type"], Deed(act, mission["workspaceId"], mission["agentId"], action.get("payload") or {}))
    except Undone as undone:
        # It was approved all the same; what has changed since it was proposed stands in the way.
        act.change({"effect": str(undone)})
    settle(act, proposal, None)


def settle(act: Act, proposal: Row, _: Row | None) -> None:
    """A mission is over once all its proposals are decided (STELLARY-228)."""
    proposals = act.everywhere("Proposal", missionId=proposal["missionId"])
    if any(other["status"] == "pending" for other in proposals):
        return
    approved = [other for other in proposals if other["status"] == "approved"]
    result = {
        "approved": len(approved),
        "rejected": len(proposals) - len(approved),
        "undone": [other["effect"] for other in approved if "effect" in other],
    }
    mission = act.everywhere("AgentMission", id=proposal["missionId"])[0]
    set_status(act, mission, "completed", 100, result)


PREPARES = {"approveProposal": require_waiting, "rejectProposal": require_waiting}
EFFECTS = {"approveProposal": approve_proposal, "rejectProposal": settle}
