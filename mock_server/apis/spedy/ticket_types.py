"""Ticket types: which one a ticket gets that names none."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.table import Row


def default_type(act: Act) -> Row:
    """The type of a ticket that names none; every organization has exactly one."""
    return act.where("TicketType", isOrgDefault=True)[0]
