"""Servers with the faults that no subject of the grid has: agents, missions, rules, documents and drafts."""

from __future__ import annotations

from tests.conformance.mutants.stellary.honest import Reply, Request, Row, Stellary


class PromptForgotten(Stellary):
    """A new mission comes with a prompt of the server's own."""

    def show_run(self, row: Row) -> Row:
        return super().show_run(row) | {"prompt": "Do something"}


class OtherCard(Stellary):
    """A mission names its agent where its card should be."""

    def show_run(self, row: Row) -> Row:
        return super().show_run(row) | {"cardId": row["agentId"]}


class ProgressHidden(Stellary):
    """A mission does not show how far it is."""

    def show_run(self, row: Row) -> Row:
        return {name: value for name, value in super().show_run(row).items() if name != "progress"}


class ReadingRenames(Stellary):
    """A mission reads back with another prompt."""

    def get_run(self, request: Request) -> object:
        shown = super().get_run(request)
        return shown | {"prompt": ""} if isinstance(shown, dict) else shown


class AllMissionsListed(Stellary):
    """The missions of an agent are those of every agent."""

    def list_runs(self, request: Request) -> object:
        return [self.show_run(row) for row in self.all_of("runs", workspaceId=request.workspace["id"])]


class LastMissionListed(Stellary):
    """The missions of an agent are the last one."""

    def list_runs(self, request: Request) -> object:
        rows = super().list_runs(request)
        return rows[-1:] if isinstance(rows, list) else rows


class FailsUnseen(Stellary):
    """A mission that runs goes back to the queue."""

    def step(self, request: Request, row: Row) -> Row:
        return self.set_run(row, "queued") if row["status"] == "running" else super().step(request, row)


class StreamOfComments(Stellary):
    """A stream brings comments alone."""

    def stream(self, request: Request, row: Row) -> bytes:
        return b": still here\n\n: still here\n\n"


class StreamCutShort(Stellary):
    """A stream ends in the middle of its first event."""

    def stream(self, request: Request, row: Row) -> bytes:
        return super().stream(request, row).partition(b"\n\n")[0]


class ActsBeforeApproval(Stellary):
    """A supervised agent proposes, and has done it already."""

    def propose(self, run: Row) -> None:
        super().propose(run)
        kind, payload = self.plan_action(run)
        workspace = self.tables["workspaces"][run["workspaceId"]]
        self.carry_out(Request("", "", {}, {}, b"", workspace=workspace), kind, payload)


class ReasonRefused(Stellary):
    """A rejection with a reason is no rejection."""

    def reject_proposal(self, request: Request) -> object:
        if self.take(request, "reject").get("reason"):
            raise self.invalid("reason is not known")
        return super().reject_proposal(request)


class RuleForgets(Stellary):
    """A rule comes back without its conditions."""

    def show_rule(self, row: Row) -> Row:
        return super().show_rule(row) | {"conditions": {}}


class RuleRenamed(Stellary):
    """What a rule does comes back under another name."""

    def show_rule(self, row: Row) -> Row:
        return super().show_rule(row) | {"action": {"kind": row["action"]["type"]}}


class ConditionsIgnored(Stellary):
    """A rule runs whatever its conditions say."""

    def meets(self, card: Row, conditions: object) -> bool:
        return True


class ConditionsNeverMet(Stellary):
    """A rule with conditions never runs."""

    def meets(self, card: Row, conditions: object) -> bool:
        return not conditions


class ActsOnTheFirstCard(Stellary):
    """A rule acts on the first card of the column as well."""

    def run_rule(self, request: Request, rule: Row) -> None:
        first = self.cards_in(request.card["columnId"])[0]
        self.change("cards", first, {"priority": "high"})
        super().run_rule(request, rule)


class RunsTwice(Stellary):
    """A rule runs twice for one act."""

    def run_rule(self, request: Request, rule: Row) -> None:
        super().run_rule(request, rule)
        super().run_rule(request, rule)


class FailsWell(Stellary):
    """Every run of a rule is a success, whatever came of it."""

    def trace(self, request: Request, rule: Row, done: bool) -> None:
        super().trace(request, rule, True)


class NoClock(Stellary):
    """Nothing happens when a due date arrives."""

    def before(self, request: Request) -> None:
        return


class EarlyClock(Stellary):
    """A due date arrives when it is set."""

    def create_card(self, request: Request) -> object:
        shown = super().create_card(request)
        self.happen(request, "due_date_reached")
        return shown


class Uprooted(Stellary):
    """A document that was put below another lies at the top."""

    def show_document(self, row: Row) -> Row:
        return super().show_document(row) | {"parentId": None}


class BranchesDangle(Stellary):
    """What lay below a deleted document names it still."""

    def delete_document(self, request: Request) -> object:
        self.drop("documents", self.find_document(request))
        return {"ok": True}


class WorkspaceOnly(Stellary):
    """Every document sits at the level of the workspace."""

    def show_document(self, row: Row) -> Row:
        return super().show_document(row) | {"contextType": "workspace", "contextId": row["workspaceId"]}


class ContentListed(Stellary):
    """The list of documents shows them whole."""

    def list_documents(self, request: Request) -> object:
        return [self.show_document(row) for row in self.documents_of(request, {})]


class NotesLost(Stellary):
    """The notes of a review are gone."""

    def show_document(self, row: Row) -> Row:
        return super().show_document(row) | {"reviewNotes": None}


class FramingForgotten(Stellary):
    """A draft is called after its description, and forgets what it should have read."""

    def show_draft(self, row: Row) -> Row:
        return super().show_draft(row) | {"name": row["description"], "contextDocuments": []}


class RoadmapOfNothing(Stellary):
    """A roadmap is made without a single answer."""

    def check_roadmap(self, row: Row) -> None:
        self.check_draft(row, "refinement", "roadmap")


class AnswersForEver(Stellary):
    """A draft with a roadmap takes answers."""

    def check_draft(self, row: Row, *stages: str) -> None:
        if (row["stage"], stages) != ("roadmap", ("refinement",)):
            super().check_draft(row, *stages)


class QuestionsHidden(Stellary):
    """A draft does not show its questions."""

    def show_draft(self, row: Row) -> Row:
        return {name: value for name, value in super().show_draft(row).items() if name != "questions"}


class Slow(Stellary):
    """Honest, but its missions take an hour for each step."""

    def step(self, request: Request, row: Row) -> Row:
        due = self.now() - row.setdefault("since", self.now()) >= 3600
        return super().step(request, row) if due else row


class Clumsy(Stellary):
    """Honest, but all its agents give up."""

    def plan_action(self, run: Row) -> tuple[str, Row]:
        raise NotImplementedError

    def step(self, request: Request, row: Row) -> Row:
        return self.set_run(row, "failed", "No model") if row["status"] == "running" else super().step(request, row)


class SilentStream(Stellary):
    """Honest, but its stream is elsewhere: who asks here gets an error."""

    def get_run(self, request: Request) -> object:
        if "text/event-stream" in request.headers.get("accept", ""):
            return Reply(406, {"statusCode": 406, "message": "Not here", "error": "Not Acceptable"})
        return super().get_run(request)
