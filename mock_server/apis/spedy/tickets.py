"""Tickets: what is completed when they come, and what follows when they come, change, go and come back."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.spedy import activity, events
from mock_server.apis.spedy.board_statuses import is_hidden
from mock_server.apis.spedy.numbers import take_display_id
from mock_server.apis.spedy.onlookers import require_onlooker
from mock_server.apis.spedy.statuses import default_status, status_ref
from mock_server.apis.spedy.ticket_types import default_type
from mock_server.apis.spedy.times import in_utc
from mock_server.apis.spedy.watching import watch
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Index, Row

TAKEN_ALONG = Index(("deletedWith",))


def prepare_ticket(act: Act) -> None:
    """Refuse what does not belong to the board; the due date is kept in UTC."""
    board_id, given = act.path_row("Board")["id"], act.body
    require_onlooker(act, given.get("assigneeId"), board_id)
    for member, resource in (("milestoneId", "Milestone"), ("releaseId", "Release")):
        row = act.find(resource, given[member]) if given.get(member) is not None else None
        if row is not None and row["boardId"] != board_id:
            act.refuse("bad_reference", f"{member} names none of the board")
    if given.get("statusId") is not None and is_hidden(act, board_id, given["statusId"]):
        act.refuse("bad_reference", "the board does not show this status")
    if given.get("dueDate") is not None:
        act.body = {**given, "dueDate": in_utc(given["dueDate"], "dueDate")}


def prepare_assignment(act: Act) -> None:
    """Refuse a user who does not see the board."""
    require_onlooker(act, act.body["assigneeId"], act.path_row("Board")["id"])


def complete(act: Act, row: Row) -> Row:
    """A new ticket with its display id, a status and a type; gives it after everybody has been told."""
    asked = row.get("statusId")
    status = act.get("Status", asked) if asked is not None else None
    fields: dict[str, Json] = {
        "displayId": take_display_id(act, row["boardId"]),
        "status": status_ref(status or default_status(act)),
        "statusId": None,
        "typeId": row.get("typeId") or default_type(act)["id"],
    }
    ticket = act.rows.change("Ticket", row["id"], fields, stamp=False)
    watch_assignee(act, ticket)
    activity.count(act, "ticketCreated")
    tell(act, "ticket.created", ticket)
    return ticket


def settle_created(act: Act, row: Row, _before: Row | None) -> None:
    """Complete a new ticket."""
    act.row = complete(act, row)


def settle_changed(act: Act, row: Row, _before: Row | None) -> None:
    """Tell of a change."""
    watch_assignee(act, row)
    tell(act, "ticket.updated", row)


def settle_assigned(act: Act, row: Row, before: Row | None) -> None:
    """Tell of a new assignee; who has had the ticket already is told nothing."""
    if before is None or before["assigneeId"] != row["assigneeId"]:
        watch_assignee(act, row)
        tell(act, "ticket.assigned", row)


def settle_deleted(act: Act, row: Row, _before: Row | None) -> None:
    """Take the subtickets along, which come back with it."""
    for child in act.everywhere("Ticket", parentTicketId=row["id"]):
        _mark(act, child, deletedAt=row["deletedAt"], deletedWith=row["id"])
    tell(act, "ticket.deleted", row)


def settle_restored(act: Act, row: Row, _before: Row | None) -> None:
    """Bring back what went along with it."""
    for child in [*act.rows.store.scan("Ticket", TAKEN_ALONG, (row["id"],))]:
        _mark(act, child, deletedAt=None, deletedWith=None)
    act.row = _mark(act, row, deletedWith=None)


def watch_assignee(act: Act, ticket: Row) -> None:
    """Let whom a ticket is assigned to watch it."""
    if ticket["assigneeId"] is not None:
        watch(act, ticket["id"], ticket["assigneeId"])


def tell(act: Act, event: str, ticket: Row, **more: Json) -> None:
    """Announce an event about a ticket."""
    shown: Mapping[str, Json] = act.show("Ticket", ticket, "Ticket")
    events.announce(act, event, {**shown, **more})


def _mark(act: Act, ticket: Row, **fields: Json) -> Row:
    return act.rows.change("Ticket", ticket["id"], fields, stamp=False)


PREPARES = {"assignTicket": prepare_assignment, "createTicket": prepare_ticket, "updateTicket": prepare_ticket}
EFFECTS = {
    "assignTicket": settle_assigned,
    "createTicket": settle_created,
    "deleteTicket": settle_deleted,
    "restoreTicket": settle_restored,
    "updateTicket": settle_changed,
}
