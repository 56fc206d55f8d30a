"""Members of a body that must name rows of the tenant which the caller may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_server.engine.contract import Operation
from mock_server.engine.refusals import Refused
from mock_server.engine.stages import body_members
from mock_server.engine.traits import Reference

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.model import Model
    from mock_server.engine.stages import Stage


def find_references(model: Model, operation: Operation) -> list[Reference]:
    """The members of an operation's body that refer to rows."""
    resource = model.contract.resource(operation.resource) if operation.resource else None
    members = body_members(model.schemas, operation)
    return [entry for entry in resource.references if entry.member in members] if resource else []


def make_reference_stages(model: Model, operation: Operation) -> list[tuple[str, Stage]]:
    """A stage with its cause for each member of the operation's body that refers to rows."""
    return [
        (entry.cause, _make_look_up(entry) if entry.by is None else _make_translation(model, entry, entry.by))
        for entry in find_references(model, operation)
    ]


def _make_look_up(entry: Reference) -> Stage:
    member, name = entry.member, entry.resource

    def look(act: Act) -> None:
        given = act.body.get(member) if act.body is not None else None
        for row_id in given if isinstance(given, list) else [given]:
            if row_id is not None and act.find(name, row_id) is None:
                raise Refused(entry.cause, f"{member} names no {name}")

    return look


def _make_translation(model: Model, entry: Reference, by: str) -> Stage:
    """Put the id of the row that a member names otherwise into the body, in the place of the member."""
    member, name, id_field = entry.member, entry.resource, model.contract.resource(entry.resource).id_field

    def translate(act: Act) -> None:
        if act.body is None or act.body.get(member) is None:
            return
        found = act.where(name, **{by: act.body[member]})
        if not found:
            raise Refused(entry.cause, f"{member} names no {name}")
        rest = {other: value for other, value in act.body.items() if other != member}
        act.body = {**rest, entry.field: found[0][id_field]}

    return translate
