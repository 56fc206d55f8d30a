"""Milestones end after they begin, and leave their tickets when they go."""

from __future__ import annotations

from mock_server.apis.spedy.times import in_utc
from mock_server.engine.act import Act
from mock_server.engine.clock import stamp_seconds
from mock_server.engine.table import Row

_TIMES = ("startDate", "dueDate")


def prepare_span(act: Act) -> None:
    """Keep times in UTC; refused where the milestone would end before it begins."""
    act.body = {**act.body, **{name: in_utc(act.body[name], name) for name in _TIMES if act.body.get(name)}}
    start, due = ({**(act.row or {}), **act.body}.get(name) for name in _TIMES)
    if start and due and stamp_seconds(start) > stamp_seconds(due):
        act.refuse("invalid", "startDate lies after dueDate")


def release_tickets(act: Act, row: Row, _before: Row | None) -> None:
    """Take the deleted milestone off its tickets; a restored one does not get them back."""
    for ticket in act.everywhere("Ticket", milestoneId=row["id"]):
        act.rows.change("Ticket", ticket["id"], {"milestoneId": None}, stamp=False)


PREPARES = {"createMilestone": prepare_span, "updateMilestone": prepare_span}
EFFECTS = {"deleteMilestone": release_tickets}
