"""What the caller's membership, or the row itself, must say before an operation is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.access import Role
from mock_server.engine.condition import holds
from mock_server.engine.contract import Contract, Operation
from mock_server.engine.members import make_standing
from mock_server.engine.owner import caller_id
from mock_server.engine.refusals import Refused
from mock_server.engine.table import make_getter

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.stages import Stage

USER = "user"
"""The guard name that means the caller's own row."""
ROW = "row"
"""The guard name that means the row of the operation, whose field holds the caller's id."""


def make_role_stages(contract: Contract, operation: Operation) -> list[tuple[str, set[str], Stage]]:
    """The stage that lets pass who holds one of the declared roles, with its cause; none where no role is asked for.

    Between them stand the resources whose rows of the path it looks at.

    Raises:
        ContractError: a role names neither a guard nor a resource with members.
    """
    if not operation.roles:
        return []
    holds = [_make_test(contract, role) for role in operation.roles]
    words = " or ".join(_word(role) for role in operation.roles)

    def check(act: Act) -> None:
        if not any(test(act) for test in holds):
            raise Refused("forbidden_role", f"it takes {words}")

    guards, own = {USER, *(guard.name for guard in contract.guards)}, operation.resource or ""
    needed = {own if role.guard == ROW else role.guard for role in operation.roles if role.guard not in guards}
    return [("forbidden_role", needed, check)]


def _word(role: Role) -> str:
    if role.values is None:
        return f"to be the row's {role.field}"
    return f"{role.guard} {role.field} {'/'.join(map(str, role.values))}"


def _make_test(contract: Contract, role: Role) -> Callable[[Act], bool]:
    read = make_getter(role.field)
    if role.guard == ROW:
        return lambda act: act.row is not None and act.caller is not None and holds(read(act.row), (caller_id(act),))
    values = role.values or ()
    if role.guard == USER:
        return lambda act: act.caller is not None and holds(read(act.caller), values)
    if role.guard in {guard.name for guard in contract.guards}:

        def test(act: Act) -> bool:
            row = act.visit.members.get(role.guard) if act.visit is not None else None
            return row is not None and holds(read(row), values)

        return test
    stand = make_standing(contract, contract.resource(role.guard))
    return lambda act: (row := stand(act)) is not None and holds(read(row), values)
