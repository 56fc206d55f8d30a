"""The declared body of an answer that is not the row itself, with what of the row and the request goes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.derived import make_derived
from mock_server.engine.expr import make_template, read_pointer, response_names, split_pointer, write_names
from mock_server.engine.owner import caller_id
from mock_server.engine.refs import follow

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.contract import Json, Operation
    from mock_server.engine.model import Model

Fill = Callable[["Act"], "Json"]


def make_answer_template(model: Model, operation: Operation) -> Fill | None:
    """A function that fills the declared answer of an operation; None where it answers the row.

    `$row` is the row as the schema of that place shows it; the field of a `$row#/` may be a derived one. An operation
    that issues tokens adds one of its row, which is a user's.
    """
    if operation.answer is None:
        return None
    fill = _make_part(model, operation, operation.answer, operation.answers[str(operation.success)] or {})
    for credential in model.contract.credentials.values():
        if operation.id in credential.issued:
            fill = _add_token(fill, credential.scheme, response_names(credential.issued[operation.id]))
    return fill


def _make_part(model: Model, operation: Operation, template: Json, schema: Mapping[str, Json]) -> Fill:
    name = operation.resource or ""
    if isinstance(template, Mapping):
        known = follow(model.contract.document, schema).get("properties", {})
        parts = {key: _make_part(model, operation, value, known.get(key, {})) for key, value in template.items()}
        return lambda act: {key: part(act) for key, part in parts.items()}
    if template == "$row":
        show = model.cut_to_schema(name, schema, operation.id)
        return lambda act: show(act.current, act.rows, caller_id(act))
    if isinstance(template, str) and template.startswith("$row#/"):
        first, *rest = split_pointer(template.removeprefix("$row#"))
        resource = model.contract.resource(name)
        if first in resource.derived:
            derive = make_derived(model, resource, first)
            return lambda act: read_pointer(derive(act.current, act.rows, caller_id(act)), tuple(rest))
    return make_template(template)


def _add_token(fill: Fill, scheme: str, names: tuple[str, ...]) -> Fill:
    def add(act: Act) -> Json:
        body = fill(act)
        write_names(body, names, act.issue(act.current, scheme))
        return body

    return add
