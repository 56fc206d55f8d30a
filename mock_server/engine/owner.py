"""Rows that only their user sees; for everybody else they do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_server.engine.contract import Json

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.table import Row


def caller_id(act: Act) -> Json:
    """The id of the user who calls; None where nobody is known."""
    caller = act.caller
    return caller[act.plan.user_id] if caller is not None else None


def sees(act: Act, resource: str, row: Row) -> bool:
    """Whether the caller may see a row as far as owners go; where nobody had to say who they are, all see all."""
    owner = act.rows.model.contract.resource(resource).owner
    return owner is None or act.caller is None or row.get(owner) == caller_id(act)
