"""The filters of a list, as the keyword `filter` declares them."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.exchange import Json
from conformance.expr import place
from conformance.parts import Operation


@dataclass(frozen=True)
class Narrowing:
    """One query parameter that narrows a list by ``fields`` (most kinds have one), and how it compares.

    ``unless`` names the parameters that show what a flag of the kind ``reveals`` hides, ``kept_out`` the fields and
    values that keep a row out of those that are ``past``. ``all`` is the value that means no filter, ``none`` the one
    that means null; ``...`` where there is none.
    """

    parameter: str
    kind: str
    fields: tuple[str, ...]
    value: Json = None
    all: Json = ...
    none: Json = ...
    unless: tuple[str, ...] = ()
    kept_out: tuple[tuple[str, tuple[Json, ...]], ...] = ()

    @property
    def field(self) -> str:
        """The field it compares."""
        return self.fields[0]


def narrowings(operation: Operation) -> list[Narrowing]:
    """The filters of a list in the order they are declared."""
    return [_read(name, rule) for name, rule in (operation.acts.get("filter") or {}).items()]


def _read(name: str, rule: dict[str, Json]) -> Narrowing:
    return Narrowing(
        parameter=place(rule["at"])[1],
        kind=rule.get("as", "equals"),
        fields=tuple(rule.get("fields") or [name]),
        value=rule.get("value"),
        all=rule.get("all", ...),
        none=rule.get("none", ...),
        unless=tuple(place(where)[1] for where in rule.get("unless", ())),
        kept_out=tuple((field, tuple(values)) for field, values in (rule.get("except") or {}).items()),
    )


def values_at(row: Json, path: str) -> list[Json]:
    """What a row shows at a dotted path; of each item where the path leads through a list. Empty where nothing is."""
    found = [row]
    for name in path.split("."):
        inner = [value[name] for value in found if isinstance(value, dict) and name in value]
        found = [item for value in inner for item in (value if isinstance(value, list) else [value])]
    return found
