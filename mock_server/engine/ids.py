"""Ids by their declared form, from a seeded source: the same seed and the same requests give the same ids."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from mock_server.engine.contract import ContractError, Resource
from mock_server.engine.table import Row

_PART = re.compile(r"\{([a-z]+):(\d+)\}|\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Ids:
    """Where a world's ids come from."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._counters: Counter[str] = Counter()

    def draw_hex(self, digits: int) -> str:
        """So many random hexadecimal digits."""
        return f"{self._random.getrandbits(4 * digits):0{digits}x}"

    def count(self, resource: str) -> int:
        """The next number of a resource, from 1."""
        self._counters[resource] += 1
        return self._counters[resource]

    def go_on_from(self, other: Ids) -> None:
        """Count on where another source stopped."""
        self._counters = Counter(other._counters)

    def save(self) -> Any:
        """The state, for `load`."""
        return self._random.getstate(), Counter(self._counters)

    def load(self, state: Any) -> None:
        """Go back to a saved state."""
        self._random.setstate(state[0])
        self._counters = Counter(state[1])


def make_namer(resource: Resource) -> Callable[[Ids, Row, Callable[[str], bool]], str]:
    """A function (ids, row, is_taken) that names a new row; forms with a random or counted part skip taken names.

    Raises:
        ContractError: the form has a part that is neither {hex:n}, {seq:n}, {given} nor a field.
    """
    form, field, name = resource.form, resource.id_field, resource.name
    for kind in _PART.finditer(form):
        if kind[1] not in (None, "hex", "seq"):
            raise ContractError(f"{name}: unknown part {kind[0]} in the id form {form!r}")
    retries = "{hex:" in form or "{seq:" in form

    def fill(ids: Ids, row: Row) -> str:
        def part(match: re.Match[str]) -> str:
            if match[1] == "hex":
                return ids.draw_hex(int(match[2]))
            if match[1] == "seq":
                return f"{ids.count(name):0{int(match[2])}d}"
            return str(row[field if match[3] == "given" else match[3]])

        return _PART.sub(part, form)

    def make(ids: Ids, row: Row, is_taken: Callable[[str], bool]) -> str:
        found = fill(ids, row)
        while retries and is_taken(found):
            found = fill(ids, row)
        return found

    return make
