"""The questions of the project wizard: four rounds of two in five formats; later ones depend on earlier answers."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.contract import Json

MOST_ROUNDS = 4
READY = 80
"""The score at which no further question is asked."""
_BASE, _EACH = 20, 10

_FIRST: tuple[tuple[Mapping[str, Json], ...], ...] = (
    (
        {"id": "q1", "text": "Who is it for?", "type": "text"},
        {"id": "q2", "text": "Is there a fixed date?", "type": "boolean"},
    ),
    (
        {"id": "q3", "text": "How many people work on it?", "type": "number"},
        {
            "id": "q4",
            "text": "What matters most?",
            "type": "single_choice",
            "options": ["speed", "quality", "cost"],
        },
    ),
    (
        {
            "id": "q5",
            "text": "Which parts are needed?",
            "type": "multiple_choice",
            "options": ["research", "design", "development", "launch"],
        },
        {"id": "q6", "text": "What could go wrong?", "type": "text"},
    ),
    (
        {"id": "q7", "text": "How will you know that it is done?", "type": "text"},
        {"id": "q8", "text": "May the first version be incomplete?", "type": "boolean"},
    ),
)
_DATE = {"id": "q3", "text": "In how many weeks is it due?", "type": "number"}
_QUALITY = {"id": "q6", "text": "Who checks the quality?", "type": "text"}


def ask(rounds: int, answers: Mapping[str, Json]) -> list[dict[str, Json]]:
    """The questions after so many answered rounds; none once all were asked or the draft is ready."""
    if rounds >= MOST_ROUNDS or rate(answers) >= READY:
        return []
    asked = [dict(question) for question in _FIRST[rounds]]
    if rounds == 1 and answers.get("q2") is True:
        asked[0] = dict(_DATE)
    if rounds == 2 and answers.get("q4") == "quality":
        asked[1] = dict(_QUALITY)
    return asked


def rate(answers: Mapping[str, Json]) -> int:
    """The readiness in per cent: so much for the framing, and some for each question that got an answer."""
    known = {question["id"] for part in _FIRST for question in part}
    given = [name for name in known if answers.get(name) not in (None, "", [])]
    return _BASE + _EACH * len(given)
