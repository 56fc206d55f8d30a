"""Query parameters that narrow a list: one index per filter in use, so that a count needs no walk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.contract import Operation, Resource
from mock_server.engine.expr import make_request_reader
from mock_server.engine.table import Index, Key

if TYPE_CHECKING:
    from mock_server.engine.act import Act

Selection = tuple[Index, Key]


def make_selector(resource: Resource, operation: Operation, order: tuple[str, ...]) -> Callable[[Act], Selection]:
    """A function that gives the index and key that hold just the rows the act may list, in order."""
    owner = (resource.tenant,) if resource.tenant else ()
    filters = [(entry, make_request_reader(entry.at)) for entry in operation.filters]
    everything = Index(owner, order)

    def select(act: Act) -> Selection:
        key: Key = (act.tenant,) if owner else ()
        fields: tuple[str, ...] = owner
        for entry, read in filters:
            value = read(act)
            if value is not None and value != entry.all:
                fields, key = (*fields, entry.field), (*key, value)
        return (everything, key) if fields == owner else (Index(fields, order), key)

    return select
