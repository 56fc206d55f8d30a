"""Drafts that questions turn into a roadmap, and the roadmap into a project."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .accounts import OK
from .automations import Automations

SHOWN = (
    *("id", "name", "description", "contextDocuments", "stage", "questions", "readinessScore", "roadmap", "projectId"),
    *("createdAt", "updatedAt"),
)
QUESTIONS = ("Who is it for?", "What must be ready first?", "What could go wrong?", "When is it done?")
PHASES = (
    ("Foundations", (("Write the brief", "high"), ("Set up the board", "medium"))),
    ("Delivery", (("Build the first slice", "high"), ("Show it to users", "low"))),
)


class Wizard(Automations):
    """{W}/project-drafts. A draft is framed when it is made; one question a round, four rounds at most."""

    ROUTES: Routes = (
        ("POST", "{W}/project-drafts", "create_draft"),
        ("GET", "{W}/project-drafts", "list_drafts"),
        ("GET", "{W}/project-drafts/:draftId", "get_draft"),
        ("POST", "{W}/project-drafts/:draftId/refine", "refine_draft"),
        ("POST", "{W}/project-drafts/:draftId/generate-roadmap", "generate_roadmap"),
        ("POST", "{W}/project-drafts/:draftId/execute", "execute_draft"),
        ("DELETE", "{W}/project-drafts/:draftId", "delete_draft"),
    )

    def create_draft(self, request: Request) -> object:
        """A new draft with its first question."""
        body: Row = {"contextDocuments": []} | self.take(request, "draft")
        row = body | {"id": self.mint("drafts"), "workspaceId": request.workspace["id"], "rounds": 0}
        row |= {"stage": "refinement", "questions": self.questions(0), "readinessScore": None, "roadmap": None}
        row |= {"projectId": None, "createdAt": self.stamp(), "updatedAt": self.stamp()}
        return self.show_draft(self.keep("drafts", row))

    def questions(self, rounds: int) -> list[Row]:
        """What is asked after so many rounds."""
        return [{"id": f"q{rounds + 1}", "text": text, "type": "text"} for text in QUESTIONS[rounds : rounds + 1]]

    def show_draft(self, row: Row) -> Row:
        """A draft."""
        return {name: row[name] for name in SHOWN}

    def list_drafts(self, request: Request) -> object:
        """The drafts of the workspace."""
        return [self.show_draft(row) for row in self.all_of("drafts", workspaceId=request.workspace["id"])]

    def find_draft(self, request: Request) -> Row:
        """The draft of the path in the workspace of the path."""
        return self.find("drafts", request.args["draftId"], workspaceId=request.workspace["id"])

    def get_draft(self, request: Request) -> object:
        """One draft with stage and questions."""
        return self.show_draft(self.find_draft(request))

    def set_draft(self, row: Row, **changes: object) -> Row:
        """Write members of a draft."""
        return self.show_draft(self.change("drafts", row, changes | {"updatedAt": self.stamp()}))

    def check_draft(self, row: Row, *stages: str) -> None:
        """409 unless a draft is in one of these stages."""
        if row["stage"] not in stages:
            raise Refusal(409, f"The draft is in the stage {row['stage']}")

    def refine_draft(self, request: Request) -> object:
        """Take answers; give the next question and how ready the draft is."""
        row = self.find_draft(request)
        self.take(request, "refine")
        self.check_draft(row, "refinement")
        self.check_rounds(row)
        rounds = row["rounds"] + 1
        return self.set_draft(row, rounds=rounds, questions=self.questions(rounds), readinessScore=20 + 20 * rounds)

    def check_rounds(self, row: Row) -> None:
        """409 after the fourth round."""
        if row["rounds"] >= len(QUESTIONS):
            raise Refusal(409, "The draft is refined enough")

    def generate_roadmap(self, request: Request) -> object:
        """Phases with deliverables; needs one round of answers."""
        row = self.find_draft(request)
        self.check_roadmap(row)
        return self.set_draft(row, stage="roadmap", questions=[], roadmap={"phases": self.phases()})

    def check_roadmap(self, row: Row) -> None:
        """409 where there is nothing to make a roadmap of."""
        self.check_draft(row, "refinement", "roadmap")
        if not row["rounds"]:
            raise Refusal(409, "Answer the questions first")

    def phases(self) -> list[Row]:
        """The phases of a roadmap."""
        return [
            {"name": name, "deliverables": [{"title": title, "priority": priority} for title, priority in items]}
            for name, items in PHASES
        ]

    def execute_draft(self, request: Request) -> object:
        """The project: a column per phase, a card per deliverable."""
        row = self.find_draft(request)
        self.check_draft(row, "roadmap")
        phases = row["roadmap"]["phases"]
        names = tuple(phase["name"] for phase in phases)
        project = self.make_project(request.workspace, request.user, row["name"], names)
        self.fill(project, self.deliverables(phases))
        self.set_draft(row, stage="executed", projectId=project["id"])
        return self.show_project(project)

    def deliverables(self, phases: list[Row]) -> list[Row]:
        """The cards of a roadmap, each with the place of its column."""
        return [item | {"columnIndex": place} for place, phase in enumerate(phases) for item in phase["deliverables"]]

    def delete_draft(self, request: Request) -> object:
        """A draft goes."""
        self.drop("drafts", self.find_draft(request))
        return OK
