"""Which rows a list may show: those of the tenant, of the owner, of the rows in its path, and not deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.chain import Hops, climb, find_links
from mock_server.engine.contract import Contract, Json, Operation, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.expr import make_request_reader
from mock_server.engine.guards import anchor_of, guards_of
from mock_server.engine.members import make_member_finder
from mock_server.engine.owner import caller_id
from mock_server.engine.rows import ANY
from mock_server.engine.sight import NOTHING, Eyes
from mock_server.engine.table import Index, Key

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.model import Model
    from mock_server.engine.table import Row

Keep = Callable[["Act", "Row"], bool]
"""Whether a row stays in a list."""
Reach = tuple[tuple[str, ...], list[Key], list[Keep]]
"""Fields of an index, the keys that are in reach, and tests of the rows found there."""
Values = Callable[["Act"], list[Json]]


def make_reach(model: Model, resource: Resource, operation: Operation) -> Callable[[Act], Reach]:
    """A function that gives what the act may list of a resource."""
    contract = model.contract
    if not contract.visited and resource.soft_delete is None:
        return _make_tenants_reach(resource)
    steps, walked = _path_steps(model, resource, operation)
    eyes = Eyes(contract, resource, walked)
    if resource.owner is not None:
        steps.append((resource.owner, lambda act: [caller_id(act)]))
    keeps = _membership_tests(contract, resource)
    reveals = _make_reveal(resource)

    def reach(act: Act) -> Reach:
        fields: tuple[str, ...] = ()
        keys: list[Key] = [()]
        tenant = act.tenant_of(resource.name)
        if resource.tenant and tenant is not ANY:
            fields, keys = (resource.tenant,), [(tenant,)]
        for field, read in steps:
            fields = (*fields, field)
            keys = [(*key, value) for value in read(act) for key in keys]
        if resource.soft_delete is not None and not reveals(act):
            fields, keys = (*fields, resource.soft_delete.field), [(*key, resource.soft_delete.live) for key in keys]
        view = eyes.open(act)
        if isinstance(view, bool):
            return fields, keys if view else [], keeps
        return fields, keys, [*keeps, lambda _, row: view(row)]

    return reach


def _make_tenants_reach(resource: Resource) -> Callable[[Act], Reach]:
    owner = (resource.tenant,) if resource.tenant else ()
    if not owner:
        return lambda _: ((), [()], [])
    return lambda act: (owner, [(act.tenant,)], [])


def _path_steps(
    model: Model, resource: Resource, operation: Operation
) -> tuple[list[tuple[str, Values]], frozenset[tuple[str, str]]]:
    """A field and the values it may have, for the nearest row of the path that rows of the resource hang on.

    And, where the field holds the id of that very row, the field and its resource: the path has led through it.
    """
    contract = model.contract
    for link in reversed(find_links(contract, model.schemas, operation)):
        above = link.resource
        if above.name == resource.name:
            continue
        if hops := climb(contract, resource, above.name):
            walked = frozenset({hops[0]}) if len(hops) == 1 else NOTHING
            return [(hops[0][0], _make_values(contract, hops, _path_id(above)))], walked
        if above.parameter in model.schemas.members(resource.schema):
            values = _make_values(contract, (), _path_id(above))
            return [(link.parameter, values)], frozenset({(link.parameter, above.name)})
    for guard in reversed(guards_of(contract, operation)):
        hops = climb(contract, resource, guard.resource)
        # A tenant field that holds the same id already narrows the list.
        if hops and guard.resource != resource.name and anchor_of(guard) != resource.tenant:
            values = _make_values(contract, hops, _guard_id(contract, guard.name, guard.resource))
            return [(hops[0][0], values)], NOTHING
    return [], NOTHING


def _path_id(resource: Resource) -> Callable[[Act], Json]:
    return lambda act: act.path_row(resource.name)[resource.id_field]


def _guard_id(contract: Contract, guard: str, resource: str) -> Callable[[Act], Json]:
    id_field = contract.resource(resource).id_field
    return lambda act: act.guarded(guard)[id_field]


def _make_values(contract: Contract, hops: Hops, read: Callable[[Act], Json]) -> Values:
    """The ids of the direct parents below an ancestor; of several hops, each level's rows are looked up."""
    levels: list[tuple[Resource, Index, Key]] = []
    for (field, _), (_, below) in zip(hops[:0:-1], hops[-2::-1], strict=True):
        resource = contract.resource(below)
        levels.append((resource, *live_only(resource, Index((field,)), ())))

    def find(act: Act) -> list[Json]:
        ids: list[Json] = [read(act)]
        for resource, index, marks in levels:
            name, id_field = resource.name, resource.id_field
            ids = [row[id_field] for above in ids for row in act.rows.store.scan(name, index, (above, *marks))]
        return ids

    return find


def _membership_tests(contract: Contract, resource: Resource) -> list[Keep]:
    """Of the resource of a guard, a list shows the rows the caller is a member of."""
    tests: list[Keep] = []
    for guard in contract.guards:
        if guard.resource == resource.name and guard.members is not None:
            find = make_member_finder(contract, guard.members, resource.id_field)
            tests.append(lambda act, row, find=find: act.caller is None or find(act, row) is not None)  # type: ignore[misc]
    return tests


def _make_reveal(resource: Resource) -> Callable[[Act], bool]:
    soft = resource.soft_delete
    if soft is None or soft.reveal is None:
        return lambda _: False
    read, scope = make_request_reader(soft.reveal), soft.revealed_to

    def reveals(act: Act) -> bool:
        if read(act) not in (True, "true", "1", 1):
            return False
        shown = act.credential
        return scope is None or (shown is not None and (shown.scopes is None or scope in shown.scopes))

    return reveals
