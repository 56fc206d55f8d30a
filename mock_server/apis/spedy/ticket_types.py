"""Ticket types: which one a ticket gets that names none, and what becomes of tickets whose type goes."""

from __future__ import annotations

from mock_server.apis.spedy.defaults import keep_single, next_place
from mock_server.apis.spedy.ticket_rows import mend, referring
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

LAST = 100
"""The highest place there is."""


def default_type(act: Act) -> Row:
    """The type of a ticket that names none; every organization has exactly one."""
    return act.where("TicketType", isOrgDefault=True)[0]


def get_default_ticket_type(act: Act) -> Json:
    """The type of a ticket that names none."""
    return act.show("TicketType", default_type(act), "TicketType")


def prepare_type(act: Act) -> None:
    """A new type without a place goes last."""
    act.body = {"order": min(next_place(act, "TicketType"), LAST), **act.body}


def settle_default(act: Act, row: Row, _before: Row | None) -> None:
    """A new default takes the place of the one there was."""
    keep_single(act, "TicketType", "isOrgDefault", row)


def prepare_deletion(act: Act) -> None:
    """Refuse the deletion of a type that stays, and a replacement that is none."""
    row = act.current
    if row["isMandatory"] or row["isOrgDefault"]:
        act.refuse("invalid", "built-in types and the default one stay")
    _replacement(act, row)


def settle_deleted(act: Act, row: Row, _before: Row | None) -> None:
    """Give its tickets another type."""
    other = _replacement(act, row)
    for ticket in referring(act, "typeId", row["id"]):
        mend(act, ticket, typeId=other["id"])


def _replacement(act: Act, row: Row) -> Row:
    """The type that is asked for in place of a deleted one, or the default; refused where it is none."""
    wanted = act.query.get("replacementTypeId")
    if wanted is None:
        return default_type(act)
    if wanted == row["id"]:
        act.refuse("invalid", "replacementTypeId names the type itself")
    return act.find("TicketType", wanted) or act.refuse("not_found", "replacementTypeId names no ticket type")


HANDLERS = {"get_default_ticket_type": get_default_ticket_type}
PREPARES = {"createTicketType": prepare_type, "deleteTicketType": prepare_deletion}
EFFECTS = {"createTicketType": settle_default, "deleteTicketType": settle_deleted, "updateTicketType": settle_default}
