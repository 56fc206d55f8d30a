"""The paths of an API, each with its alias form."""

from __future__ import annotations

from mock_server.engine.call import Route
from mock_server.engine.contract import Contract


def list_routes(contract: Contract) -> tuple[Route, ...]:
    """Every method and path; with an alias prefix each path a second time, bound to the same operation."""
    plain = [Route(operation.method, operation.path, operation.id) for operation in contract.operations.values()]
    prefix = contract.alias
    return (*plain, *(Route(r.method, prefix + r.template, r.operation) for r in plain if prefix))
