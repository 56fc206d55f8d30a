"""Sums of time by user or by ticket."""

from __future__ import annotations

from mock_server.apis.spedy.pages import cut_page
from mock_server.apis.spedy.time_entries import may_manage
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id

_GROUPS = {"user": "userId", "ticket": "ticketId"}


def report_time(act: Act) -> Json:
    """A page of sums over entries on tickets the caller sees: everybody's for who may manage them, else the own."""
    first, last = act.query.get("from"), act.query.get("to")
    field = _GROUPS[act.query.get("groupBy") or "user"]
    own = {} if may_manage(act) else {"userId": caller_id(act)}
    seen = {row["id"] for row in act.where("Ticket")}
    sums: dict[str, dict[str, Json]] = {}
    for row in act.where("TimeEntry", **own):
        if row["ticketId"] not in seen or (first and row["date"] < first) or (last and row["date"] > last):
            continue
        total = sums.setdefault(row[field], {"id": row[field], "minutes": 0, "roundedMinutes": 0, "entries": 0})
        total["minutes"] += row["durationMinutes"]
        total["roundedMinutes"] += row["roundedMinutes"]
        total["entries"] += 1
    return cut_page(act, sorted(sums.values(), key=lambda one: str(one["id"])))


HANDLERS = {"report_time": report_time}
