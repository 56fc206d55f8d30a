"""Recorded requests on a new occasion: ids the target gave then, replaced by the ids it gives now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from conformance.exchange import Json

SHORTEST = 3  # a shorter text is no id worth following


@dataclass
class Rebinding:
    """Learns old → new by order of appearance: the same place in the recorded and in the new answer of a step."""

    known: dict[str, str] = field(default_factory=dict)

    def learn(self, before: str, now: str) -> None:
        """Compare two answer bodies; where both are JSON, texts that differ at one place are bound."""
        try:
            old, new = json.loads(before), json.loads(now)
        except ValueError:
            return
        fresh = dict(_leaves(new))
        for place, value in _leaves(old):
            other = fresh.get(place)
            if other is not None and other != value and value not in self.known:
                self.known[value] = other

    def path(self, path: str) -> str:
        """A request target with known ids replaced, where one is a whole segment or query value."""
        return "".join(self._piece(piece) for piece in re.split(r"([/?&=])", path))

    def text(self, value: str) -> str:
        """A header's value: replaced when it is a known id."""
        return self.known.get(value, value)

    def body(self, body: str | None) -> str | None:
        """A body with known ids replaced where they are a whole JSON text; other bodies stay as they are."""
        if not body:
            return body
        try:
            decoded = json.loads(body)
        except ValueError:
            return body
        changed = self.value(decoded)
        return body if changed == decoded else json.dumps(changed)

    def value(self, value: Json) -> Json:
        """A JSON value with known ids replaced."""
        if isinstance(value, dict):
            return {key: self.value(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        return self.text(value) if isinstance(value, str) else value

    def _piece(self, piece: str) -> str:
        plain = unquote(piece)
        return quote(self.known[plain], safe="") if plain in self.known else piece


def _leaves(value: Json, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _leaves(member, f"{place}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{place}/{number}")
    elif isinstance(value, (str, int)) and not isinstance(value, bool) and len(str(value)) >= SHORTEST:
        yield place, str(value)
