"""Writing TOML: strings, numbers, booleans, dates, arrays, tables, arrays of tables."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]')


def write_toml(data: Mapping[str, object]) -> str:
    """Give the TOML text of a table; entries that are None are left out, since TOML has no null.

    Raises:
        TypeError: a value has no form in TOML.
    """
    lines: list[str] = []
    _write_table(data, (), lines)
    return "\n".join(lines).lstrip("\n") + "\n"


def _write_table(table: Mapping[str, object], path: tuple[str, ...], lines: list[str]) -> None:
    below: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, Mapping) or _is_tables(value):
            below.append((name, value))
        elif value is not None:
            lines.append(f"{_write_key(name)} = {_write_value(value, name)}")
    for name, value in below:
        deeper = (*path, name)
        header = ".".join(_write_key(part) for part in deeper)
        if isinstance(value, Mapping):
            lines += ["", f"[{header}]"]
            _write_table(value, deeper, lines)
        elif isinstance(value, Sequence):
            for entry in value:
                lines += ["", f"[[{header}]]"]
                _write_table(entry, deeper, lines)


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _write_value(value: object, name: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _write_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else str(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_write_value(entry, name) for entry in value) + "]"
    if isinstance(value, Mapping):
        pairs = (f"{_write_key(key)} = {_write_value(entry, key)}" for key, entry in value.items() if entry is not None)
        return "{ " + ", ".join(pairs) + " }"
    raise TypeError(f"{name}: TOML has no form for {type(value).__name__}")


def _write_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _write_text(name)


def _write_text(text: str) -> str:
    return '"' + _SPECIAL.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text) + '"'
