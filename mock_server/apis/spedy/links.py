"""How tickets relate to each other: each link is kept at both ends, as it reads from there."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.act import Act
from mock_server.engine.table import Row

INVERSES: Mapping[str, str] = {
    "RELATES_TO": "RELATES_TO",
    "BLOCKS": "IS_BLOCKED_BY",
    "IS_BLOCKED_BY": "BLOCKS",
    "DUPLICATES": "IS_DUPLICATED_BY",
    "IS_DUPLICATED_BY": "DUPLICATES",
}


def prepare_link(act: Act) -> None:
    """Refuse a link of a ticket to itself."""
    if act.body["targetTicketId"] == act.path_row("Ticket")["id"]:
        act.refuse("invalid", "a ticket has no link to itself")


def settle_linked(act: Act, row: Row, _before: Row | None) -> None:
    """Keep the other end."""
    act.rows.create("TicketLink", act.tenant, _turn(row))


def settle_unlinked(act: Act, row: Row, _before: Row | None) -> None:
    """Drop the other end."""
    for other in act.rows.search("TicketLink", _turn(row)):
        act.remove("TicketLink", other["id"])


def _turn(row: Row) -> dict[str, str]:
    return {"ticketId": row["targetTicketId"], "targetTicketId": row["ticketId"], "type": INVERSES[row["type"]]}


PREPARES = {"createTicketLink": prepare_link}
EFFECTS = {"createTicketLink": settle_linked, "deleteTicketLink": settle_unlinked}
