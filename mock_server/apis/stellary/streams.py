"""A mission as a stream of server-sent events."""

from __future__ import annotations

import time
from collections.abc import Iterator

import orjson

from mock_server.engine.act import Act
from mock_server.engine.contract import Json

GOING = ("queued", "running")
"""Statuses after which more is to come; in any other the stream ends."""
LOOK = 0.05
"""Seconds between two looks at the mission."""
BEAT = 10
"""Looks without news after which a comment is sent, so that both ends know the other is there."""
PATIENCE = 60.0
"""Seconds without news after which the stream ends: a world whose clock stands still brings none."""


def follow(act: Act, mission_id: str) -> Iterator[bytes]:
    """One event `progress` for each step so far and to come, each with the mission as JSON; at last one named `end`.

    A comment keeps the connection alive in between. A mission that is gone, or without news for a minute, ends the
    stream without the event `end`.
    """
    told = quiet = 0
    while quiet * LOOK < PATIENCE:
        steps = _list_steps(act, mission_id)
        if steps is None:
            return
        for step in steps[told:]:
            yield write_event("progress", step)
        if steps and steps[-1]["status"] not in GOING:
            yield write_event("end", steps[-1])
            return
        quiet = 0 if len(steps) > told else quiet + 1
        told = len(steps)
        if quiet and quiet % BEAT == 0:
            yield b": still waiting\n\n"
        time.sleep(LOOK)


def write_event(name: str, data: Json) -> bytes:
    """One event in the form of the HTML standard, 9.2.6: its name, its data on one line, an empty line."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(data))


def _list_steps(act: Act, mission_id: str) -> list[dict[str, Json]] | None:
    """The mission as it was shown after each of its steps; None where it is gone."""
    world = act.world
    with world.lock:
        world.catch_up()
        mission = world.rows.live("AgentMission", mission_id)
        if mission is None:
            return None
        shown = act.show("AgentMission", mission, "AgentMission")
        now = {name: shown.get(name) for name in ("status", "progress", "result")}
        steps = [*mission.get("steps", [])]
        # What the contract moves itself, such as a cancellation, leaves no step behind.
        if not steps or steps[-1]["status"] != now["status"]:
            steps.append(now)
        return [{**shown, **step} for step in steps]
