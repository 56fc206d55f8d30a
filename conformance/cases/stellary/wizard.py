"""The project wizard: framing, questions, roadmap and the project that comes of it."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board
from conformance.cases.stellary.drafts import ROUNDS, phases, planned, questions, read, refine, refined
from conformance.cases.stellary.steps import Row, answered, call, equal, refused
from conformance.check import Subject, check


@check(writes=True)
def framing(bench: Bench, _: Subject) -> None:
    """A draft is made of name, description and contextDocuments."""
    documents = [bench.make("Document")["id"]]
    sent = {"name": f"Shop {bench.word()}", "description": f"Sell posters {bench.word()}"}
    shown = read(bench, bench.make("ProjectDraft", contextDocuments=documents, **sent))
    for name, value in sent.items():
        equal(bench, shown.get(name), value, f"the {name} of a draft comes back otherwise")
    found = shown.get("contextDocuments")
    # What a context document is, an id or more, nobody says.
    equal(bench, found, documents, "the contextDocuments of a draft come back otherwise", basis="assumed")


@check(writes=True)
def stage_and_questions(bench: Bench, _: Subject) -> None:
    """A draft shows its stage and its questions."""
    draft = bench.make("ProjectDraft")
    shown = read(bench, draft)
    stage, asked = shown.get("stage"), shown.get("questions")
    bench.expect(isinstance(stage, str) and stage, "a draft does not show its stage", observed=sorted(shown))
    bench.expect(isinstance(asked, list), "a draft does not show its questions", observed=sorted(shown))
    bench.expect(
        asked, "a new draft asks nothing", expected="a question", observed=asked, basis="assumed"
    )  # it may ask later
    answered(bench, refine(bench, draft, questions(shown)), "answering the questions of a draft")
    answered(bench, call(bench, "generateRoadmap", draftId=draft["id"]), "generating a roadmap")
    phases(bench, draft)
    later = read(bench, draft).get("stage")
    bench.expect(later != stage, "a draft shows one stage before and after its roadmap", observed=later)


@check(writes=True)
def refinement(bench: Bench, _: Subject) -> None:
    """Answers bring further questions or a readiness score."""
    draft = bench.make("ProjectDraft")
    shown = read(bench, draft)
    for _turn in range(ROUNDS):
        answer = refine(bench, draft, questions(shown))
        shown = answered(bench, answer, "answering the questions of a draft")
        score = shown.get("readinessScore")
        scored = isinstance(score, (int, float)) and not isinstance(score, bool)
        bench.require(
            questions(shown) or scored,
            "answers bring neither a question nor a score",
            expected="questions or readinessScore",
            observed=shown,
            exchange=answer,
        )
        if not questions(shown):
            return


@check(writes=True)
def four_rounds(bench: Bench, _: Subject) -> None:
    """There are at most four rounds of questions."""
    draft = bench.make("ProjectDraft")
    asked = questions(read(bench, draft))
    rounds = [asked] if asked else []
    for _turn in range(ROUNDS + 1):
        answer = refine(bench, draft, asked)
        if answer.status in (400, 409):  # no further answers are taken
            break
        asked = questions(answered(bench, answer, "answering the questions of a draft"))
        if not asked:
            break
        rounds.append(asked)
    bench.expect(
        len(rounds) <= ROUNDS,
        "a draft goes on asking after four rounds",
        expected=f"at most {ROUNDS} rounds",
        observed=len(rounds),
    )


@check(writes=True)
def roadmap(bench: Bench, _: Subject) -> None:
    """A roadmap has phases."""
    draft = refined(bench)
    answer = call(bench, "generateRoadmap", draftId=draft["id"])
    told = answered(bench, answer, "generating a roadmap")
    bench.expect(
        phases(bench, draft, told), "a roadmap has no phases", expected="phases", observed=told, exchange=answer
    )


@check(writes=True)
def execution(bench: Bench, _: Subject) -> None:
    """Execution makes a project with a column for each phase and, in it, a card for each of its deliverables."""
    draft = planned(bench)
    plan = phases(bench, draft)
    told = answered(bench, call(bench, "executeDraft", draftId=draft["id"]), "executing a draft")
    project = told.get("projectId") or read(bench, draft).get("projectId") or told.get("id")
    bench.adopt("Project", str(project), tenant=bench.maker.home())
    board = Board(bench, str(project))
    columns = board.columns()
    names = [column.get("name") for column in columns]
    equal(bench, names, [phase.get("name") for phase in plan], "the columns of the project are not the phases")
    cards = board.cards()
    for column, phase in zip(columns, plan, strict=False):
        titles = sorted(str(card.get("title")) for card in cards if card.get("columnId") == column.get("id"))
        said = "the cards of a column are not the deliverables of its phase"
        equal(bench, titles, sorted(_titles(phase)), said)


def _titles(phase: Row) -> list[str]:
    return [str(one.get("title") if isinstance(one, dict) else one) for one in phase.get("deliverables") or []]


@check(writes=True)
def execution_needs_roadmap(bench: Bench, _: Subject) -> None:
    """A draft without a roadmap cannot be executed: 409."""
    draft = refined(bench)
    answer = call(bench, "executeDraft", draftId=draft["id"])
    refused(bench, answer, "executing a draft without a roadmap", 409, 400)


@check(writes=True)
def execution_once(bench: Bench, _: Subject) -> None:
    """A draft is executed once: 409 the second time."""
    draft = planned(bench)
    phases(bench, draft)
    answered(bench, call(bench, "executeDraft", draftId=draft["id"]), "executing a draft")
    refused(bench, call(bench, "executeDraft", draftId=draft["id"]), "executing a draft again", 409, 400)


@check(writes=True)
def roadmap_needs_answers(bench: Bench, _: Subject) -> None:
    """A roadmap needs answers first: 409."""
    draft = bench.make("ProjectDraft")
    answer = call(bench, "generateRoadmap", draftId=draft["id"])
    refused(bench, answer, "a roadmap before any answer", 409, 400)


@check(writes=True)
def no_answers_after_roadmap(bench: Bench, _: Subject) -> None:
    """A draft with a roadmap takes no answers: 409."""
    draft = bench.make("ProjectDraft")
    asked = questions(read(bench, draft))
    answered(bench, refine(bench, draft, asked), "answering the questions of a draft")
    answered(bench, call(bench, "generateRoadmap", draftId=draft["id"]), "generating a roadmap")
    phases(bench, draft)
    refused(bench, refine(bench, draft, asked), "answers after the roadmap", 409, 400)
