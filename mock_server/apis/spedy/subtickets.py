"""Tickets below tickets, one level deep."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.spedy.onlookers import require_onlooker
from mock_server.apis.spedy.pages import cut_page
from mock_server.apis.spedy.tickets import complete
from mock_server.apis.spedy.transitions import transition
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

GROUPS: Mapping[str, str] = {"FINAL": "completed", "ACTIVE": "inProgress", "PLANNING": "planning"}
"""Which number a category counts for."""


def list_subtickets(act: Act) -> Json:
    """A page of the ticket's children, and how far all of them are."""
    children = list_children(act, act.path_row("Ticket"))
    counts = dict.fromkeys(("total", *GROUPS.values()), 0) | {"total": len(children)}
    for child in children:
        counts[GROUPS[child["status"]["category"]]] += 1
    return {**cut_page(act, [act.show("Ticket", child, "Subticket") for child in children]), "aggregation": counts}


def create_subticket(act: Act) -> Json:
    """Create a ticket below the ticket, which must be below none itself."""
    parent, given = act.path_row("Ticket"), act.body
    require_onlooker(act, given.get("assigneeId"), parent["boardId"])
    if parent["parentTicketId"] is not None:
        act.refuse("invalid", "a subticket has no subtickets")
    fields = {name: given[name] for name in ("title", "description", "assigneeId") if name in given}
    row = act.create("Ticket", {**fields, "boardId": parent["boardId"], "parentTicketId": parent["id"]})
    return act.show("Ticket", complete(act, row), "Ticket")


def transition_subticket(act: Act) -> Json:
    """Move a child of the ticket into another status."""
    child = act.find("Ticket", act.path["subticketId"])
    if child is None or child["parentTicketId"] != act.path_row("Ticket")["id"]:
        act.refuse("not_found")
    return act.show("Ticket", transition(act, child), "Ticket")


def prepare_conversion(act: Act) -> None:
    """Refuse a parent that cannot be one, and a ticket that is a subticket or has some."""
    ticket, parent = act.current, act.find("Ticket", act.body["parentTicketId"]) or {}
    if parent["boardId"] != ticket["boardId"]:
        act.refuse("bad_reference", "the parent is on another board")
    if parent["id"] == ticket["id"] or parent["parentTicketId"] is not None:
        act.refuse("invalid", "the parent is the ticket, or a subticket")
    if list_children(act, ticket):
        act.refuse("invalid", "a ticket with subtickets is no subticket")
    if ticket["parentTicketId"] is not None:
        act.refuse("illegal", "the ticket is a subticket already")


def promote_to_standalone(act: Act) -> Json:
    """Take a subticket out from below its parent."""
    if act.current["parentTicketId"] is None:
        act.refuse("illegal", "the ticket is below none")
    return act.show("Ticket", act.change({"parentTicketId": None}), "Ticket")


def list_children(act: Act, ticket: Row) -> list[Row]:
    """The tickets below a ticket, oldest first."""
    return act.everywhere("Ticket", parentTicketId=ticket["id"])


HANDLERS = {
    "create_subticket": create_subticket,
    "list_subtickets": list_subtickets,
    "promote_to_standalone": promote_to_standalone,
    "transition_subticket": transition_subticket,
}
PREPARES = {"convertToSubticket": prepare_conversion}
