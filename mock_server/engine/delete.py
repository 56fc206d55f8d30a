"""Deletion that leaves a mark: rows that are hidden, shown again on request, and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mock_server.engine.contract import Json, Resource
from mock_server.engine.table import Index, Row

if TYPE_CHECKING:
    from mock_server.engine.rows import Rows


def is_deleted(resource: Resource, row: Row) -> bool:
    """Whether a row bears the mark of deletion."""
    soft = resource.soft_delete
    return soft is not None and row.get(soft.field) not in (None, False)


def live_only(resource: Resource, index: Index, key: tuple[Json, ...]) -> tuple[Index, tuple[Json, ...]]:
    """An index and key narrowed to rows without the mark."""
    soft = resource.soft_delete
    if soft is None:
        return index, key
    return Index((*index.fields, soft.field), index.order), (*key, soft.live)


def mark_fields(resource: Resource, now: str) -> Mapping[str, Json]:
    """What a deletion sets."""
    soft = resource.soft_delete
    return {} if soft is None else {soft.field: True if soft.flag else now}


def bring_back(rows: Rows, resource: Resource, row: Row) -> Row:
    """Take the mark off a row; it goes back to its place among its siblings.

    Raises:
        Refused: another row has taken a value that is unique among live rows.
    """
    soft = resource.soft_delete
    if soft is None:
        return row
    fields: dict[str, Json] = {soft.field: soft.live}
    if resource.position is not None:
        fields[resource.position.field] = row.get(resource.position.field)
    return rows.change(resource.name, row[resource.id_field], fields, stamp=False)
