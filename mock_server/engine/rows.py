"""The rows of one world, with the rules that hold for every way in: requests, handlers, fixtures, control door."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.cascade import remove_with_children
from mock_server.engine.clock import Clock
from mock_server.engine.contract import Json, Resource
from mock_server.engine.delete import is_deleted, live_only, mark_fields
from mock_server.engine.ids import Ids
from mock_server.engine.journal import record
from mock_server.engine.model import Model
from mock_server.engine.position import change_place, leave_place, take_place
from mock_server.engine.refusals import Refused
from mock_server.engine.store import Store
from mock_server.engine.table import EVERY, Index, Row
from mock_server.engine.tenancy import owns
from mock_server.engine.tokens import SEALED, seal

ANY: Json = object()
"""In place of a tenant: rows of every tenant."""


class Rows:
    """Creates, changes, removes and finds rows. The world's lock is held around every use."""

    def __init__(self, model: Model, store: Store, ids: Ids, clock: Clock) -> None:
        self.model = model
        self.store = store
        self.ids = ids
        self.clock = clock

    def create(self, name: str, tenant: str | None, fields: Mapping[str, Json], caller: Row | None = None) -> Row:
        """Add a row, completed by what the server sets; a row of the journal is written as an event.

        Gives the row with its secrets, of which the stored one keeps but the hash.

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
        return self.insert(resource, tenant, fields, caller)

    def insert(
        self, resource: Resource, tenant: str | None, fields: Mapping[str, Json], caller: Row | None = None
    ) -> Row:
        """Add a row, of the journal too; see `create`."""
        name = resource.name
        store = self.store

        def is_taken(row_id: str) -> bool:
            return store.get(name, row_id) is not None

        row = self.model.maker(name).complete(fields, tenant, self.clock.stamp(), self.ids, is_taken, caller)
        self.model.check_unique(name)(store, row)
        if is_taken(row[resource.id_field]):
            raise Refused(resource.unique[0].cause if resource.unique else "invalid", f"{resource.id_field} is taken")
        if resource.position is not None:
            take_place(store, resource, row)
        plain = self.model.sealed.get(name)
        if plain not in row:
            return store.put(name, row[resource.id_field], row)
        return {**store.put(name, row[resource.id_field], self._seal(name, row)), plain: row[plain]}

    def change(self, name: str, row_id: str, fields: Mapping[str, Json], *, stamp: bool = True) -> Row:
        """Set fields of a row, and (with `stamp`) its time of change; gives the new row.

        Raises:
            Refused: a unique value is taken.
            KeyError: there is no such row.
        """
        resource = self.model.contract.resource(name)
        if resource.updated and stamp:
            fields = {resource.updated: self.clock.stamp(), **fields}
        old = self.store.get(name, row_id)
        if old is None:
            raise KeyError(row_id)
        self.model.check_unique(name)(self.store, {**old, **fields})
        return self.store.change(name, row_id, self._seal(name, change_place(self.store, resource, old, fields)))

    def remove(self, name: str, row_id: str) -> Row:
        """Delete a row as its resource declares: mark it, or take it out and do with its children what they declare.

        Gives the row as it was last.

        Raises:
            Refused: a child holds the deletion back.
            KeyError: there is no such row.
        """
        resource = self.model.contract.resource(name)
        if resource.soft_delete is not None:
            row = self.store.change(name, row_id, mark_fields(resource, self.clock.stamp()))
        else:
            row = remove_with_children(self.store, self.model.children, name, row_id)
        leave_place(self.store, resource, row)
        return row

    def live(self, name: str, row_id: str) -> Row | None:
        """The row of that id, of whatever tenant, unless it is deleted."""
        row = self.store.get(name, row_id)
        return None if row is None or is_deleted(self.model.contract.resource(name), row) else row

    def find(self, name: str, row_id: str, tenant: Json) -> Row | None:
        """The row of that id, if the tenant may see it and it is not deleted."""
        row = self.live(name, row_id)
        if row is None or tenant is ANY:
            return row
        return row if owns(self.model.contract.resource(name), row, tenant) else None

    def where(self, name: str, tenant: Json, **fields: Json) -> list[Row]:
        """Rows a tenant may see whose fields have those values, in the order of insertion, without deleted ones."""
        resource = self.model.contract.resource(name)
        wanted = {resource.tenant: tenant, **fields} if resource.tenant and tenant is not ANY else fields
        return self.search(name, wanted)

    def search(self, name: str, fields: Mapping[str, Json]) -> list[Row]:
        """Rows of every tenant whose fields have those values, in the order of insertion; deleted ones are left out."""
        index = Index(tuple(fields)) if fields else EVERY
        key = tuple(fields.values())
        return self.store.scan(name, *live_only(self.model.contract.resource(name), index, key))

    def _seal(self, name: str, fields: Mapping[str, Json]) -> Mapping[str, Json]:
        """The fields with the token in them, if any, replaced by its hash; a hash, from a stored row, stays."""
        field = self.model.sealed.get(name)
        token = fields.get(field) if field else None
        if not field or not isinstance(token, str) or token.startswith(SEALED):
            return fields
        return {**fields, field: seal(token)}
