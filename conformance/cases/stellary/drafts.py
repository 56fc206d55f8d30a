"""Drafts of the project wizard as cases need them: made, answered, and their roadmap read."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.steps import Row, answered, call
from conformance.cases.stellary.waiting import until
from conformance.exchange import Exchange, Json

ROUNDS = 4


def read(bench: Bench, draft: Row) -> Row:
    """A draft as it is now."""
    return answered(bench, call(bench, "getDraft", draftId=draft["id"]), "reading a draft")


def questions(shown: Row) -> list[Row]:
    """The questions a draft or an answer shows."""
    found = shown.get("questions")
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def reply(question: Row) -> Row:
    """An answer to a question, in its format."""
    options = question.get("options") or ["yes"]
    values: dict[str, Json] = {
        "boolean": True,
        "number": 3,
        "single_choice": options[0],
        "multiple_choice": [options[0]],
    }
    value = values.get(str(question.get("type")), "People who collect posters")
    return {"questionId": str(question.get("id")), "value": value}


def refine(bench: Bench, draft: Row, asked: list[Row]) -> Exchange:
    """Answer questions, whatever comes of it."""
    return call(bench, "refineDraft", {"answers": [reply(question) for question in asked]}, draftId=draft["id"])


def refined(bench: Bench) -> Row:
    """A new draft with one round of answers."""
    draft = bench.make("ProjectDraft")
    answered(bench, refine(bench, draft, questions(read(bench, draft))), "answering the questions of a draft")
    return draft


def planned(bench: Bench) -> Row:
    """A new draft with a roadmap."""
    draft = refined(bench)
    answered(bench, call(bench, "generateRoadmap", draftId=draft["id"]), "generating a roadmap")
    return draft


def phases(bench: Bench, draft: Row, told: Row | None = None) -> list[Row]:
    """The phases of a draft's roadmap, from an answer or the draft itself, which may take its time."""
    found = _phases(told or {})
    return found or until(bench, lambda: _phases(read(bench, draft)), bool)


def _phases(shown: Row) -> list[Row]:
    roadmap = shown.get("roadmap")
    found = roadmap.get("phases") if isinstance(roadmap, dict) else roadmap or shown.get("phases")
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
