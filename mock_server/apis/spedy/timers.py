"""The one timer of a user."""

from __future__ import annotations

from mock_server.apis.spedy.time_entries import round_up
from mock_server.engine.act import Act
from mock_server.engine.clock import stamp_seconds
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row

LONGEST = 1440
"""Minutes an entry may hold."""


def get_timer(act: Act) -> Json:
    """The running timer, or null."""
    row = _find(act)
    return {"timer": None if row is None else act.show("Timer", row, "Timer")}


def start_timer(act: Act) -> Json:
    """Start it on a ticket the caller sees; refused while one runs."""
    ticket = act.find("Ticket", act.body["ticketId"])
    if ticket is None:
        act.refuse("bad_reference", "ticketId names no ticket")
    if _find(act) is not None:
        act.refuse("illegal", "a timer runs already")
    return act.show("Timer", act.create("Timer", {"userId": caller_id(act), "ticketId": ticket["id"]}), "Timer")


def stop_timer(act: Act) -> Json:
    """Stop it; what passed, a minute at least, becomes an entry."""
    row = _find(act)
    if row is None:
        act.refuse("illegal", "no timer runs")
    act.remove("Timer", row["id"])
    minutes = int((act.world.clock.now() - stamp_seconds(row["startedAt"])) // 60)
    fields = {"ticketId": row["ticketId"], "userId": row["userId"], "date": act.now[:10]}
    spent = {"durationMinutes": min(max(minutes, 1), LONGEST)}
    entry = act.create("TimeEntry", {**fields, **spent, **round_up(act, spent["durationMinutes"])})
    return act.show("TimeEntry", entry, "TimeEntry")


def _find(act: Act) -> Row | None:
    return next(iter(act.everywhere("Timer", userId=caller_id(act))), None)


HANDLERS = {"get_timer": get_timer, "start_timer": start_timer, "stop_timer": stop_timer}
