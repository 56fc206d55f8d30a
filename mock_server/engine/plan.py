"""An operation, compiled: its stages in the declared order of refusals, its work, and the check of its answers."""

from __future__ import annotations

from collections.abc import Callable

from mock_server.engine.act import Act, Handler
from mock_server.engine.acts import make_perform
from mock_server.engine.answers import Checker
from mock_server.engine.contract import ContractError, Operation, Resource
from mock_server.engine.faults import Blame
from mock_server.engine.limits import make_limit_stage
from mock_server.engine.model import Model
from mock_server.engine.parameters import Reader
from mock_server.engine.refusals import Refusals
from mock_server.engine.stages import (
    Stage,
    body_members,
    find_row_parameter,
    make_check_stage,
    make_media_stage,
    make_parent_stage,
    make_parse_stage,
    make_row_stage,
    refuse_large,
)
from mock_server.engine.states import make_move
from mock_server.engine.table import Row
from mock_server.engine.tenancy import make_tenant_stage


class Plan:
    """One compiled operation."""

    def __init__(self, model: Model, refusals: Refusals, operation: Operation, handler: Handler | None) -> None:
        self.operation = operation
        self._resource = model.contract.resource(operation.resource) if operation.resource else None
        self.perform = make_perform(model, operation, handler)
        self.move = self._make_move()
        self.checker = Checker(model.schemas, operation)
        self.stages = _order_stages(model, refusals, operation, self._resource)

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


def _order_stages(
    model: Model, refusals: Refusals, operation: Operation, resource: Resource | None
) -> tuple[Stage, ...]:
    """The stages, sorted by the rank of the cause each refuses with; what one needs comes before it all the same."""
    contract, rank = model.contract, refusals.rank
    found: list[tuple[int, Stage]] = [(rank("too_large"), refuse_large)]
    if limit := make_limit_stage(contract, operation):
        found.append((rank(limit[0]), limit[1]))
    ready = 0
    if tenant := make_tenant_stage(contract):
        ready = rank(contract.tenancy.unknown or "") if contract.tenancy and contract.tenancy.unknown else 0
        found.append((ready, tenant))
    parsed = ready
    if operation.body:
        found.append((rank("media_type"), make_media_stage(operation.body)))
        parsed = max(rank("malformed"), rank("media_type"))
        found.append((parsed, make_parse_stage(operation.body)))
    if resource and (name := find_row_parameter(operation, resource)):
        found.append((max(rank(resource.missing or "invalid"), ready), make_row_stage(contract, resource, name)))
    if resource and resource.parent and resource.parent.missing:
        parent = resource.parent
        if parent.field in body_members(model.schemas, operation):
            stage = make_parent_stage(contract.resource(parent.resource), parent.field, parent.missing or "invalid")
            found.append((max(rank(parent.missing or "invalid"), parsed, ready), stage))
    blame = Blame(refusals, operation.causes)
    check = make_check_stage(operation, model.schemas, blame, _make_readers(model, operation))
    found.append((max(blame.rank, parsed), check))
    return tuple(stage for _, stage in sorted(found, key=lambda entry: entry[0]))


def _make_readers(model: Model, operation: Operation) -> dict[str, list[Reader]]:
    """Compiled parameters by place. The tenant's header has a stage of its own; a page size too large is paging's."""
    contract = model.contract
    tenant = contract.tenancy.at.rpartition(".")[2].lower() if contract.tenancy else None
    page = contract.pages[operation.page] if operation.page else None
    readers: dict[str, list[Reader]] = {}
    for parameter in operation.parameters:
        if parameter.place == "header" and parameter.name.lower() == tenant:
            continue
        at = f"$request.{parameter.place}.{parameter.name}"
        own = page is not None and page.size_at == at and page.over != "invalid"
        without = frozenset({"maximum"}) if own else frozenset[str]()
        readers.setdefault(parameter.place, []).append(Reader(parameter, model.schemas, without))
    return readers
