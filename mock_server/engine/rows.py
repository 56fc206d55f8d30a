"""The rows of one world, with the rules that hold for every way in: requests, handlers, fixtures, control door."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.cascade import remove_with_children
from mock_server.engine.clock import Clock
from mock_server.engine.contract import Json, Resource
from mock_server.engine.ids import Ids
from mock_server.engine.journal import record
from mock_server.engine.model import Model
from mock_server.engine.refusals import Refused
from mock_server.engine.store import Store
from mock_server.engine.table import EVERY, Index, Row
from mock_server.engine.tenancy import owns


class Rows:
    """Creates, changes, removes and finds rows. The world's lock is held around every use."""

    def __init__(self, model: Model, store: Store, ids: Ids, clock: Clock) -> None:
        self.model = model
        self.store = store
        self.ids = ids
        self.clock = clock

    def create(self, name: str, tenant: str | None, fields: Mapping[str, Json]) -> Row:
        """Add a row, completed by what the server sets; a row of the journal is written as an event.

        Raises:
            Refused: a unique value is taken, or the id given, or built from the given fields.
            KeyError: a field the id is built from, or the event of a journal's entry, is absent.
        """
        contract = self.model.contract
        resource = contract.resource(name)
        journal = contract.journal
        if journal and journal.resource == name:
            owner = fields.get(resource.tenant, tenant) if resource.tenant else tenant
            return record(self, fields[journal.event], owner, None, fields)
        return self.insert(resource, tenant, fields)

    def insert(self, resource: Resource, tenant: str | None, fields: Mapping[str, Json]) -> Row:
        """Add a row, of the journal too; see `create`."""
        name = resource.name
        store = self.store

        def is_taken(row_id: str) -> bool:
            return store.get(name, row_id) is not None

        row = self.model.maker(name).complete(fields, tenant, self.clock.stamp(), self.ids, is_taken)
        self.model.check_unique(name)(store, row)
        if is_taken(row[resource.id_field]):
            raise Refused(resource.unique[0].cause if resource.unique else "invalid", f"{resource.id_field} is taken")
        return store.put(name, row[resource.id_field], row)

    def change(self, name: str, row_id: str, fields: Mapping[str, Json]) -> Row:
        """Set fields of a row, and its stamp of change; gives the new row.

        Raises:
            Refused: a unique value is taken.
            KeyError: there is no such row.
        """
        resource = self.model.contract.resource(name)
        if resource.updated:
            fields = {resource.updated: self.clock.stamp(), **fields}
        old = self.store.get(name, row_id)
        if old is None:
            raise KeyError(row_id)
        self.model.check_unique(name)(self.store, {**old, **fields})
        return self.store.change(name, row_id, fields)

    def remove(self, name: str, row_id: str) -> Row:
        """Remove a row and do with its children what is declared; gives the row as it was.

        Raises:
            Refused: a child holds the deletion back.
            KeyError: there is no such row.
        """
        return remove_with_children(self.store, self.model.children, name, row_id)

    def find(self, name: str, row_id: str, tenant: str | None) -> Row | None:
        """The row of that id, if the tenant may see it."""
        row = self.store.get(name, row_id)
        return row if row is not None and owns(self.model.contract.resource(name), row, tenant) else None

    def where(self, name: str, tenant: str | None, **fields: Json) -> list[Row]:
        """Rows a tenant may see whose fields have those values, in the order of insertion."""
        resource = self.model.contract.resource(name)
        wanted = {resource.tenant: tenant, **fields} if resource.tenant else fields
        index = Index(tuple(wanted)) if wanted else EVERY
        return self.store.scan(name, index, tuple(wanted.values()))
