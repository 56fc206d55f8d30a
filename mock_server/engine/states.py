"""The moves between the values of a state field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.contract import ContractError, Json, Move, Operation, Resource
from mock_server.engine.expr import make_template
from mock_server.engine.refusals import Refused
from mock_server.engine.table import Row

if TYPE_CHECKING:
    from mock_server.engine.act import Act


def make_move(resource: Resource, operation: Operation) -> Callable[[Act], Row]:
    """A function that makes the act's move and gives the new row; it refuses a move from a state that has none.

    Raises:
        ContractError: no move of the resource names the operation.
    """
    states = resource.states
    named = [move for move in states.moves if move.operation == operation.id] if states else []
    moves = [(move, make_template(move.sets)) for move in named]
    if states is None or not moves:
        raise ContractError(f"{operation.id}: no move in the states of {resource.name} names it")

    def make(act: Act) -> Row:
        row = act.current
        state = row.get(states.field)
        for move, fill in moves:
            if _selects(move, act.body) and (move.origins is None or state in move.origins):
                return act.change({states.field: move.to, **fill(act)})
        raise Refused(states.illegal or "invalid", f"{states.field} is {state}")

    return make


def _selects(move: Move, body: Json) -> bool:
    given: Mapping[str, Json] = body if isinstance(body, Mapping) else {}
    return all(given.get(name) == value for name, value in move.when.items())
