"""Fields no two rows share, looked up in an index."""

from __future__ import annotations

from collections.abc import Callable

from mock_server.engine.contract import Resource, Unique
from mock_server.engine.delete import live_only
from mock_server.engine.refusals import Refused
from mock_server.engine.store import Store
from mock_server.engine.table import Index, Row, make_getter


def make_unique_check(resource: Resource) -> Callable[[Store, Row], None]:
    """A function that refuses a row (new, or changed) whose unique values another row holds.

    A row that lacks one of the fields, or holds null there, collides with none.
    """
    checks = [_make_rule(resource, rule) for rule in resource.unique]

    def check(store: Store, row: Row) -> None:
        for rule in checks:
            rule(store, row)

    return check


def _make_rule(resource: Resource, rule: Unique) -> Callable[[Store, Row], None]:
    index = Index((*_scope(resource, rule), *rule.fields))
    live, marks = live_only(resource, index, ()) if rule.among == "live" else (index, ())
    own = [make_getter(name) for name in rule.fields]
    getters = [make_getter(name) for name in index.fields]
    name, id_field = resource.name, resource.id_field
    words = f"{', '.join(rule.fields)} must differ from every other {name}'s"

    def check(store: Store, row: Row) -> None:
        if any(read(row) is None for read in own):
            return
        key = tuple([read(row) for read in getters])
        holders = store.scan(name, live, (*key, *marks), 0, 2)
        if rule.among == "all":
            holders += [old for old in store.removed(name) if tuple([read(old) for read in getters]) == key]
        if any(holder[id_field] != row.get(id_field) for holder in holders):
            raise Refused(rule.cause, words)

    return check


def _scope(resource: Resource, rule: Unique) -> tuple[str, ...]:
    if rule.within == "tenant" and resource.tenant:
        return (resource.tenant,)
    if rule.within == "parent" and resource.parent:
        return (resource.parent.field,)
    return ()
