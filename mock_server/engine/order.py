"""The stages of an operation, sorted by the rank of the cause each refuses with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_server.engine.chain import find_links, make_chain_stages, make_deleted_check, make_hang_check
from mock_server.engine.contract import Contract, ContractError, Operation, Resource
from mock_server.engine.credentials import make_credential_stages
from mock_server.engine.faults import Blame
from mock_server.engine.gates import make_gate_stages
from mock_server.engine.guards import guards_of, make_guard_stages
from mock_server.engine.limits import make_limit_stage
from mock_server.engine.multipart import MEDIA_TYPE, file_sizes
from mock_server.engine.parameters import Reader
from mock_server.engine.references import make_reference_stages
from mock_server.engine.refusals import Refusals
from mock_server.engine.roles import make_role_stages
from mock_server.engine.stages import (
    Stage,
    body_members,
    find_row_parameter,
    make_check_stage,
    make_form_stage,
    make_media_stage,
    make_parent_stage,
    make_parse_stage,
    make_row_stage,
    make_size_stage,
)
from mock_server.engine.tenancy import make_host_stages, make_tenant_stage, open_tenants

if TYPE_CHECKING:
    from mock_server.engine.model import Model

MAX_BODY = 1 << 20
"""Largest request body of an operation without files, in bytes."""


def order_stages(
    model: Model, refusals: Refusals, operation: Operation, resource: Resource | None
) -> tuple[Stage, ...]:
    """The stages of an operation in the declared order of refusals; what one needs comes before it all the same."""
    return _Order(model, refusals, operation, resource).list_stages()


class _Order:
    """The stages of one operation.

    `doors` is the rank from which caller, tenant and guards' rows are known, `walked` that of each row of the path,
    `ready` the one from which all that was added so far is.
    """

    def __init__(self, model: Model, refusals: Refusals, operation: Operation, resource: Resource | None) -> None:
        self._model, self._operation, self._resource = model, operation, resource
        self._refusals, self._rank = refusals, refusals.rank
        self._files = file_sizes(model.contract.document, operation)
        self._found: list[tuple[int, Stage]] = []
        self._ready = 0
        self._doors = 0
        self._walked: dict[str, int] = {}

    def list_stages(self) -> tuple[Stage, ...]:
        """All of them, sorted; stages of one rank run as they were added."""
        self._add("too_large", make_size_stage(MAX_BODY, self._files))
        limit = make_limit_stage(self._model.contract, self._operation)
        late = limit is not None and _waits(self._model, self._operation)
        if limit is not None and not late:
            self._add(*limit)
        self._add_doors()
        if limit is not None and late:
            self._add(*limit, after=self._ready)
        parsed = self._add_body()
        self._add_rows(parsed)
        self._add_rights(late=True)
        blame = Blame(self._refusals, self._operation.causes)
        readers = _make_readers(self._model, self._operation)
        check = make_check_stage(self._operation, self._model.schemas, blame, readers)
        checked = max(blame.rank, parsed)
        self._found.append((checked, check))
        for cause, stage in make_reference_stages(self._model, self._operation):
            self._add(cause, stage, after=max(checked, self._ready))
        return tuple(stage for _, stage in sorted(self._found, key=lambda entry: entry[0]))

    def _add(self, cause: str, stage: Stage, after: int = 0) -> int:
        rank = max(self._rank(cause), after)
        self._found.append((rank, stage))
        return rank

    def _add_doors(self) -> None:
        """Who calls, for whom, and whether they may come in."""
        contract, operation = self._model.contract, self._operation
        known = 0
        for number, (cause, stage) in enumerate(make_credential_stages(contract, operation)):
            rank = self._add(cause, stage, after=known)
            known = rank if number == 0 else known
        self._ready = known
        if tenant := make_tenant_stage(contract):
            unknown = contract.tenancy.unknown if contract.tenancy else None
            self._ready = max(self._rank(unknown) if unknown else 0, known)
            self._found.append((self._ready, tenant))
        if contract.tenancy and contract.tenancy.at == "path":
            self._found.append((self._ready, open_tenants))
        for clash, stage in make_host_stages(contract):
            if clash is None:
                self._found.append((self._ready, stage))
            elif operation.security:
                self._add(clash, stage, after=self._ready)
        for cause, stage in make_guard_stages(contract, operation, self._model.guards):
            self._ready = self._add(cause, stage, after=self._ready)
        self._doors = self._ready
        self._add_rights(late=False)

    def _add_rights(self, *, late: bool) -> None:
        """Gates and roles: those that look at rows of the path late, as soon as these have been found."""
        contract, operation = self._model.contract, self._operation
        for cause, needed, stage in [*make_gate_stages(contract, operation), *make_role_stages(contract, operation)]:
            if bool(needed) == late:
                self._add(cause, stage, after=self._wait_for(needed))

    def _wait_for(self, resources: set[str]) -> int:
        """The rank from which the doors are passed and those rows of the path are known."""
        lost = resources - self._walked.keys()
        if lost:
            raise ContractError(f"{self._operation.id}: its path names no {', '.join(sorted(lost))}")
        return max([self._doors, *(self._walked[name] for name in resources)])

    def _add_body(self) -> int:
        """Reading the body; gives the rank from which it is parsed."""
        body = self._operation.body
        if body is None:
            return self._ready
        self._add("media_type", make_media_stage(body))
        after = max(self._rank("media_type"), self._ready if self._model.contract.visited else 0)
        if body.media_type == MEDIA_TYPE:
            return self._add("malformed", make_form_stage(body, self._files), after=after)
        return self._add("malformed", make_parse_stage(body), after=after)

    def _add_rows(self, parsed: int) -> None:
        """The rows the path names, and the one the body hangs a row on."""
        contract, operation, resource = self._model.contract, self._operation, self._resource
        above: list[Resource] = []
        if contract.visited:
            above = [link.resource for link in find_links(contract, self._model.schemas, operation)]
            for cause, name, stage in make_chain_stages(contract, self._model.schemas, operation):
                self._ready = self._walked[name] = self._add(cause, stage, after=self._ready)
            if resource and operation.verb == "restore":
                self._add(*make_deleted_check(resource), after=self._ready)
        elif resource and (named := find_row_parameter(operation, resource)):
            self._add(resource.missing or "invalid", make_row_stage(contract, resource, named), after=self._ready)
        parent = resource.parent if resource else None
        if parent is None or not parent.missing or parent.field not in body_members(self._model.schemas, operation):
            return
        row = contract.resource(parent.resource)
        if operation.verb == "create" and row in [*above, *_guarded(contract, operation)]:
            return  # what the path says wins over the body
        hangs = make_hang_check(contract, row, above) if contract.visited else None
        stage = make_parent_stage(row, parent.field, parent.missing, hangs)
        self._add(parent.missing, stage, after=max(parsed, self._ready))


def _guarded(contract: Contract, operation: Operation) -> list[Resource]:
    return [contract.resource(guard.resource) for guard in guards_of(contract, operation)]


def _waits(model: Model, operation: Operation) -> bool:
    """Whether the operation's limit counts tenants that no header names: it runs once the tenant is known."""
    contract = model.contract
    name = operation.limit or contract.default_limit
    named = contract.tenancy is not None and contract.tenancy.at.startswith("$request.")
    return name is not None and contract.limits[name].per == "tenant" and not named


def _make_readers(model: Model, operation: Operation) -> dict[str, list[Reader]]:
    """Compiled parameters by place. The tenant's header has a stage of its own; a page size too large is paging's."""
    contract = model.contract
    named = contract.tenancy is not None and contract.tenancy.at.startswith("$request.header.")
    tenant = contract.tenancy.at.rpartition(".")[2].lower() if contract.tenancy and named else None
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
