"""Labels: one name in one case, and tickets that lose a deleted one."""

from __future__ import annotations

from mock_server.apis.spedy.ticket_rows import mend, referring
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def prepare_name(act: Act) -> None:
    """Refuse a name that another label has in some case."""
    wanted, own = str(act.body.get("name", "")).casefold(), act.row["id"] if act.row is not None else None
    if any(row["name"].casefold() == wanted and row["id"] != own for row in act.where("Label")):
        act.refuse("duplicate", "another label has this name")


def settle_deleted(act: Act, row: Row, _before: Row | None) -> None:
    """Take a deleted label off every ticket."""
    for ticket in referring(act, "labelIds", row["id"]):
        mend(act, ticket, labelIds=[other for other in ticket["labelIds"] if other != row["id"]])


PREPARES = {"createLabel": prepare_name, "updateLabel": prepare_name}
EFFECTS = {"deleteLabel": settle_deleted}
