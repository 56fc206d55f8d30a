"""What happens in projects, told to those who belong to them."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .accounts import OK
from .workspaces import Workspaces

TYPES = (
    *("card_created", "card_updated", "card_moved", "card_archived", "card_deleted", "card_assigned"),
    *("comment_added", "member_added", "member_removed"),
)


class Activity(Workspaces):
    """/notifications. A project's members hear of everything in it that somebody else did."""

    ROUTES: Routes = (
        ("GET", "/notifications", "list_notifications"),
        ("GET", "/notifications/count", "count_notifications"),
        ("PATCH", "/notifications/read-all", "read_all_notifications"),
        ("PATCH", "/notifications/:id/read", "read_notification"),
    )

    def tell(self, request: Request, kind: str, **meta: object) -> None:
        """Notify the members of the request's project."""
        activity = {"type": kind, "actorId": request.user["id"], "meta": meta, "createdAt": self.stamp()}
        for ident in self.audience(request):
            row = {"id": self.mint("notifications"), "userId": ident, "readAt": None, "activity": activity}
            self.keep("notifications", row | {"projectId": request.project["id"]})

    def audience(self, request: Request) -> list[str]:
        """Ids of those who hear of what the request does."""
        return [ident for ident in request.project["members"] if ident != request.user["id"]]

    def mine(self, request: Request) -> list[Row]:
        """The user's notifications, oldest first."""
        return self.all_of("notifications", userId=request.user["id"])

    def unread(self, request: Request) -> list[Row]:
        """The user's unread notifications."""
        return [row for row in self.mine(request) if row["readAt"] is None]

    def list_notifications(self, request: Request) -> object:
        """The newest notifications first."""
        limit = self.limit_of(request)
        rows = self.unread(request) if self.wants_unread(request) else self.mine(request)
        return [self.show_notification(row) for row in rows[::-1][:limit]]

    def limit_of(self, request: Request) -> int:
        """How many notifications are asked for."""
        text = request.parameter("limit")
        if text is None:
            return 50
        if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
            raise self.invalid("limit must be a whole number above 0")
        return int(text[:9])

    def wants_unread(self, request: Request) -> bool:
        """Whether only unread notifications are asked for."""
        return request.parameter("unreadOnly") in ("true", "1")

    def show_notification(self, row: Row) -> Row:
        """A notification."""
        return {name: row[name] for name in ("id", "userId", "readAt", "activity")}

    def count_notifications(self, request: Request) -> object:
        """How many are unread."""
        return {"count": len(self.unread(request))}

    def read_all_notifications(self, request: Request) -> object:
        """Mark all as read."""
        self.mark(self.unread(request))
        return OK

    def read_notification(self, request: Request) -> object:
        """Mark one as read."""
        row = self.find("notifications", request.args["id"], userId=request.user["id"])
        self.mark([row])
        return self.show_notification(row)

    def mark(self, rows: list[Row]) -> None:
        """Note when notifications were read first."""
        for row in rows:
            if row["readAt"] is None:
                self.change("notifications", row, {"readAt": self.stamp()})
