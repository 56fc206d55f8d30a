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

    def pass_by(self, resource: str, number: int) -> None:
        """Count a resource on from at least that number."""
        self._counters[resource] = max(self._counters[resource], number)

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


class Form:
    """Text with parts to fill: {hex:n}, {seq:n} by a counter of that name, {given} or a field of the row.

    Raises:
        ContractError: the form has another part.
    """

    def __init__(self, text: str, counter: str, id_field: str) -> None:
        self.text, self._counter, self._id_field = text, counter, id_field
        for part in _PART.finditer(text):
            if part[1] not in (None, "hex", "seq"):
                raise ContractError(f"{counter}: unknown part {part[0]} in the form {text!r}")

    def fill(self, ids: Ids, row: Row) -> str:
        """The text for a row; KeyError where a field of the form is absent."""

        def part(match: re.Match[str]) -> str:
            if match[1] == "hex":
                return ids.draw_hex(int(match[2]))
            if match[1] == "seq":
                return f"{ids.count(self._counter):0{int(match[2])}d}"
            return str(row[self._id_field if match[3] == "given" else match[3]])

        return _PART.sub(part, self.text)


class Namer:
    """Names new rows of one resource; a form with a random or counted part skips taken names.

    Raises:
        ContractError: the form has a part that is neither {hex:n}, {seq:n}, {given} nor a field.
    """

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        self._form = Form(resource.form, resource.name, resource.id_field)
        self._retries = "{hex:" in resource.form or "{seq:" in resource.form
        self._counted = _make_counted(resource.form)

    def make(self, ids: Ids, row: Row, is_taken: Callable[[str], bool]) -> str:
        """The id of a new row; KeyError where a field of the form is absent."""
        found = self._form.fill(ids, row)
        while self._retries and is_taken(found):
            found = self._form.fill(ids, row)
        return found

    def note(self, ids: Ids, given: str) -> None:
        """Take notice of an id that somebody gave: its number is not counted again, even after its row is gone."""
        match = self._counted.fullmatch(given) if self._counted else None
        if match is not None:
            ids.pass_by(self._resource.name, int(match[1]))


def _make_counted(form: str) -> re.Pattern[str] | None:
    """A pattern that finds the number in an id of a form whose one part is counted; None for other forms."""
    parts = list(_PART.finditer(form))
    if len(parts) != 1 or parts[0][1] != "seq":
        return None
    before, after = form[: parts[0].start()], form[parts[0].end() :]
    return re.compile(re.escape(before) + r"([0-9]{1,9})" + re.escape(after))
