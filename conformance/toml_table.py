"""Reading a TOML table strictly: every key known, every value of its type, ``${ENV}`` filled in."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from collections.abc import Mapping
from typing import Any

from conformance.errors import UsageError
from conformance.exchange import Json

_ENV = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def near(name: str, known: list[str]) -> str:
    """``; did you mean 'x'?`` or, where nothing is close, the list of what there is."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; there is {', '.join(known)}" if known else ""


class Table:
    """One table of a target file. Every getter raises UsageError, one line that names file, table and key."""

    def __init__(self, values: Mapping[str, Any], where: str, env: Mapping[str, str] | None = None) -> None:
        self._values = values
        self.where = where
        self._env = os.environ if env is None else env

    def only(self, *known: str) -> Table:
        """Refuse keys that are not known, naming the nearest."""
        for key in self._values:
            if key not in known:
                raise UsageError(f"{self.where}: unknown key {key!r}{near(key, sorted(known))}")
        return self

    def text(self, *keys: str) -> str | None:
        """A string under the first of the keys that is there, ``${ENV}`` filled in; None when none is."""
        for key in keys:
            if (value := self._typed(key, str, "a string")) is not None:
                return self._expand(key, value)
        return None

    def needed(self, key: str) -> str:
        """A string that must be there and not be empty."""
        value = self.text(key)
        if not value:
            raise UsageError(f'{self.where}: {key!r} is missing; add {key} = "…"')
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        return bool(self._typed(key, bool, "true or false"))

    def whole(self, key: str) -> int | None:
        """A whole number above zero, or None."""
        value = self._typed(key, int, "a whole number")
        if value is not None and (isinstance(value, bool) or value < 1):
            raise UsageError(f"{self.where}: {key!r} must be a whole number above 0, not {value!r}")
        return value

    def number(self, key: str) -> float | None:
        """A number above zero, or None."""
        value = self._typed(key, (int, float), "a number")
        if value is not None and (isinstance(value, bool) or value <= 0):
            raise UsageError(f"{self.where}: {key!r} must be a number above 0, not {value!r}")
        return None if value is None else float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty when absent."""
        value = self._typed(key, list, "a list of strings") or []
        if not all(isinstance(v, str) for v in value):
            raise UsageError(f"{self.where}: {key!r} must be a list of strings, not {value!r}")
        return tuple(self._expand(key, v) for v in value)

    def words(self, key: str) -> tuple[str, ...]:
        """A string or a list of strings, as a tuple."""
        value = self._values.get(key)
        return (self._expand(key, value),) if isinstance(value, str) else self.texts(key)

    def is_list(self, key: str) -> bool:
        """Whether a list stands there."""
        return isinstance(self._values.get(key), list)

    def is_table(self, key: str) -> bool:
        """Whether a table stands there."""
        return isinstance(self._values.get(key), dict)

    def date(self, key: str) -> dt.date | None:
        """A day, written 2026-12-31 with or without quotes; None when absent."""
        value = self._values.get(key)
        if isinstance(value, dt.datetime):
            return value.date()
        try:
            return dt.date.fromisoformat(value) if isinstance(value, str) else self._typed(key, dt.date, "a date")
        except ValueError:
            raise UsageError(f"{self.where}: {key!r} must be a date like 2026-12-31, not {value!r}") from None

    def table(self, key: str) -> Table | None:
        """A sub-table, or None."""
        value = self._typed(key, dict, "a table")
        return None if value is None else Table(value, f"{self.where} [{key}]", self._env)

    def tables(self, key: str) -> list[Table]:
        """A list of tables (``[[key]]``); empty when absent."""
        values = self._typed(key, list, f"a list of tables, written [[{key}]]") or []
        if not all(isinstance(v, dict) for v in values):
            raise UsageError(f"{self.where}: {key!r} must be a list of tables, written [[{key}]]")
        return [Table(v, f"{self.where} [[{key}]] number {n}", self._env) for n, v in enumerate(values, 1)]

    def named(self) -> dict[str, Table]:
        """Every entry as a table by its name."""
        return {name: found for name in self._values if (found := self.table(name)) is not None}

    def names(self) -> list[str]:
        """The keys in file order."""
        return list(self._values)

    def free(self) -> dict[str, Json]:
        """The whole table as it is, ``${ENV}`` filled in strings."""
        return {key: self._deep(key, value) for key, value in self._values.items()}

    def _deep(self, key: str, value: Json) -> Json:
        if isinstance(value, str):
            return self._expand(key, value)
        if isinstance(value, list):
            return [self._deep(key, v) for v in value]
        return {k: self._deep(k, v) for k, v in value.items()} if isinstance(value, dict) else value

    def _typed(self, key: str, kind: Any, what: str) -> Any:
        value = self._values.get(key)
        if value is not None and not isinstance(value, kind):
            raise UsageError(f"{self.where}: {key!r} must be {what}, not {value!r}")
        return value

    def _expand(self, key: str, value: str) -> str:
        def fill(match: re.Match[str]) -> str:
            if match[1] not in self._env:
                raise UsageError(f"{self.where}: {key!r} needs the environment variable {match[1]}, which is not set")
            return self._env[match[1]]

        return _ENV.sub(fill, value)
