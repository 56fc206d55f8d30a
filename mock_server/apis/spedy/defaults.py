"""Places and defaults: of statuses and ticket types one is the default, and a new one without a place goes last."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.table import Row


def next_place(act: Act, resource: str) -> int:
    """The place after the last of the organization's rows."""
    return max((int(row["order"]) for row in act.where(resource)), default=-1) + 1


def keep_single(act: Act, resource: str, flag: str, row: Row) -> None:
    """Where a row has the flag, take it off every other of the organization."""
    if row[flag]:
        for other in act.where(resource, **{flag: True}):
            if other["id"] != row["id"]:
                act.change_row(resource, other["id"], {flag: False})
