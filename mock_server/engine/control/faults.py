"""Control calls about faults on demand."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.contract import Json
from mock_server.engine.control.ask import Ask, ControlError
from mock_server.engine.trouble import Trouble

_KNOWN = {"operation", "status", "delay", "drop", "times"}
_LONGEST_DELAY = 60


def show_faults(ask: Ask) -> Json:
    """Faults that still act."""
    return {"faults": ask.world.troubles.show()}


def clear_faults(ask: Ask) -> Json:
    """Forget all faults."""
    ask.world.troubles.clear()
    return {"faults": []}


def add_faults(ask: Ask) -> Json:
    """Declare one fault or a list of them; all or none."""
    entries = ask.given.get("", ask.given.get("faults", [ask.given]))
    if not isinstance(entries, list) or not entries:
        raise ControlError("faults: give one fault as an object, or a list of them")
    for trouble in [_read(ask, entry) for entry in entries]:
        ask.world.troubles.add(trouble)
    return show_faults(ask)


def _read(ask: Ask, entry: Json) -> Trouble:
    if not isinstance(entry, Mapping) or not entry:
        raise ControlError(f"faults: a fault is an object with some of {', '.join(sorted(_KNOWN))}")
    if unknown := sorted(set(entry) - _KNOWN):
        raise ControlError(f"faults: unknown member {unknown[0][:50]!r}; known: {', '.join(sorted(_KNOWN))}")
    operation, status, times = entry.get("operation"), entry.get("status"), entry.get("times")
    delay, drop = entry.get("delay", 0), entry.get("drop", False)
    if operation is not None and operation not in ask.twin.contract.operations:
        raise ControlError(f"faults: no operation {str(operation)[:50]!r}; leave it out to match all")
    if status is not None and not _is_whole(status, 100, 599):
        raise ControlError("faults: status must be a whole number from 100 to 599")
    if times is not None and not _is_whole(times, 1, 1_000_000):
        raise ControlError("faults: times must be a whole number from 1")
    if isinstance(delay, bool) or not isinstance(delay, int | float) or not 0 <= delay <= _LONGEST_DELAY:
        raise ControlError(f"faults: delay must be 0 to {_LONGEST_DELAY} seconds")
    if not isinstance(drop, bool):
        raise ControlError("faults: drop must be true or false")
    if status is None and not delay and not drop:
        raise ControlError("faults: give a status, a delay or drop")
    return Trouble(operation, status, float(delay), drop, times)


def _is_whole(value: Json, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
