"""The project wizard: from a few words over questions and a roadmap to a project."""

from __future__ import annotations

import re

from mock_server.apis.stellary.projects import furnish
from mock_server.apis.stellary.questions import ask, rate
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

PHASES = ("Foundations", "Delivery")
LONGEST_TITLE = 500
_PARTS = re.compile(r"[.;,\n]+")


def begin_draft(act: Act, _: Row, __: Row | None) -> None:
    """A framed draft waits for the answers to its first questions at once (STELLARY-238, 239)."""
    act.change({"questions": ask(0, {}), "rounds": 0, "answers": {}})


def refine(act: Act) -> None:
    """Take answers and ask further, four rounds at most (STELLARY-240, 241).

    A question may be left out or answered again later; answers to questions nobody asked count for nothing.
    """
    draft = act.current
    if draft["stage"] != "refinement" or not draft["questions"]:
        act.refuse("illegal", "there is no question left")
    given = {entry["questionId"]: entry["value"] for entry in act.body["answers"]}
    answers, rounds = {**draft.get("answers", {}), **given}, draft.get("rounds", 0) + 1
    score = rate(answers)
    act.fields = {"answers": answers, "rounds": rounds, "questions": ask(rounds, answers), "readinessScore": score}


def draw_roadmap(act: Act) -> None:
    """Make the roadmap of a draft that was refined at least once, anew where it has one (STELLARY-242, 346)."""
    draft = act.current
    if draft["stage"] not in ("refinement", "roadmap"):
        act.refuse("illegal", "the draft is a project already")
    if not draft.get("rounds", 0):
        act.refuse("illegal", "answer the questions of a round first")
    score = draft["readinessScore"] if draft["readinessScore"] is not None else rate(draft.get("answers", {}))
    act.fields = {"stage": "roadmap", "questions": [], "readinessScore": score, "roadmap": plan_roadmap(draft)}


def check_execution(act: Act) -> None:
    """A draft with a roadmap becomes a project of its name, once."""
    draft = act.path_row("ProjectDraft")
    if draft["stage"] != "roadmap":
        act.refuse("illegal", "there is no roadmap" if draft["roadmap"] is None else "the draft is a project already")
    act.fields = {"name": draft["name"]}


def execute(act: Act, project: Row, _before: Row | None) -> None:
    """Each phase of the roadmap is a column, each deliverable a card in it (STELLARY-243 to 245)."""
    draft = act.path_row("ProjectDraft")
    phases = draft["roadmap"]["phases"]
    for column, phase in zip(furnish(act, project, [phase["name"] for phase in phases]), phases, strict=True):
        for deliverable in phase["deliverables"]:
            act.create("Card", {"columnId": column["id"], **deliverable})
    act.change_row("ProjectDraft", draft["id"], {"stage": "executed", "projectId": project["id"]})


def plan_roadmap(draft: Row) -> dict[str, Json]:
    """Two phases: of the parts of a description that has four or more, else of two common deliverables each."""
    parts = [part.strip() for part in _PARTS.split(draft["description"]) if part.strip()]
    if len(parts) >= 4:
        middle = len(parts) // 2
        split = (parts[:middle], parts[middle:])
    else:
        name = draft["name"]
        split = ([f"Write the brief of {name}", "Set up the board"], [f"Build {name}", f"Launch {name}"])
    phases = [
        {"name": phase, "deliverables": [_deliver(title, place) for place, title in enumerate(titles)]}
        for phase, titles in zip(PHASES, split, strict=True)
    ]
    return {"phases": phases}


def _deliver(title: str, place: int) -> dict[str, Json]:
    return {"title": title[:LONGEST_TITLE], "priority": "high" if place == 0 else "medium"}


PREPARES = {"executeDraft": check_execution, "generateRoadmap": draw_roadmap, "refineDraft": refine}
EFFECTS = {"createDraft": begin_draft, "executeDraft": execute}
