"""The fields a server sets on a new row: stamps, first state, declared values, and its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mock_server.engine.contract import Json, Resource
from mock_server.engine.ids import Form, Ids, Namer
from mock_server.engine.table import Row

_FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def make_slug(text: str) -> str:
    """Lower case, with a dash for every run of other characters than letters a to z and digits."""
    return _NO_SLUG.sub("-", text.lower()).strip("-")


@dataclass(slots=True)
class Birth:
    """What a new row may take from outside itself."""

    ids: Ids
    caller: Row | None


Fill = Callable[[Row, Birth], Json]


class Maker:
    """Completes new rows of one resource."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        self._namer = Namer(resource)
        entries = {field: _make_value(resource, field, entry) for field, entry in resource.initial.items()}
        last = {field for field, entry in resource.initial.items() if "start_of" in entry}
        needs_id = {
            field for field, entry in resource.initial.items() if f"{{{resource.id_field}}}" in entry.get("text", "")
        }
        self._early = {field: fill for field, fill in entries.items() if field not in needs_id | last}
        self._late = {field: entries[field] for field in [*entries] if field in needs_id}
        self._late |= {field: entries[field] for field in [*entries] if field in last}
        self._callers = {field for field, entry in resource.initial.items() if "caller" in entry}

    def complete(
        self,
        fields: Mapping[str, Json],
        tenant: str | None,
        now: str,
        ids: Ids,
        is_taken: Callable[[str], bool],
        caller: Row | None = None,
    ) -> dict[str, Json]:
        """A whole row from the given fields; what they hold already is kept."""
        resource = self._resource
        row = dict(fields)
        for stamp in (resource.created, resource.updated):
            if stamp:
                row.setdefault(stamp, now)
        if resource.tenant:
            row.setdefault(resource.tenant, tenant)
        if resource.soft_delete:
            row.setdefault(resource.soft_delete.field, resource.soft_delete.live)
        if resource.states and resource.states.initial is not None:
            row.setdefault(resource.states.field, resource.states.initial)
        birth = Birth(ids, caller)
        self._fill(row, self._early, birth)
        if resource.id_field in row:
            self._namer.note(ids, str(row[resource.id_field]))
        else:
            row[resource.id_field] = self._namer.make(ids, row, is_taken)
        self._fill(row, self._late, birth)
        return row

    def _fill(self, row: dict[str, Json], entries: Mapping[str, Fill], birth: Birth) -> None:
        for field, fill in entries.items():
            # A row nobody asked for by a request, of the fixtures say, has no caller to take a field from.
            if field not in row and (birth.caller is not None or field not in self._callers):
                row[field] = fill(row, birth)


def _make_value(resource: Resource, field: str, entry: Mapping[str, Json]) -> Fill:
    if "slug_of" in entry:
        source = entry["slug_of"]
        return lambda row, _: make_slug(str(row.get(source, "")))
    if "text" in entry:
        text = entry["text"]
        return lambda row, _: _FIELD.sub(lambda match: str(row.get(match[1], "")), text)
    if "caller" in entry:
        name = entry["caller"]
        return lambda _, birth: birth.caller.get(name) if birth.caller is not None else None
    if "form" in entry:
        form = Form(entry["form"], f"{resource.name}.{field}", resource.id_field)
        return lambda row, birth: form.fill(birth.ids, row)
    if "start_of" in entry:
        source, length = entry["start_of"], entry["length"]
        return lambda row, _: str(row.get(source, ""))[:length]
    value = entry["value"]
    return lambda _row, _birth: value
