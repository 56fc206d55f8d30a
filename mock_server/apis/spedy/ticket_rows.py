"""Tickets as rows that refer to statuses, types and labels, deleted ones too: those may be restored."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Index, Row

_OF_TENANT = Index(("organizationId",))


def referring(act: Act, field: str, row_id: str) -> list[Row]:
    """The organization's tickets whose field is, or holds, that id; also the deleted ones."""
    if field == "labelIds":
        rows = act.rows.store.scan("Ticket", _OF_TENANT, (act.tenant,))
        return [row for row in rows if row_id in row[field]]
    return [*act.rows.store.scan("Ticket", Index((field,)), (row_id,))]


def mend(act: Act, ticket: Row, **fields: Json) -> None:
    """Set fields of a ticket because of what became of a row it refers to; that is no change of the ticket itself."""
    act.rows.change("Ticket", ticket["id"], fields, stamp=False)
