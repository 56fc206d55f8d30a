"""Missions of agents: queued, running, then completed, failed, or waiting for approval, by the world's clock."""

from __future__ import annotations

from typing import Any

from mock_server.apis.stellary.agents import choose_action
from mock_server.apis.stellary.automations import perform
from mock_server.apis.stellary.deeds import Deed, Undone
from mock_server.apis.stellary.streams import follow
from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.contract import Json
from mock_server.engine.raw import Raw
from mock_server.engine.table import Row

STEP = "mission"
PAUSE = 1.0
"""Seconds between two steps of a mission."""
PROGRESS = (10, 40, 70)
"""Per cent shown while it runs, one a step; after the last it ends or waits."""
MEDIA_TYPE = "text/event-stream"


def queue_mission(act: Act, mission: Row, _before: Row | None) -> None:
    """A new mission waits for its first step (STELLARY-213, 216)."""
    act.change({"steps": [_note(mission)]})
    act.later(PAUSE, STEP, {"missionId": mission["id"]})


def get_mission(act: Act) -> Row | Raw:
    """A mission as it is now, or, for those who accept events, as it goes on (STELLARY-214, 221)."""
    if MEDIA_TYPE not in act.accepts:
        return act.current
    headers = [("Content-Type", f"{MEDIA_TYPE}; charset=utf-8"), ("Cache-Control", "no-cache")]
    return Raw(200, headers, follow(act, str(act.current["id"])))


def take_step(turn: Turn) -> None:
    """One step of a mission that has not ended, waits for nobody, and was not cancelled."""
    mission = turn.get("AgentMission", turn.payload["missionId"])
    if mission is None or mission["status"] not in ("queued", "running"):
        return
    further = [percent for percent in PROGRESS if percent > mission["progress"]]
    if further:
        set_status(turn, mission, "running", further[0])
        turn.later(PAUSE, STEP, turn.payload)
        return
    try:
        _conclude(turn, mission)
    except Undone as undone:
        set_status(turn, mission, "failed", mission["progress"], str(undone))


def set_status(scene: Act | Turn, mission: Row, status: str, progress: float, result: Json = None) -> Row:
    """Bring a mission to a status, and remember that for those who follow it."""
    fields = {"status": status, "progress": progress, "result": result}
    steps = [*mission.get("steps", []), _note({**mission, **fields})]
    return scene.rows.change("AgentMission", mission["id"], {**fields, "steps": steps})


def _conclude(turn: Turn, mission: Row) -> None:
    if "fail" in mission["prompt"].lower():
        raise Undone("the agent gave up")
    agent, card = turn.get("Agent", mission["agentId"]), turn.get("Card", mission["cardId"])
    if agent is None or card is None:
        raise Undone("the card is gone")
    action = choose_action(turn, agent, card, mission["prompt"])
    if agent["autonomyMode"] == "autonomous":
        perform(action["type"], Deed(turn, mission["workspaceId"], agent["id"], action["payload"]))
        set_status(turn, mission, "completed", 100, {"action": action})
        return
    proposal: dict[str, Any] = {"workspaceId": mission["workspaceId"], "missionId": mission["id"], "action": action}
    turn.create("Proposal", proposal)
    set_status(turn, mission, "awaiting_approval", 90)


def _note(mission: Row) -> dict[str, Json]:
    return {name: mission[name] for name in ("status", "progress", "result")}


HANDLERS = {"get_mission": get_mission}
EFFECTS = {"startMission": queue_mission}
STEPS = {STEP: take_step}
