"""What the caller's membership must say before an operation is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.access import Role
from mock_server.engine.contract import Operation
from mock_server.engine.refusals import Refused
from mock_server.engine.table import make_getter

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.stages import Stage

USER = "user"
"""The guard name that means the caller's own row."""


def make_role_stage(operation: Operation) -> Stage | None:
    """A stage that lets pass who holds one of the declared roles; None where the operation asks for none."""
    if not operation.roles:
        return None
    holds = [_make_test(role) for role in operation.roles]
    words = " or ".join(f"{role.guard} {role.field} {'/'.join(map(str, role.values))}" for role in operation.roles)

    def check(act: Act) -> None:
        if not any(test(act) for test in holds):
            raise Refused("forbidden_role", f"it takes {words}")

    return check


def _make_test(role: Role) -> Callable[[Act], bool]:
    read = make_getter(role.field)

    def test(act: Act) -> bool:
        visit = act.visit
        if visit is None:
            return False
        row = visit.caller if role.guard == USER else visit.members.get(role.guard)
        return row is not None and read(row) in role.values

    return test
