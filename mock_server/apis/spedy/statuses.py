"""Statuses: how tickets refer to them, and which one a ticket gets that names none."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def status_ref(row: Row) -> dict[str, Json]:
    """A status as tickets hold it."""
    return {name: row[name] for name in ("id", "name", "category")}


def default_status(act: Act) -> Row:
    """The status of a ticket that names none; every organization has exactly one."""
    return act.where("Status", isDefault=True)[0]
