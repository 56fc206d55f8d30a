"""The caller's notifications: newest first, counted, marked as read."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Index

USUAL = 50
_NEWEST = ("-$seq",)
_MINE, _UNREAD = Index(("userId",), _NEWEST), Index(("userId", "readAt"), _NEWEST)


def list_notifications(act: Act) -> Json:
    """As many as `limit` says, the newest first; `unreadOnly` takes "true" and "1"."""
    unread = act.query.get("unreadOnly") in ("true", "1")
    index, key = (_UNREAD, (caller_id(act), None)) if unread else (_MINE, (caller_id(act),))
    rows = act.rows.store.scan("Notification", index, key, 0, act.query.get("limit", USUAL))
    return [act.show("Notification", row, "Notification") for row in rows]


def count_notifications(act: Act) -> Json:
    """How many the caller has not read."""
    return {"count": act.rows.store.count("Notification", _UNREAD, (caller_id(act), None))}


def read_all_notifications(act: Act) -> Json:
    """Mark every unread one."""
    for row in act.rows.store.scan("Notification", _UNREAD, (caller_id(act), None)):
        act.change_row("Notification", row["id"], {"readAt": act.now})
    return {"ok": True}


def mark_read(act: Act) -> None:
    """The time it was first read stays."""
    act.fields = {"readAt": act.current["readAt"] or act.now}


HANDLERS = {
    "count_notifications": count_notifications,
    "list_notifications": list_notifications,
    "read_all_notifications": read_all_notifications,
}
PREPARES = {"readNotification": mark_read}
