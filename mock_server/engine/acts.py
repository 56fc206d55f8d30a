"""What an operation does: list, create, read, update, delete, move. Each maker gives a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.chain import fill_from_path
from mock_server.engine.contract import ContractError, Json, Operation
from mock_server.engine.delete import bring_back
from mock_server.engine.expr import response_names, write_names
from mock_server.engine.filter import Selection, make_selector
from mock_server.engine.journal import make_emitter
from mock_server.engine.owner import caller_id
from mock_server.engine.paging import make_window, make_wrapper
from mock_server.engine.raw import Raw
from mock_server.engine.references import find_references
from mock_server.engine.refs import follow
from mock_server.engine.secret import drop_secrets
from mock_server.engine.template import make_answer_template

if TYPE_CHECKING:
    from mock_server.engine.act import Act, Handler
    from mock_server.engine.model import Model, Show
    from mock_server.engine.table import Row

Perform = Callable[["Act"], "Json | Raw"]
"""Does the work under the world's lock and gives the body of the answer, or the whole of it."""


def make_perform(model: Model, operation: Operation, handler: Handler | None) -> Perform:
    """The function that serves an operation.

    Raises:
        ContractError: the operation is custom and has no handler, or names no resource though its verb needs one.
    """
    if handler is not None:
        return _make_handled(model, operation, handler)
    maker = _VERBS.get(operation.verb)
    if maker is None:
        raise ContractError(f"{operation.id}: {operation.verb!r} needs a handler {operation.handler or ''!r}")
    if operation.resource is None:
        raise ContractError(f"{operation.id}: {operation.verb!r} needs a resource")
    return maker(model, operation)


def _make_handled(model: Model, operation: Operation, handler: Handler) -> Perform:
    schema = operation.answers[str(operation.success)]
    declared = tuple(model.schemas.members(schema)) if schema else ()
    if operation.resource is not None:
        declared = drop_secrets(model.contract.resource(operation.resource), declared, operation.id)

    def perform(act: Act) -> Json | Raw:
        found = handler(act)
        if schema is None and not isinstance(found, Raw):
            return None
        if not declared or not isinstance(found, Mapping):
            return found
        return {name: found[name] for name in declared if name in found}

    return perform


def _make_list(model: Model, operation: Operation) -> Perform:
    resource = model.contract.resource(operation.resource or "")
    page = model.contract.pages[operation.page] if operation.page else None
    at = response_names(page.items if page else operation.items)
    show = _item_cut(model, operation, at)
    select = make_selector(model, resource, operation, page.order if page else operation.order)
    name = resource.name
    if page is not None:
        find_window, wrap = make_window(page), make_wrapper(page)

        def cut(act: Act) -> Json:
            chosen = select(act)
            size, before = find_window(act)
            rows, caller = act.rows, caller_id(act)
            found, total = _cut(act, name, chosen, before * size, (before + 1) * size)
            return wrap([show(row, rows, caller) for row in found], total, size, before)

        return cut

    def collect(act: Act) -> Json:
        caller = caller_id(act)
        items = [show(row, act.rows, caller) for row in _cut(act, name, select(act), 0, None)[0]]
        if not at:
            return items
        body: dict[str, Json] = {}
        write_names(body, at, items)
        return body

    return collect


def _cut(act: Act, name: str, chosen: Selection, start: int, stop: int | None) -> tuple[list[Row], int]:
    """Rows from start to stop of those chosen, in order, and how many were chosen."""
    index, keys, keeps = chosen.index, chosen.keys, chosen.keeps
    store = act.rows.store
    if not keeps:
        total = sum(store.count(name, index, key) for key in keys)
        return store.gather(name, index, keys, start, stop), total
    found = [row for row in store.gather(name, index, keys) if all(keep(act, row) for keep in keeps)]
    return found[start:stop], len(found)


def _item_cut(model: Model, operation: Operation, at: tuple[str, ...]) -> Show:
    document = model.contract.document
    schema = follow(document, operation.answers[str(operation.success)])
    for name in at:
        schema = follow(document, schema["properties"][name])
    return model.cut_to_schema(operation.resource or "", schema["items"], operation.id)


def _make_create(model: Model, operation: Operation) -> Perform:
    name, pick = operation.resource or "", _make_picker(model, operation)
    if not model.contract.visited:

        def add(act: Act) -> None:
            act.row = act.create(name, pick(act))

        return _finish(model, operation, add)

    def create(act: Act) -> None:
        # What the path says wins over what a body says of the same field.
        act.row = act.create(name, {**pick(act), **fill_from_path(act, name)})

    return _finish(model, operation, create)


def _make_read(model: Model, operation: Operation) -> Perform:
    return _finish(model, operation, _leave)


def _leave(_: Act) -> None:
    """The work of a read."""


def _make_update(model: Model, operation: Operation) -> Perform:
    pick = _make_picker(model, operation, defaults=False)

    def update(act: Act) -> None:
        act.change(pick(act))

    return _finish(model, operation, update)


def _make_delete(model: Model, operation: Operation) -> Perform:
    resource = model.contract.resource(operation.resource or "")

    def delete(act: Act) -> None:
        act.before = act.row = act.rows.remove(resource.name, act.current[resource.id_field])

    return _finish(model, operation, delete)


def _make_restore(model: Model, operation: Operation) -> Perform:
    resource = model.contract.resource(operation.resource or "")

    def restore(act: Act) -> None:
        act.before = act.current
        act.row = bring_back(act.rows, resource, act.before)

    return _finish(model, operation, restore)


def _make_move(model: Model, operation: Operation) -> Perform:
    def move(act: Act) -> None:
        act.move()

    return _finish(model, operation, move)


def _finish(model: Model, operation: Operation, work: Callable[[Act], None]) -> Perform:
    """Work and what else follows from it, leave the declared events, then show the row or fill the declared answer."""
    emit = make_emitter(operation)
    schema = operation.answers[str(operation.success)]
    fill = make_answer_template(model, operation)
    name = operation.resource or ""
    show = model.cut_to_schema(name, schema, operation.id) if schema and fill is None else None

    def perform(act: Act) -> Json:
        work(act)
        if act.plan.effect is not None:
            act.plan.effect(act, act.current, act.before)
        if emit is not None:
            emit(act)
        if fill is not None:
            return fill(act)
        return show(act.current, act.rows, caller_id(act)) if show is not None else None

    return perform


def _make_picker(model: Model, operation: Operation, *, defaults: bool = True) -> Callable[[Act], Mapping[str, Json]]:
    """A function that gives what is written: what a prepare laid down, or of the body what its schema declares.

    A member that names a row by something else than its id is none of the row's fields; the field it fills is.
    """
    members = model.schemas.members(operation.body.schema) if operation.body else {}
    preset = {
        name: follow(model.contract.document, member)["default"]
        for name, member in members.items()
        if defaults and "default" in follow(model.contract.document, member)
    }

    named = {entry.member: entry.field for entry in find_references(model, operation)}
    names = {named.get(name, name): None for name in members}

    def pick(act: Act) -> Mapping[str, Json]:
        if act.fields is not None:
            return act.fields
        given = act.body or {}
        return {**preset, **{name: given[name] for name in names if name in given}}

    return pick


_VERBS = {
    "list": _make_list,
    "create": _make_create,
    "read": _make_read,
    "update": _make_update,
    "delete": _make_delete,
    "restore": _make_restore,
    "move": _make_move,
}
