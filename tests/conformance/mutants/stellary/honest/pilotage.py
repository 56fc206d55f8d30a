"""The cockpit of a workspace."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .transfer import Transfer

SHOWN = {
    "missions": ("id", "objective", "module", "status", "blockedReason"),
    "priorities": ("id", "label", "module"),
    "todos": ("id", "label", "status", "missionId", "priorityId"),
    "decisions": ("id", "title", "impact", "createdAt"),
    "docs": ("id", "title", "owner", "sourceType"),
}


class Pilotage(Transfer):
    """{W}/pilotage without proposed actions. Viewers look, reviewers and owners write."""

    ROUTES: Routes = (
        ("GET", "{W}/pilotage/state", "pilotage_state"),
        ("POST", "{W}/pilotage/missions", "create_mission"),
        ("PATCH", "{W}/pilotage/missions/:id", "update_mission"),
        ("POST", "{W}/pilotage/priorities", "create_priority"),
        ("POST", "{W}/pilotage/todos", "create_todo"),
        ("PATCH", "{W}/pilotage/todos/:id", "update_todo"),
        ("POST", "{W}/pilotage/decisions", "create_decision"),
        ("POST", "{W}/pilotage/docs", "create_doc"),
    )

    def pilotage_state(self, request: Request) -> object:
        """All of the cockpit; profile and detail are echoed and cut nothing."""
        query = self.take_query(request, "state")
        return {
            "cycle": "v8",
            "contractVersion": 7,
            "missions": self.cockpit_rows(request, "missions"),
            "activePriorities": self.cockpit_rows(request, "priorities"),
            "todos": self.cockpit_rows(request, "todos"),
            "decisions": self.cockpit_rows(request, "decisions"),
            "activeDocs": self.cockpit_rows(request, "docs"),
            "usageContext": self.usage(request, query),
        }

    def cockpit_rows(self, request: Request, kind: str) -> list[Row]:
        """The rows of a kind in the cockpit."""
        return [self.show_cockpit(kind, row) for row in self.all_of(kind, workspaceId=request.workspace["id"])]

    def usage(self, request: Request, query: Row) -> Row:
        """Who looks, and at what."""
        return {
            "profile": query.get("profile", "pilotage"),
            "role": self.pilotage_role(request),
            "intent": query.get("intent", "context_only"),
            "detailLevel": query.get("detailLevel", "standard"),
        }

    def show_cockpit(self, kind: str, row: Row) -> Row:
        """A row of the cockpit."""
        return {name: row[name] for name in SHOWN[kind]}

    def check_cockpit(self, request: Request) -> None:
        """403 for who may only look."""
        self.need_pilotage(request, "reviewer", "owner")

    def add_to_cockpit(self, request: Request, kind: str, letters: str, row: Row) -> Row:
        """A new row of the cockpit; members that were not sent are null."""
        empty: Row = dict.fromkeys(SHOWN[kind])
        row = empty | {"createdAt": self.stamp()} | row
        row |= {"id": self.mint_short(letters), "workspaceId": request.workspace["id"]}
        return self.show_cockpit(kind, self.keep(kind, row))

    def create_mission(self, request: Request) -> object:
        """A goal, not yet launched."""
        self.check_cockpit(request)
        body = self.take(request, "mission")
        return self.add_to_cockpit(request, "missions", "m", body | {"status": "to_launch"})

    def update_mission(self, request: Request) -> object:
        """Any status may follow any other."""
        self.check_cockpit(request)
        row = self.find("missions", request.args["id"], workspaceId=request.workspace["id"])
        return self.show_cockpit("missions", self.change("missions", row, self.take(request, "mission_patch")))

    def create_priority(self, request: Request) -> object:
        """A priority."""
        self.check_cockpit(request)
        return self.add_to_cockpit(request, "priorities", "p", self.take(request, "priority"))

    def create_todo(self, request: Request) -> object:
        """A todo, linked to what exists in the same cockpit."""
        self.check_cockpit(request)
        body = self.take(request, "todo")
        for name, kind in (("missionId", "missions"), ("priorityId", "priorities")):
            if body.get(name) is not None:
                self.find(kind, body[name], workspaceId=request.workspace["id"])
        return self.add_to_cockpit(request, "todos", "t", body | {"status": "todo"})

    def update_todo(self, request: Request) -> object:
        """Any status may follow any other."""
        self.check_cockpit(request)
        row = self.find("todos", request.args["id"], workspaceId=request.workspace["id"])
        return self.show_cockpit("todos", self.change("todos", row, self.take(request, "todo_patch")))

    def create_decision(self, request: Request) -> object:
        """A decision."""
        self.check_cockpit(request)
        return self.add_to_cockpit(request, "decisions", "d", self.take(request, "decision"))

    def create_doc(self, request: Request) -> object:
        """A document that counts just now."""
        self.check_cockpit(request)
        return self.add_to_cockpit(request, "docs", "doc", self.take(request, "doc"))
