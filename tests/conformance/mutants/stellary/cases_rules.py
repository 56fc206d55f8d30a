"""Rules that do not act, act when they should not, or leave no trace; and a cockpit that forgets."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


class Deaf(Stellary):
    """A server whose rules miss some triggers; ``missed`` names them."""

    missed = frozenset(("task_created", "task_moved", "task_assigned", "checklist_complete"))

    def rules_for(self, request: Request, trigger: str) -> list[Row]:
        return [] if trigger in self.missed else super().rules_for(request, trigger)


@mutant("cases", "235", "233", aim="No rule ever fires.")
class RulesDeaf(Deaf):
    pass


@mutant("cases", "235", aim="Rules do not fire when a card moves.")
class DeafToMoves(Deaf):
    missed = frozenset(("task_moved",))


@mutant("cases", "235", aim="Rules do not fire when a card is created.")
class DeafToCards(Deaf):
    missed = frozenset(("task_created",))


@mutant("cases", "235", aim="Rules do not fire when a card is given to somebody.")
class DeafToAssignment(Deaf):
    missed = frozenset(("task_assigned",))


@mutant("cases", "235", aim="Rules do not fire when a checklist is finished.")
class DeafToChecklists(Deaf):
    missed = frozenset(("checklist_complete",))


@mutant("cases", "235", aim="Rules that wait for moves fire on every change of a card.")
class RulesJumpy(Stellary):
    def report(self, request: Request, before: Row) -> None:
        super().report(request, before)
        if before["columnId"] == request.card["columnId"]:
            self.happen(request, "task_moved")


@mutant("cases", "232", aim="A disabled rule fires.")
class DisabledFires(Stellary):
    def rules_for(self, request: Request, trigger: str) -> list[Row]:
        return self.all_of("rules", projectId=request.project["id"], trigger=trigger)


@mutant("cases", "231", aim="A rule fires in every project.")
class RulesEverywhere(Stellary):
    def rules_for(self, request: Request, trigger: str) -> list[Row]:
        return self.all_of("rules", trigger=trigger, enabled=True)


@mutant("cases", "233", aim="Rules leave no trace.")
class RulesTraceless(Stellary):
    def trace(self, request: Request, rule: Row, done: bool) -> None:
        return


@mutant("cases", "233", aim="A rule leaves a trace of its first run alone.")
class TraceOnce(Stellary):
    def trace(self, request: Request, rule: Row, done: bool) -> None:
        if not self.all_of("traces", ruleId=rule["id"]):
            super().trace(request, rule, done)


@mutant("cases", "shape", "234", aim="The result of a run is done or undone, not success or failure.")
class TraceOtherWords(Stellary):
    def list_traces(self, request: Request) -> object:
        rows = super().list_traces(request)
        words = {"success": "done", "failure": "undone"}
        return [row | {"result": words[row["result"]]} for row in rows] if isinstance(rows, list) else rows


@mutant("cases", "233", aim="The trace of a run names the rule as its target.")
class TraceOfItself(Stellary):
    def trace(self, request: Request, rule: Row, done: bool) -> None:
        super().trace(request, rule, done)
        self.all_of("traces")[-1]["target"] = rule["id"]


@mutant("cases", "230", "235", aim="Rules leave traces and do nothing.")
class RulesIdle(Stellary):
    def run_rule(self, request: Request, rule: Row) -> None:
        self.trace(request, rule, True)


@mutant("cases", "crud", "236", aim="A new rule is disabled.")
class BornDisabled(Stellary):
    def keep(self, kind: str, row: Row) -> Row:
        return super().keep(kind, row | {"enabled": False} if kind == "rules" else row)


@mutant("cases", "232", aim="Toggling a rule disables it, and never enables it again.")
class ToggleOneWay(Stellary):
    def toggle_rule(self, request: Request) -> object:
        return self.show_rule(self.change("rules", self.find_rule(request), {"enabled": False}))


@mutant("cases", "160", aim="An applied action changes nothing.")
class ApplyIdle(Stellary):
    def carry_out(self, request: Request, kind: str, payload: Row) -> bool:
        return request.handler == "apply_action" or super().carry_out(request, kind, payload)


@mutant("cases", "146", aim="New missions do not show in the state of the cockpit.")
class MissionsHidden(Stellary):
    def cockpit_rows(self, request: Request, kind: str) -> list[Row]:
        return super().cockpit_rows(request, kind)[: 1 if kind == "missions" else None]


@mutant("cases", "146", aim="New decisions and documents do not show in the state of the cockpit.")
class DecisionsHidden(Stellary):
    def cockpit_rows(self, request: Request, kind: str) -> list[Row]:
        return [] if kind in ("decisions", "docs") else super().cockpit_rows(request, kind)


@mutant("cases", "146", aim="New todos do not show in the state of the cockpit.")
class TodosHidden(Stellary):
    def cockpit_rows(self, request: Request, kind: str) -> list[Row]:
        return super().cockpit_rows(request, kind)[: 1 if kind == "todos" else None]


@mutant("cases", "147", aim="A todo loses its links to a mission and a priority.")
class TodoUnlinked(Stellary):
    def show_cockpit(self, kind: str, row: Row) -> Row:
        shown = super().show_cockpit(kind, row)
        return shown | {"missionId": None, "priorityId": None} if kind == "todos" else shown


@mutant("cases", "shape", "221", aim="Who asks for the stream of a mission gets JSON.")
class StreamAsJson(Stellary):
    def get_run(self, request: Request) -> object:
        request.headers.pop("accept", None)
        return super().get_run(request)


@mutant("cases", "shape", "181", aim="There are four kinds of view.")
class FourViews(Stellary):
    def views(self) -> list[str]:
        return super().views()[:4]


@mutant("cases", "182", aim="Switching the view is told and not done.")
class ViewStays(Stellary):
    def switch_view(self, request: Request) -> object:
        self.find_scope(request)
        return {"views": self.views(), "activeView": self.take(request, "view")["activeView"]}


@mutant("cases", "075", aim="portfolio is taken for the id of a project.")
class PortfolioIsId(Stellary):
    def portfolio(self, request: Request) -> object:
        raise self.missing("projects")


@mutant("cases", "125", aim="read-all is taken for the id of a notification.")
class ReadAllIsId(Stellary):
    def read_all_notifications(self, request: Request) -> object:
        raise self.missing("notifications")
