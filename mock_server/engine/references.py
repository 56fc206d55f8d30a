"""Members of a body that must name rows of the tenant which the caller may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_server.engine.contract import Operation, Resource
from mock_server.engine.refusals import Refused
from mock_server.engine.schemas import Schemas
from mock_server.engine.stages import body_members
from mock_server.engine.traits import Reference

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.stages import Stage


def make_reference_stages(schemas: Schemas, operation: Operation, resource: Resource) -> list[tuple[str, Stage]]:
    """A stage with its cause for each member of the operation's body that refers to rows."""
    members = body_members(schemas, operation)
    return [(entry.cause, _make_look_up(entry)) for entry in resource.references if entry.member in members]


def _make_look_up(entry: Reference) -> Stage:
    member, name = entry.member, entry.resource

    def look(act: Act) -> None:
        given = act.body.get(member) if act.body is not None else None
        for row_id in given if isinstance(given, list) else [given]:
            if row_id is not None and act.find(name, row_id) is None:
                raise Refused(entry.cause, f"{member} names no {name}")

    return look
