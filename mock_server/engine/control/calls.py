"""Control calls about rows, time, limits, mail and the log of a world, which is locked meanwhile unless they wait."""

from __future__ import annotations

from mock_server.engine.clock import format_time, parse_time
from mock_server.engine.contract import Json
from mock_server.engine.control.ask import Ask, ControlError
from mock_server.engine.fixtures import RowError, add_row, check_row

# Beyond these a date has no four-digit year.
_EARLIEST, _LATEST = 0.0, 253_402_300_799.0
_PATIENCE = 5.0
"""Seconds a call waits for deliveries at most."""


def reset(ask: Ask) -> Json:
    """Back to the fixtures."""
    ask.world.reset()
    return {"world": ask.world.name, "rows": ask.world.store.size()}


def forget(ask: Ask) -> Json:
    """Drop the ask.world."""
    return {"world": ask.world.name, "forgotten": ask.twin.worlds.forget(ask.world.name)}


def seed(ask: Ask) -> Json:
    """Add rows and set options; all of it or nothing."""
    options = {name: value for name, value in ask.given.items() if name in ask.world.options}
    before = ask.world.store.copy(), ask.world.ids.save()
    ids: dict[str, list[str]] = {}
    try:
        for name, rows in ask.given.items():
            if name not in options:
                ids[name] = _add_rows(ask, name, rows)
    except RowError as error:
        ask.world.adopt(before[0])
        ask.world.ids.load(before[1])
        raise ControlError(f"seed: {error}; nothing was added") from error
    ask.world.options.update(options)
    return {"world": ask.world.name, "ids": ids, "options": ask.world.options}


def _add_rows(ask: Ask, name: str, rows: Json) -> list[str]:
    if not isinstance(rows, list):
        raise RowError(
            f"{name[:100]!r} must hold a list of rows of a resource, or be one of {sorted(ask.world.options)}"
        )
    added = [add_row(ask.world.rows, name, row) for row in rows]
    for row in added:
        check_row(ask.world.rows, name, row)
    field = ask.world.rows.model.contract.resource(name).id_field
    return [row[field] for row in added]


def snapshot(ask: Ask) -> Json:
    """Keep rows, ids and options."""
    return {"world": ask.world.name, "snapshot": ask.world.snapshot()}


def restore(ask: Ask) -> Json:
    """Go back to a snapshot."""
    name = ask.given.get("snapshot")
    if not isinstance(name, str) or not ask.world.has_snapshot(name):
        raise ControlError(
            f"restore: this world has no snapshot {str(name)[:100]!r}; take one by POST /__mock__/snapshot"
        )
    ask.world.restore(name)
    return {"world": ask.world.name, "rows": ask.world.store.size()}


def show_clock(ask: Ask) -> Json:
    """The world's time and whether it stands."""
    return {"now": ask.world.clock.stamp(), "frozen": ask.world.clock.frozen}


def set_clock(ask: Ask) -> Json:
    """Freeze, advance, or follow real time."""
    clock = ask.world.clock
    match dict(ask.given) if len(ask.given) == 1 else {}:
        case {"freeze": True}:
            clock.freeze()
        case {"freeze": str(text)}:
            clock.freeze(_read_time(text))
        case {"advance": int() | float() as seconds} if not isinstance(seconds, bool):
            if not _EARLIEST <= clock.now() + seconds <= _LATEST:
                raise ControlError("clock: advance leaves the years 1970 to 9999; give fewer seconds")
            clock.advance(seconds)
        case {"real": True}:
            clock.run()
        case _:
            raise ControlError(
                'clock: give {"freeze": true or an ISO 8601 time}, {"advance": seconds} or {"real": true}'
            )
    ask.world.catch_up()
    return show_clock(ask)


def _read_time(text: str) -> float:
    try:
        found = parse_time(text)
    except (ValueError, OverflowError):
        raise ControlError("clock: freeze takes true or an ISO 8601 time such as 2024-01-15T15:00:00Z") from None
    if not _EARLIEST <= found <= _LATEST:
        raise ControlError("clock: freeze takes a time from 1970 on")
    return found


def show_outbox(ask: Ask) -> Json:
    """The mails the world would have sent."""
    ask.world.catch_up()
    return {"world": ask.world.name, "mails": ask.world.outbox.mails}


def settle(ask: Ask) -> Json:
    """Run what is due and wait until nothing is being delivered; the world is not locked while it waits."""
    with ask.world.lock:
        ask.world.catch_up()
        deliveries = ask.world.deliveries
    return {"world": ask.world.name, **deliveries.wait(_PATIENCE)}


def set_limits(ask: Ask) -> Json:
    """Switch rate limits; switching clears the counts."""
    enabled = ask.given.get("enabled")
    if not isinstance(enabled, bool):
        raise ControlError('limits: give {"enabled": true} or {"enabled": false}')
    ask.world.limited = enabled
    ask.world.buckets.clear()
    return {"enabled": enabled}


def show_log(ask: Ask) -> Json:
    """The last requests of the world; no header values."""
    return {
        "world": ask.world.name,
        "requests": [
            {"method": method, "path": path, "status": status, "operation": operation, "at": format_time(int(at))}
            for method, path, status, operation, at in ask.world.log
        ],
    }
