"""Tickets that count, point or tell wrongly."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("cases", "190", aim="Display ids count over the whole organization.")
class NumbersOfAll(Spedy):
    def next_number(self, board: Row) -> str:
        boards = self.all_of("boards", orgId=board["orgId"])
        board["number"] = max(row["number"] for row in boards) + 2
        return f"{board['prefix']}-{board['number']}"


@mutant("cases", "189", "482", aim="A display id is given again.")
class NumbersReused(Spedy):
    def next_number(self, board: Row) -> str:
        living = self.undeleted("tickets", self.all_of("tickets", boardId=board["id"]))
        return f"{board['prefix']}-{len(living) + 1}"


@mutant("cases", "189", aim="Display ids do not begin with the board's prefix.")
class NumbersAlone(Spedy):
    def next_number(self, board: Row) -> str:
        return super().next_number(board).replace(f"{board['prefix']}-", "T-")


@mutant("cases", "191", aim="A new ticket is of high priority.")
class NewIsHigh(Spedy):
    def make_ticket(self, board: Row, author: Row, body: Row) -> Row:
        return super().make_ticket(board, author, {"priority": "HIGH", **body})


@mutant("cases", "171", aim="A ticket without a type gets the last one.")
class OtherType(Spedy):
    def make_ticket(self, board: Row, author: Row, body: Row) -> Row:
        last = self.all_of("types", orgId=board["orgId"])[-1]
        return super().make_ticket(board, author, {"typeId": last["id"], **body})


@mutant("cases", "192", aim="A new ticket is in progress.")
class NewInProgress(Spedy):
    def make_ticket(self, board: Row, author: Row, body: Row) -> Row:
        status = self.all_of("statuses", orgId=board["orgId"], category="ACTIVE")[0]
        return super().make_ticket(board, author, {"statusId": status["id"], **body})


@mutant("cases", "193", aim="A ticket answers under another board.")
class TicketOfAnyBoard(Spedy):
    def belongs(self, kind: str, row: Row, where: Row) -> bool:
        return kind == "tickets" or super().belongs(kind, row, where)


@mutant("cases", "200", aim="The aggregation forgets what is planned.")
class AggregationForgets(Spedy):
    def aggregate(self, rows: list[Row]) -> Row:
        return super().aggregate(rows) | {"planning": 0}


@mutant("cases", "201", aim="The aggregation does not know what is done.")
class AggregationBlind(Spedy):
    def aggregate(self, rows: list[Row]) -> Row:
        found = super().aggregate(rows)
        return found | {"completed": 0, "inProgress": found["inProgress"] + found["completed"]}


@mutant("cases", "203", aim="A converted ticket does not show below the other.")
class ConvertsNothing(Spedy):
    def convert_ticket(self, request: Request) -> object:
        row, parent = request.at["tickets"], request.at["tickets"]["parentTicketId"]
        found = super().convert_ticket(request)
        row["parentTicketId"] = parent
        return found


@mutant("cases", "206", aim="A ticket becomes its own subticket.")
class OwnSubticket(Spedy):
    def convert_ticket(self, request: Request) -> object:
        row = request.at["tickets"]
        if self.take(request, "convert")["parentTicketId"] == row["id"]:
            return self.show_ticket(row) | {"parentTicketId": row["id"]}
        return super().convert_ticket(request)


@mutant("cases", "304", aim="A subticket is converted again.")
class ConvertsTwice(Spedy):
    def convert_ticket(self, request: Request) -> object:
        request.at["tickets"]["parentTicketId"] = None
        return super().convert_ticket(request)


@mutant("cases", "304", aim="A ticket that is no subticket is promoted.")
class PromotesAll(Spedy):
    def promote_ticket(self, request: Request) -> object:
        return self.show_ticket(self.edit(request, request.at["tickets"], {"parentTicketId": None}))


@mutant("cases", "204", aim="A promoted ticket gets another number.")
class PromotedRenumbered(Spedy):
    def promote_ticket(self, request: Request) -> object:
        super().promote_ticket(request)
        number = self.next_number(request.at["boards"])
        return self.show_ticket(self.edit(request, request.at["tickets"], {"displayId": number}))


@mutant("cases", "305", aim="A ticket goes into a status that its board hides.")
class HiddenStatusTaken(Spedy):
    def show_board_status(self, board: Row, status: Row) -> Row:
        found = super().show_board_status(board, status)
        return found | ({"isHidden": False} if self.moving else {})

    moving = False

    def transit(self, request: Request, ticket: Row) -> Row:
        self.moving = True
        try:
            return super().transit(request, ticket)
        finally:
            self.moving = False


@mutant("cases", "210", aim="A link does not show at the other end.")
class OneSidedLinks(Spedy):
    def tie(self, row: Row, target: Row, kind: str) -> Row:
        near = super().tie(row, target, kind)
        self.tables["links"].pop(near["twin"])
        return near


@mutant("cases", "210", "211", aim="A link looks the same from both ends.")
class LinksNotInverted(Spedy):
    def inverse(self, kind: str) -> str:
        return kind


@mutant("cases", "213", aim="Deleting a link leaves its other end.")
class InverseStays(Spedy):
    def untie(self, row: Row) -> None:
        self.tables["links"].pop(row["id"], None)


@mutant("cases", "215", aim="A link is made twice.")
class LinksDoubled(Spedy):
    def taken(self, kind: str) -> Refusal:
        return _Again(409, "again") if kind == "links" else super().taken(kind)

    def create_link(self, request: Request) -> object:
        try:
            return super().create_link(request)
        except _Again:
            body = self.take(request, "link")
            target = self.tables["tickets"][body["targetTicketId"]]
            return self.show_link(self.tie(request.at["tickets"], target, body["type"]))


class _Again(Refusal):
    """The refusal of a second link, told from others."""


@mutant("cases", "231", aim="Who watches is everybody's business alike.")
class WatchedByOne(Spedy):
    def watching(self, request: Request) -> list[Row]:
        return self.all_of("watchers", ticketId=request.at["tickets"]["id"])


@mutant("cases", "230", aim="Unwatching answers well and does nothing.")
class WatchesOn(Spedy):
    def unwatch(self, request: Request) -> object:
        return {"isWatching": False}


@mutant("cases", "232", aim="Watching twice makes two watchers.")
class WatchersDoubled(Spedy):
    def watch_for(self, ticket: Row, user_id: str) -> None:
        row = {"id": self.mint("watchers"), "orgId": ticket["orgId"], "ticketId": ticket["id"], "userId": user_id}
        self.keep("watchers", row | {"createdAt": self.stamp()})


@mutant("cases", "309", aim="Who comments does not watch.")
class CommentersUntold(Spedy):
    def watch_for(self, ticket: Row, user_id: str) -> None:
        if self.asked:
            super().watch_for(ticket, user_id)

    asked = False

    def watch(self, request: Request) -> object:
        self.asked = True
        try:
            return super().watch(request)
        finally:
            self.asked = False


@mutant("cases", "241", aim="The bytes that come back have lost their last one.")
class BytesLost(Spedy):
    def find_file(self, request: Request) -> Row:
        row = super().find_file(request)
        return row | {"data": row["data"][:-1]} if request.handler == "download" else row


@mutant("cases", "242", aim="Images are saved, not shown.")
class ImagesSaved(Spedy):
    def download(self, request: Request) -> object:
        found = super().download(request)
        if hasattr(found, "headers"):
            found.headers["Content-Disposition"] = found.headers["Content-Disposition"].replace("inline", "attachment")
        return found


@mutant("cases", "244", aim="A file may be of another type than its name says.")
class AnyFileType(Spedy):
    def check_file(self, file: object) -> None:
        return


@mutant("cases", "240", aim="The files of one comment are not told from others.")
class FilesMixed(Spedy):
    def list_attachments(self, request: Request) -> object:
        request.query.pop("commentId", None)
        return super().list_attachments(request)


@mutant("cases", "132", aim="Comments are not counted as activity.")
class CommentsUncounted(Spedy):
    def note(self, request: Request, kind: str) -> None:
        if kind != "commentAdded":
            super().note(request, kind)


@mutant("cases", "131", aim="Activity outside the period is counted too.")
class AnyPeriod(Spedy):
    def activity(self, request: Request) -> Row:
        found = super().activity(request)
        user = self.find_user(request)
        events = self.all_of("events", userId=user["id"])
        counts = {kind: sum(row["kind"] == kind for row in events) for kind in found["eventCounts"]}
        return {**found, "eventCounts": counts}


@mutant("cases", "133", aim="The boards looked at most come last.")
class LeastViewedFirst(Spedy):
    def rank_views(self, views: list[Row]) -> list[Row]:
        return super().rank_views(views)[::-1]
