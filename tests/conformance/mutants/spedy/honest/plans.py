"""Milestones and releases of boards, time on tickets."""

from __future__ import annotations

from datetime import datetime

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .app import GONE
from .catalog import FINAL
from .talk import Talk

STEP = 15


class Plans(Talk):
    """What a board aims at, and what it ships."""

    ROUTES: Routes = (
        ("GET", "{B}/milestones", "list_milestones"),
        ("POST", "{B}/milestones", "create_milestone"),
        ("GET", "{B}/milestones/:milestoneId", "get_milestone"),
        ("PATCH", "{B}/milestones/:milestoneId", "update_milestone"),
        ("DELETE", "{B}/milestones/:milestoneId", "delete_milestone"),
        ("POST", "{B}/milestones/:milestoneId/restore", "restore_milestone"),
        ("GET", "{B}/releases", "list_releases"),
        ("POST", "{B}/releases", "create_release"),
        ("GET", "{B}/releases/:releaseId", "get_release"),
        ("PATCH", "{B}/releases/:releaseId", "update_release"),
        ("DELETE", "{B}/releases/:releaseId", "delete_release"),
        ("POST", "{B}/releases/:releaseId/restore", "restore_release"),
        ("POST", "{B}/releases/:releaseId/publish", "publish_release"),
    )

    def show_milestone(self, row: Row) -> Row:
        """A milestone with its progress."""
        names = ("id", "boardId", "name", "description", "startDate", "dueDate", "status")
        tickets = self.undeleted("tickets", self.all_of("tickets", milestoneId=row["id"]))
        progress = {
            "total": len(tickets),
            "completed": sum(self.category(ticket) == FINAL for ticket in tickets),
        }
        return self.pick(row, *names, "createdAt", "updatedAt", "deletedAt") | {"progress": progress}

    def list_milestones(self, request: Request) -> object:
        """The milestones of a board."""
        rows = self.of_board(request, "milestones", "OPEN", "COMPLETED")
        return self.page(request, self.newest(rows), self.show_milestone)

    def of_board(self, request: Request, kind: str, *words: str) -> list[Row]:
        """The living rows of a board, in one status where one is asked for."""
        rows = self.live(request, kind, "milestones:manage", boardId=request.at["boards"]["id"])
        status = self.word(request, "status", *words)
        return [row for row in rows if status in (None, row["status"])]

    def create_milestone(self, request: Request) -> object:
        """A new milestone."""
        body, board = self.take(request, "milestone"), request.at["boards"]
        self.check_span(body)
        self.check_free("milestones", body["name"], boardId=board["id"])
        return self.show_milestone(self.make_plan("milestones", board, body))

    def make_plan(self, kind: str, board: Row, body: Row) -> Row:
        """A milestone or a release of a board."""
        own = {"milestones": {"startDate": None, "dueDate": None, "status": "OPEN"}}
        own |= {"releases": {"plannedDate": None, "releasedAt": None, "status": "PLANNED"}}
        row = {"id": self.mint(kind), "orgId": board["orgId"], "boardId": board["id"], "description": None}
        stamps = {"createdAt": self.stamp(), "updatedAt": self.stamp(), "deletedAt": None}
        return self.keep(kind, row | own[kind] | stamps | body)

    def check_span(self, row: Row) -> None:
        """400 where something would end before it starts."""
        start, due = row.get("startDate"), row.get("dueDate")
        if start and due and datetime.fromisoformat(start) > datetime.fromisoformat(due):
            raise self.invalid("startDate lies after dueDate")

    def find_plan(self, request: Request, kind: str, ident: str) -> Row:
        """A living row of the board."""
        return self.find_live(kind, request.args[ident], boardId=request.at["boards"]["id"])

    def get_milestone(self, request: Request) -> object:
        """One milestone."""
        return self.show_milestone(self.find_plan(request, "milestones", "milestoneId"))

    def update_milestone(self, request: Request) -> object:
        """Change a milestone."""
        row, body = self.find_plan(request, "milestones", "milestoneId"), self.take(request, "milestone_patch")
        self.check_span(row | body)
        return self.show_milestone(self.alter_plan("milestones", row, body))

    def alter_plan(self, kind: str, row: Row, body: Row) -> Row:
        """Change a row of a board whose name stays its own."""
        if "name" in body:
            self.check_free(kind, body["name"], but=row, boardId=row["boardId"])
        return self.change(kind, row, body | {"updatedAt": self.stamp()})

    def delete_milestone(self, request: Request) -> object:
        """A milestone goes, and its tickets have none."""
        row = self.find_plan(request, "milestones", "milestoneId")
        self.mark("milestones", row)
        for ticket in self.all_of("tickets", milestoneId=row["id"]):
            self.change("tickets", ticket, {"milestoneId": None})
        return GONE

    def bring_back(self, request: Request, kind: str, ident: str) -> Row:
        """A deleted row of the board, living again."""
        row = self.find(kind, request.args[ident], boardId=request.at["boards"]["id"])
        if row["deletedAt"] is not None:
            self.check_free(kind, row["name"], but=row, boardId=row["boardId"])
        return self.unmark(kind, row)

    def restore_milestone(self, request: Request) -> object:
        """A milestone comes back."""
        return self.show_milestone(self.bring_back(request, "milestones", "milestoneId"))

    def show_release(self, row: Row) -> Row:
        """A release."""
        names = ("id", "boardId", "name", "description", "plannedDate", "status", "releasedAt")
        return self.pick(row, *names, "createdAt", "updatedAt", "deletedAt")

    def list_releases(self, request: Request) -> object:
        """The releases of a board."""
        return self.page(
            request, self.newest(self.of_board(request, "releases", "PLANNED", "RELEASED")), self.show_release
        )

    def create_release(self, request: Request) -> object:
        """A new release."""
        body, board = self.take(request, "release"), request.at["boards"]
        self.check_free("releases", body["name"], boardId=board["id"])
        return self.show_release(self.make_plan("releases", board, body))

    def get_release(self, request: Request) -> object:
        """One release."""
        return self.show_release(self.find_plan(request, "releases", "releaseId"))

    def update_release(self, request: Request) -> object:
        """Change a release."""
        row, body = self.find_plan(request, "releases", "releaseId"), self.take(request, "release_patch")
        return self.show_release(self.alter_plan("releases", row, body))

    def delete_release(self, request: Request) -> object:
        """A release goes unless it is out."""
        row = self.find_plan(request, "releases", "releaseId")
        if row["status"] == "RELEASED":
            raise self.illegal("It is released")
        self.mark("releases", row)
        return GONE

    def restore_release(self, request: Request) -> object:
        """A release comes back."""
        return self.show_release(self.bring_back(request, "releases", "releaseId"))

    def publish_release(self, request: Request) -> object:
        """A release is out."""
        row = self.find_plan(request, "releases", "releaseId")
        if row["status"] != "PLANNED":
            raise self.illegal("It is out already")
        changes = {"status": "RELEASED", "releasedAt": self.stamp()}
        return self.show_release(self.alter_plan("releases", row, changes))


class Times(Plans):
    """Time on tickets."""

    ROUTES: Routes = (
        ("GET", "{T}/time-entries", "list_entries"),
        ("POST", "{T}/time-entries", "log_time"),
        ("PATCH", "{T}/time-entries/:entryId", "update_entry"),
        ("DELETE", "{T}/time-entries/:entryId", "delete_entry"),
        ("GET", "{A}/time-tracking/timer", "get_timer"),
        ("POST", "{A}/time-tracking/timer/start", "start_timer"),
        ("POST", "{A}/time-tracking/timer/stop", "stop_timer"),
    )

    def show_entry(self, row: Row) -> Row:
        """Time on a ticket."""
        names = ("id", "ticketId", "userId", "date", "durationMinutes", "roundedMinutes", "description")
        return self.pick(row, *names, "createdAt", "updatedAt")

    def list_entries(self, request: Request) -> object:
        """The time on a ticket."""
        rows = self.undeleted("entries", self.all_of("entries", ticketId=request.at["tickets"]["id"]))
        return self.page(request, self.newest(rows), self.show_entry)

    def round(self, minutes: int) -> int:
        """Minutes as they count."""
        return -(-minutes // STEP) * STEP

    def log_time(self, request: Request) -> object:
        """Note time; for somebody else with the permission alone."""
        body = self.take(request, "entry")
        user = self.refer(request, "users", body.get("userId", request.user["id"]))
        if user is not request.user and not self.has(request.user, "time-tracking:manage"):
            raise Refusal(403, "It takes time-tracking:manage")
        return self.show_entry(self.make_entry(request.at["tickets"], user, body))

    def make_entry(self, ticket: Row, user: Row, body: Row) -> Row:
        """Time of a user on a ticket."""
        row = {"id": self.mint("entries"), "orgId": ticket["orgId"], "ticketId": ticket["id"], "description": None}
        row |= {"date": self.stamp()[:10], "createdAt": self.stamp(), "updatedAt": self.stamp(), "deletedAt": None}
        minutes = {"roundedMinutes": self.round(body["durationMinutes"]), "userId": user["id"]}
        return self.keep("entries", row | body | minutes)

    def find_entry(self, request: Request) -> Row:
        """The entry of the path, where the caller may change it."""
        row = self.find_live("entries", request.args["entryId"], ticketId=request.at["tickets"]["id"])
        if row["userId"] != request.user["id"] and not self.has(request.user, "time-tracking:manage"):
            raise Refusal(403, "It is somebody else's")
        return row

    def update_entry(self, request: Request) -> object:
        """Change an entry."""
        row, body = self.find_entry(request), self.take(request, "entry_patch")
        if "durationMinutes" in body:
            body["roundedMinutes"] = self.round(body["durationMinutes"])
        return self.show_entry(self.change("entries", row, body | {"updatedAt": self.stamp()}))

    def delete_entry(self, request: Request) -> object:
        """An entry goes."""
        self.mark("entries", self.find_entry(request))
        return GONE

    def timer_of(self, request: Request) -> Row | None:
        """The running timer of the caller."""
        return next(iter(self.all_of("timers", userId=request.user["id"])), None)

    def show_timer(self, row: Row) -> Row:
        """A timer."""
        return self.pick(row, "ticketId", "startedAt")

    def get_timer(self, request: Request) -> object:
        """The running timer, or null."""
        row = self.timer_of(request)
        return {"timer": None if row is None else self.show_timer(row)}

    def start_timer(self, request: Request) -> object:
        """Start one; 409 where one runs."""
        ticket = self.refer(request, "tickets", self.take(request, "timer")["ticketId"])
        if not self.sees_board(request.user, self.tables["boards"][ticket["boardId"]]):
            raise self.invalid("There is no such ticket")
        if self.timer_of(request) is not None:
            raise self.illegal("A timer runs already")
        row = {"id": self.mint("timers"), "orgId": request.org["id"], "userId": request.user["id"]}
        row |= {"ticketId": ticket["id"], "startedAt": self.stamp(), "since": self.now()}
        return self.show_timer(self.keep("timers", row))

    def stop_timer(self, request: Request) -> object:
        """Stop it; what passed becomes an entry."""
        row = self.timer_of(request)
        if row is None:
            raise self.illegal("No timer runs")
        self.drop("timers", row)
        minutes = min(max(int((self.now() - row["since"]) // 60), 1), 1440)
        ticket = self.tables["tickets"][row["ticketId"]]
        return self.show_entry(self.make_entry(ticket, request.user, {"durationMinutes": minutes}))
