"""Secrets: wrapped so that printing shows nothing, and taken out of whatever a report holds, by value."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote, quote_plus

from conformance.exchange import Json

MASK = "***"
SHORTEST = 4  # a shorter "secret" would blank out half of every report


@dataclass(frozen=True, eq=True)
class Secret:
    """A value that must not be seen. ``reveal()`` gives it to the one place that sends it."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._value)


class Redactor:
    """Replaces every known secret, and its quoted, JSON-escaped and base64 forms, by a mask."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._forms: list[str] = []
        for secret in secrets:
            self.add(secret)

    def add(self, secret: Secret | str) -> None:
        """Learn one more secret, such as a token the target just issued."""
        value = secret.reveal() if isinstance(secret, Secret) else secret
        if len(value) < SHORTEST:
            return
        # Servers that echo a header show its bytes as Latin-1; JSON inside JSON escapes twice.
        forms = {value, value.encode().decode("latin-1"), repr(value)[1:-1]}
        for _ in range(2):
            forms |= {json.dumps(form, ensure_ascii=ascii_only)[1:-1] for form in forms for ascii_only in (True, False)}
        forms |= {quote(value, safe=""), quote(value), quote_plus(value), base64.b64encode(value.encode()).decode()}
        # Longest first, so that no secret is left half-masked by a shorter one inside it.
        self._forms = sorted({*self._forms, *forms}, key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text with every secret masked."""
        for form in self._forms:
            if form in text:
                text = text.replace(form, MASK)
        return text

    def clean(self, value: Json) -> Json:
        """A JSON value with every secret masked, in keys too."""
        # A report has the same names and words thousands of times.
        return self._clean(value, cache(self.text))

    def _clean(self, value: Json, masked: Callable[[str], str]) -> Json:
        if isinstance(value, str):
            return masked(value)
        if isinstance(value, dict):
            return {masked(str(k)): self._clean(v, masked) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._clean(v, masked) for v in value]
        return MASK if isinstance(value, Secret) else value
