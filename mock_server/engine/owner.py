"""Rows that only their user sees; for everybody else they do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_server.engine.contract import Json, Resource

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.table import Row


def caller_id(act: Act) -> Json:
    """The id of the user who calls; None where nobody is known."""
    caller = act.caller
    return caller[act.plan.user_id] if caller is not None else None


def is_owner(act: Act, resource: Resource, row: Row) -> bool:
    """Whether a row is the caller's own, or of a resource without owners."""
    return resource.owner is None or row.get(resource.owner) == caller_id(act)
