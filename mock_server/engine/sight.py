"""Who sees a row. To everybody else it is an unknown one, and so is all that lies below it in a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.condition import make_condition
from mock_server.engine.contract import Contract, ContractError, Json, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.members import make_member_finder
from mock_server.engine.owner import caller_id, is_owner
from mock_server.engine.table import Index, Row
from mock_server.engine.traits import Group, Way

if TYPE_CHECKING:
    from mock_server.engine.act import Act

Test = Callable[[Row], bool]
"""Whether the caller sees a row."""
View = Test | bool
"""What a request shows of a resource: all rows, none, or those that pass a test."""
MakeTest = Callable[["Act"], Test]
NOTHING: frozenset[tuple[str, str]] = frozenset()


class Eyes:
    """The declared ways to see rows of one resource, compiled.

    `walked` are pairs of a field and a resource: the rows of the resource whose ids the field holds are known to be
    seen, as those are that a path leads through.
    """

    def __init__(self, contract: Contract, resource: Resource, walked: frozenset[tuple[str, str]] = NOTHING) -> None:
        self._ways = [
            (make_condition(way.caller), _make_tests(contract, resource, way, walked)) for way in resource.sight
        ]

    def open(self, act: Act) -> View:
        """What the caller sees; what depends on the caller alone is decided here, once for all rows.

        Where nobody had to say who they are, all see all.
        """
        caller = act.caller
        if caller is None or not self._ways:
            return True
        ways: list[list[Test]] = []
        for admits, makers in self._ways:
            if admits(caller):
                if not makers:
                    return True
                ways.append([make(act) for make in makers])
        return (lambda row: any(all(test(row) for test in tests) for tests in ways)) if ways else False


def sees(act: Act, name: str, row: Row) -> bool:
    """Whether the caller sees a row of a resource."""
    resource = act.rows.model.contract.resource(name)
    if act.caller is None:
        return True
    return is_owner(act, resource, row) and (not resource.sight or bool(pick_seen(act, name, [row])))


def pick_seen(act: Act, name: str, rows: list[Row]) -> list[Row]:
    """Those of the rows of a resource the caller sees as far as its `sight` goes."""
    view = act.rows.model.eyes(name).open(act)
    if isinstance(view, bool):
        return rows if view else []
    return [row for row in rows if view(row)]


def _make_tests(contract: Contract, resource: Resource, way: Way, walked: frozenset[tuple[str, str]]) -> list[MakeTest]:
    """What a way asks of each row, the cheap tests first."""
    found: list[MakeTest] = []
    if way.row:
        condition = make_condition(way.row)
        found.append(lambda _: condition)
    if way.member:
        found.append(_make_member_test(contract, resource))
    if way.group is not None:
        found.append(_make_group_test(contract, resource, way.group))
    if way.through is not None and (way.through.by, way.through.resource) not in walked:
        found.append(_make_parent_test(way.through.resource, way.through.by))
    return found


def _make_member_test(contract: Contract, resource: Resource) -> MakeTest:
    if resource.members is None:
        raise ContractError(f"{resource.name}: its members see it, and it declares none")
    find = make_member_finder(contract, resource.members, resource.id_field)
    return lambda act: lambda row: find(act, row) is not None


def _make_group_test(contract: Contract, resource: Resource, group: Group) -> MakeTest:
    link, members = contract.resource(group.link), contract.resource(group.members)
    ties, ties_marks = live_only(link, Index((group.of, group.by)), ())
    mine, mine_marks = live_only(members, Index((group.user,)), ())
    # Who was in a group that has been deleted is in no group.
    parents = [other.parent for other in (members, link) if other.parent is not None]
    kind = next((parent.resource for parent in parents if parent.field == group.by), None)

    def list_groups(act: Act) -> list[Json]:
        rows = act.rows
        found: list[Json] = [
            row.get(group.by) for row in rows.store.scan(members.name, mine, (caller_id(act), *mine_marks))
        ]
        return [each for each in found if kind is None or rows.live(kind, each) is not None]

    def make(act: Act) -> Test:
        groups: list[list[Json]] = []

        def is_tied(row: Row) -> bool:
            if not groups:
                groups.append(list_groups(act))
            count, row_id = act.rows.store.count, row[resource.id_field]
            return any(count(link.name, ties, (row_id, each, *ties_marks)) for each in groups[0])

        return is_tied

    return make


def _make_parent_test(name: str, by: str) -> MakeTest:
    """Whether the caller sees the row a field names; asked once for all rows that name the same."""

    def make(act: Act) -> Test:
        known: dict[Json, bool] = {None: False}

        def is_below(row: Row) -> bool:
            row_id: Json = row.get(by)
            if row_id not in known:
                parent = act.rows.live(name, row_id)
                known[row_id] = parent is not None and sees(act, name, parent)
            return known[row_id]

        return is_below

    return make
