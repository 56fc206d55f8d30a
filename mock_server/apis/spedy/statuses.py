"""Statuses: how tickets refer to them, which one a ticket gets that names none, and what follows from changes."""

from __future__ import annotations

from mock_server.apis.spedy.board_statuses import drop_overrides, is_needed
from mock_server.apis.spedy.defaults import keep_single, next_place
from mock_server.apis.spedy.ticket_rows import mend, referring
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

FINAL = "FINAL"
ACTIVE = "ACTIVE"


def status_ref(row: Row) -> dict[str, Json]:
    """A status as tickets hold it."""
    return {name: row[name] for name in ("id", "name", "category")}


def default_status(act: Act) -> Row:
    """The status of a ticket that names none; every organization has exactly one."""
    return act.where("Status", isDefault=True)[0]


def prepare_status(act: Act) -> None:
    """Complete a new status: its category and finality follow from each other, its place is the last."""
    given = act.body
    category = given.get("category") or (FINAL if given.get("isFinal") else ACTIVE)
    act.body = {"order": next_place(act, "Status"), **given, "category": category, "isFinal": category == FINAL}


def settle_created(act: Act, row: Row, _before: Row | None) -> None:
    """A new default takes the place of the one there was."""
    keep_single(act, "Status", "isDefault", row)


def settle_changed(act: Act, row: Row, before: Row | None) -> None:
    """Final is what is in the category FINAL; tickets in the status show its new name and category."""
    if row["isFinal"] != (row["category"] == FINAL):
        act.row = act.change_row("Status", row["id"], {"isFinal": row["category"] == FINAL})
    if before is not None and status_ref(before) != status_ref(row):
        for ticket in referring(act, "status.id", row["id"]):
            mend(act, ticket, status=status_ref(row))


def prepare_deletion(act: Act) -> None:
    """Refuse the deletion of a status that is needed or in use."""
    status = act.current
    if is_needed(status):
        act.refuse("invalid", "the default status and mandatory ones stay")
    if act.everywhere("Ticket", **{"status.id": status["id"]}):
        act.refuse("in_use", "there are tickets in this status")


def settle_deleted(act: Act, row: Row, _before: Row | None) -> None:
    """Forget what boards said of it; deleted tickets in it would come back in the default status."""
    drop_overrides(act, statusId=row["id"])
    for ticket in referring(act, "status.id", row["id"]):
        mend(act, ticket, status=status_ref(default_status(act)))


PREPARES = {"createStatus": prepare_status, "deleteStatus": prepare_deletion}
EFFECTS = {"createStatus": settle_created, "deleteStatus": settle_deleted, "updateStatus": settle_changed}
