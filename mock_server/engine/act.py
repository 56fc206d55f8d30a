"""One request on its way through an operation: what a stage, a verb or a handler sees and may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NoReturn

import orjson

from mock_server.engine.contract import ContractError, Json
from mock_server.engine.journal import record
from mock_server.engine.refusals import Refused

if TYPE_CHECKING:
    from mock_server.engine.call import Call
    from mock_server.engine.plan import Plan
    from mock_server.engine.table import Row
    from mock_server.engine.world import World

Handler = Callable[["Act"], Json]
"""Serves an operation that cannot be declared: gives the body of its answer, which is cut to the declared members."""


class Act:
    """A request being answered.

    `path`, `query` and `headers` hold typed parameters by name (header names in lower case), `body` the parsed body,
    `tenant` the tenant or None for the default context, `row` the row the path names (after a change: the new one),
    `before` that row as it was before the change.
    """

    __slots__ = ("before", "body", "call", "headers", "now", "path", "plan", "query", "row", "rows", "tenant", "world")

    def __init__(self, plan: Plan, world: World, path: Mapping[str, Json], call: Call) -> None:
        self.plan = plan
        self.world = world
        self.rows = world.rows
        self.call = call
        self.path = path
        self.query: Mapping[str, Json] = {}
        self.headers: Mapping[str, Json] = {}
        self.body: Json = None
        self.tenant: str | None = None
        self.row: Row | None = None
        self.before: Row | None = None
        self.now = world.clock.stamp()

    @property
    def current(self) -> Row:
        """The row the path names; ContractError in an operation whose path names none."""
        if self.row is None:
            raise ContractError(f"{self.plan.operation.id}: its path names no row")
        return self.row

    def create(self, resource: str, fields: Mapping[str, Json]) -> Row:
        """Add a row in the act's tenant; Refused where a unique value is taken."""
        return self.rows.create(resource, self.tenant, fields)

    def find(self, resource: str, row_id: str) -> Row | None:
        """The row of that id in the act's tenant, or None."""
        return self.rows.find(resource, row_id, self.tenant)

    def where(self, resource: str, **fields: Json) -> list[Row]:
        """Rows of the act's tenant whose fields have those values, oldest first."""
        return self.rows.where(resource, self.tenant, **fields)

    def change(self, fields: Mapping[str, Json]) -> Row:
        """Set fields of the row the path names; gives the new row and keeps the old one in `before`."""
        resource = self.plan.resource
        self.before = self.current
        self.row = self.rows.change(resource.name, self.before[resource.id_field], fields)
        return self.row

    def change_row(self, resource: str, row_id: str, fields: Mapping[str, Json]) -> Row:
        """Set fields of any row; KeyError for an unknown id."""
        return self.rows.change(resource, row_id, fields)

    def move(self) -> Row:
        """Make the move the states of the resource declare for this operation; gives the new row."""
        if self.plan.move is None:
            raise ContractError(f"{self.plan.operation.id}: no move in the states of its resource names it")
        return self.plan.move(self)

    def emit(self, event: str, **fields: Json) -> None:
        """Append an event to the journal, about the act's row."""
        record(self.rows, event, self.tenant, self.row, fields)

    def refuse(self, cause: str, detail: str = "") -> NoReturn:
        """Refuse the request."""
        raise Refused(cause, detail)

    def show(self, resource: str, row: Row, schema: str) -> dict[str, Json]:
        """What a schema of `#/components/schemas` declares, of a row; derived fields are computed."""
        cut = self.rows.model.cut_to_schema(resource, {"$ref": f"#/components/schemas/{schema}"})
        return cut(row, self.rows)

    def option(self, name: str) -> Json:
        """A switch of the world, as the API's package declares it and the control door sets it."""
        return self.world.options[name]

    def copy(self, row: Row) -> dict[str, Json]:
        """A copy of a row that may be changed."""
        copied: dict[str, Json] = orjson.loads(orjson.dumps(row))
        return copied
