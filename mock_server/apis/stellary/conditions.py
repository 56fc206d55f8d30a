"""Conditions of automation rules: what a card must be like for a rule to act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mock_server.apis.stellary.scene import Scene
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

Facts = Mapping[str, Json]


def meets(scene: Scene, card: Row, conditions: Json, context: Facts) -> bool:
    """Whether a card meets the conditions of a rule.

    `conditions` is nothing, an object of fields with their values (a list means any of them), or a list of
    `{field, operator, value}`. Fields are those of the card, `label` and `labels`, `column`, and what the trigger
    tells, such as `fromColumn`. An unknown field or operator is met by no card.
    """
    facts = {**card, **context, **_describe(scene, card)}
    return all(_holds(facts, *entry) for entry in _list_entries(conditions))


def _list_entries(conditions: Json) -> Iterator[tuple[str, str, Json]]:
    if isinstance(conditions, Mapping) and isinstance(conditions.get("field"), str) and "value" in conditions:
        conditions = [conditions]
    if isinstance(conditions, Mapping):
        yield from ((str(name), "equals", value) for name, value in conditions.items())
    for entry in conditions if isinstance(conditions, list) else ():
        given = entry if isinstance(entry, Mapping) else {}
        yield str(given.get("field", "")), str(given.get("operator", "equals")), given.get("value")


def _describe(scene: Scene, card: Row) -> Facts:
    labels = [label for label_id in card["labels"] if (label := scene.rows.live("Label", label_id)) is not None]
    column = scene.rows.live("Column", card["columnId"])
    return {
        "label": [name for label in labels for name in (label["id"], label["name"])],
        "labels": [name for label in labels for name in (label["id"], label["name"])],
        "column": [column["id"], column["name"]] if column is not None else [],
    }


def _holds(facts: Facts, field: str, operator: str, value: Json) -> bool:
    test = _OPERATORS.get(operator)
    return field in facts and test is not None and test(facts[field], value)


def _equals(fact: Json, value: Json) -> bool:
    facts = fact if isinstance(fact, list) else [fact]
    values = value if isinstance(value, list) else [value]
    return any(_same(one, other) for one in facts for other in values)


def _same(one: Json, other: Json) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    return bool(one == other)


def _contains(fact: Json, value: Json) -> bool:
    if isinstance(fact, str):
        return isinstance(value, str) and value.lower() in fact.lower()
    return isinstance(fact, list) and _equals(fact, value)


_OPERATORS: Mapping[str, Callable[[Json, Json], bool]] = {
    "equals": _equals,
    "is": _equals,
    "in": _equals,
    "not_equals": lambda fact, value: not _equals(fact, value),
    "is_not": lambda fact, value: not _equals(fact, value),
    "contains": _contains,
}
