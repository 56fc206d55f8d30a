"""An operation, compiled: its stages in the declared order of refusals, its work, and the check of its answers."""

from __future__ import annotations

from collections.abc import Callable

from mock_server.engine.act import Act, Effect, Handler, Prepare
from mock_server.engine.acts import make_perform
from mock_server.engine.answers import Checker
from mock_server.engine.contract import ContractError, Operation, Resource
from mock_server.engine.model import Model
from mock_server.engine.order import order_stages
from mock_server.engine.refusals import Refusals
from mock_server.engine.states import make_move
from mock_server.engine.table import Row


class Plan:
    """One compiled operation."""

    def __init__(
        self,
        model: Model,
        refusals: Refusals,
        operation: Operation,
        handler: Handler | None,
        prepare: Prepare | None = None,
        effect: Effect | None = None,
    ) -> None:
        contract = model.contract
        self.operation = operation
        self.visited = contract.visited
        """Whether its acts ask who calls, or walk through the rows of their path."""
        users = {contract.resource(entry.user).id_field for entry in contract.credentials.values()}
        self.user_id = min(users, default="id")
        self._resource = contract.resource(operation.resource) if operation.resource else None
        self.perform = make_perform(model, operation, handler)
        self.move = self._make_move()
        self.checker = Checker(model.schemas, operation)
        self.effect = effect
        stages = order_stages(model, refusals, operation, self._resource)
        self.stages = (*stages, prepare) if prepare is not None else stages

    @property
    def resource(self) -> Resource:
        """The resource acted on; ContractError where the operation names none."""
        if self._resource is None:
            raise ContractError(f"{self.operation.id}: names no resource")
        return self._resource

    def _make_move(self) -> Callable[[Act], Row] | None:
        if self.operation.verb != "move" or self._resource is None:
            return None
        return make_move(self._resource, self.operation)
