"""Missions, proposals and drafts that go ways they may not go."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("states", "cases", "220", "018", aim="A mission that has ended can be cancelled.")
class EndedCancelled(Stellary):
    def check_run(self, row: Row) -> None:
        return


@mutant("states", "cases", "219", aim="Cancelling a mission is told and not done.")
class CancelIdle(Stellary):
    def cancel_run(self, request: Request) -> object:
        row = self.find_run(request)
        self.check_run(row)
        return self.show_run(row | {"status": "cancelled"})


@mutant("states", "cases", "crud", "216", aim="A new mission is completed at once, and was never queued.")
class BornCompleted(Stellary):
    def keep(self, kind: str, row: Row) -> Row:
        return super().keep(kind, row | {"status": "completed"} if kind == "runs" else row)


@mutant("states", "cases", "216", "218", aim="A mission stays queued for ever.")
class QueuedForEver(Stellary):
    def step(self, request: Request, row: Row) -> Row:
        return row

    def stream(self, request: Request, row: Row) -> bytes:
        return b'event: progress\ndata: {"status": "queued"}\n\n'


@mutant("states", "cases", "218", aim="A completed mission goes back to running.")
class MissionGoesBack(Stellary):
    def step(self, request: Request, row: Row) -> Row:
        return self.set_run(row, "running") if row["status"] == "completed" else super().step(request, row)


@mutant("cases", "states", "222", "227", aim="Supervised agents act and ask nobody.")
class SupervisedActsAlone(Stellary):
    def acts_alone(self, agent: Row) -> bool:
        return True


@mutant("cases", "states", "227", aim="Autonomous agents propose and wait.")
class AutonomousWaits(Stellary):
    def acts_alone(self, agent: Row) -> bool:
        return False


@mutant("cases", "states", "226", "018", aim="A proposal can be decided twice.")
class DecidedTwice(Stellary):
    def check_proposal(self, row: Row) -> None:
        return


@mutant("cases", "states", "228", aim="A mission waits on after its proposals are decided.")
class WaitsOn(Stellary):
    def decide(self, row: Row, status: str, reason: str | None) -> Row:
        run = self.tables["runs"][row["missionId"]]
        shown = super().decide(row, status, reason)
        self.set_run(run, "awaiting_approval")
        return shown


@mutant("cases", "states", "218", aim="Every mission is completed by reading it once.")
class CompletedOnRead(Stellary):
    def step(self, request: Request, row: Row) -> Row:
        return self.set_run(row, "completed", "Done") if row["status"] == "queued" else super().step(request, row)


@mutant("states", "cases", "244", "018", aim="A draft can be executed without a roadmap.")
class ExecuteUnplanned(Stellary):
    def execute_draft(self, request: Request) -> object:
        row = self.find_draft(request)
        if row["stage"] == "refinement":
            self.set_draft(row, stage="roadmap", roadmap={"phases": self.phases()})
        return super().execute_draft(request)


@mutant("states", "cases", "245", "018", aim="A draft can be executed twice.")
class ExecutedTwice(Stellary):
    def check_draft(self, row: Row, *stages: str) -> None:
        if (row["stage"], stages) != ("executed", ("roadmap",)):
            super().check_draft(row, *stages)


@mutant("states", "cases", "241", aim="A draft can be refined for ever.")
class RefineForEver(Stellary):
    def check_rounds(self, row: Row) -> None:
        row["rounds"] = min(row["rounds"], 2)


@mutant("cases", "states", "239", aim="A draft always says it is being framed.")
class StageFixed(Stellary):
    def show_draft(self, row: Row) -> Row:
        return super().show_draft(row) | {"stage": "framing"}
