"""The fields a server sets on a new row: stamps, first state, declared values, and its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mock_server.engine.contract import Json, Resource
from mock_server.engine.ids import Ids, Namer
from mock_server.engine.table import Row

_FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def make_slug(text: str) -> str:
    """Lower case, with a dash for every run of other characters than letters a to z and digits."""
    return _NO_SLUG.sub("-", text.lower()).strip("-")


class Maker:
    """Completes new rows of one resource."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        self._namer = Namer(resource)
        entries = {field: _make_value(entry) for field, entry in resource.initial.items()}
        needs_id = {
            field for field, entry in resource.initial.items() if f"{{{resource.id_field}}}" in entry.get("text", "")
        }
        self._early = {field: fill for field, fill in entries.items() if field not in needs_id}
        self._late = {field: fill for field, fill in entries.items() if field in needs_id}

    def complete(
        self, fields: Mapping[str, Json], tenant: str | None, now: str, ids: Ids, is_taken: Callable[[str], bool]
    ) -> dict[str, Json]:
        """A whole row from the given fields; what they hold already is kept."""
        resource = self._resource
        row = dict(fields)
        for stamp in (resource.created, resource.updated):
            if stamp:
                row.setdefault(stamp, now)
        if resource.tenant:
            row.setdefault(resource.tenant, tenant)
        if resource.states and resource.states.initial is not None:
            row.setdefault(resource.states.field, resource.states.initial)
        _fill(row, self._early)
        if resource.id_field in row:
            self._namer.note(ids, str(row[resource.id_field]))
        else:
            row[resource.id_field] = self._namer.make(ids, row, is_taken)
        _fill(row, self._late)
        return row


def _fill(row: dict[str, Json], entries: Mapping[str, Callable[[Row], Json]]) -> None:
    for field, fill in entries.items():
        if field not in row:
            row[field] = fill(row)


def _make_value(entry: Mapping[str, Json]) -> Callable[[Row], Json]:
    if "slug_of" in entry:
        source = entry["slug_of"]
        return lambda row: make_slug(str(row.get(source, "")))
    if "text" in entry:
        text = entry["text"]
        return lambda row: _FIELD.sub(lambda match: str(row.get(match[1], "")), text)
    value = entry["value"]
    return lambda _: value
