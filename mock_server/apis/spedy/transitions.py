"""Moving tickets from status to status."""

from __future__ import annotations

from mock_server.apis.spedy import activity
from mock_server.apis.spedy.board_statuses import is_hidden
from mock_server.apis.spedy.statuses import status_ref
from mock_server.apis.spedy.tickets import tell
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def transition_ticket(act: Act) -> Json:
    """Move the ticket of the path into the status that is asked for."""
    return act.show("Ticket", transition(act, act.current), "Ticket")


def transition(act: Act, ticket: Row) -> Row:
    """The ticket in the status that is asked for; where it is in it already, nothing happens."""
    wanted = act.find("Status", act.body["statusId"])
    if wanted is None:
        act.refuse("bad_reference", "statusId names no status")
    _require_reason(act)
    if is_hidden(act, ticket["boardId"], wanted["id"]):
        act.refuse("illegal", "the board does not show this status")
    if ticket["status"]["id"] == wanted["id"]:
        return ticket
    moved = act.change_row("Ticket", ticket["id"], {"status": status_ref(wanted)})
    activity.count(act, "statusChanged")
    tell(act, "ticket.status_changed", moved, previousStatus=ticket["status"], reason=act.body.get("reason"))
    return moved


def _require_reason(act: Act) -> None:
    organization = act.get("Organization", act.tenant or "") or {}
    if organization.get("reasonOnStatusChange") and not (act.body.get("reason") or "").strip():
        act.refuse("missing_field", "the organization wants a reason for each change of status")


HANDLERS = {"transition_ticket": transition_ticket}
