"""Time on tickets: for others with time-tracking:manage alone, rounded as the organization rounds."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row

MANAGE = "time-tracking:manage"


def prepare_entry(act: Act) -> None:
    """Complete a new entry with its day and its rounded minutes."""
    given = act.body
    if given.get("userId", caller_id(act)) != caller_id(act) and not may_manage(act):
        act.refuse("forbidden_scope", f"it takes {MANAGE} to note the time of others")
    act.body = {"date": act.now[:10], **given}


def settle_rounded(act: Act, row: Row, _before: Row | None) -> None:
    """Keep the rounded minutes true to the entry's own."""
    act.row = act.rows.change("TimeEntry", row["id"], round_up(act, row["durationMinutes"]), stamp=False)


def round_up(act: Act, minutes: int) -> dict[str, Json]:
    """The field with minutes as they count in the organization."""
    organization = act.get("Organization", act.tenant or "") or {}
    return {"roundedMinutes": round_minutes(minutes, organization["roundingInterval"], organization["roundingMethod"])}


def round_minutes(minutes: int, interval: int, method: str) -> int:
    """Minutes rounded to whole intervals: up, down, or to the nearest, halves up."""
    if method == "up":
        return -(-minutes // interval) * interval
    if method == "down":
        return minutes // interval * interval
    return (2 * minutes + interval) // (2 * interval) * interval


def may_manage(act: Act) -> bool:
    """Whether the caller may change the time of others."""
    shown = act.credential
    return shown is not None and (shown.scopes is None or MANAGE in shown.scopes)


PREPARES = {"logTime": prepare_entry}
EFFECTS = {"logTime": settle_rounded, "updateTimeEntry": settle_rounded}
