"""What may alter in a row by itself, and what may not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conformance.bodies import all_properties
from conformance.exchange import Json
from conformance.laws.rows import Row
from conformance.laws.subjects import creator, members

if TYPE_CHECKING:
    from conformance.bench import Bench


def changed(bench: Bench, resource: str, before: Row, after: Row, but: Iterable[str] = ()) -> list[str]:
    """The fields in which a later reading differs, apart from some and from what the server alters by itself.

    Numbers that no client sends may rise meanwhile (a task runs, a message comes in), but never fall.
    """
    making = creator(bench.contract, resource)
    given = set(members(bench.contract, making)) if making else set()
    free = {*but, *clockwork(bench, resource)}

    def kept(name: str, value: Json) -> bool:
        return bool(after.get(name) == value) if name in given else _same_or_risen(value, after.get(name))

    return [name for name, value in before.items() if name not in free and not kept(name, value)]


def clockwork(bench: Bench, resource: str) -> set[str]:
    """The fields a server alters by itself: derived ones, read-only ones, times."""
    declared = bench.contract.resources[resource]
    properties = all_properties(bench.contract, bench.contract.schema(declared["schema"]))
    free = {*declared.get("stamps", {}).values(), *declared.get("derived", {})}
    free |= {name for name, schema in properties.items() if _is_live(bench, schema)}
    return free - {declared["id"]["field"]}


def _is_live(bench: Bench, schema: Json) -> bool:
    resolved = bench.contract.schema(schema)
    if resolved.get("readOnly") or resolved.get("format") in ("date-time", "date", "time"):
        return True
    return any(_is_live(bench, part) for key in ("oneOf", "anyOf", "allOf") for part in resolved.get(key, []))


def _same_or_risen(before: Json, after: Json) -> bool:
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, (int, float)) and isinstance(after, (int, float)):
        return after >= before
    if isinstance(before, dict) and isinstance(after, dict):
        return all(name in after and _same_or_risen(value, after[name]) for name, value in before.items())
    return bool(before == after)
