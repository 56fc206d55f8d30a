"""Time, timers and reports, each with one thing wrong."""

from __future__ import annotations

from typing import ClassVar

from tests.conformance.mutants.plain.checks import Field, Form

from .honest import Refusal, Reply, Request, Row, Spedy
from .registry import mutant


@mutant("cases", "270", aim="Whole intervals are rounded up too.")
class RoundsAlways(Spedy):
    def round(self, minutes: int) -> int:
        return (minutes // 15 + 1) * 15


@mutant("cases", "270", aim="The minutes that were noted are lost for those that count.")
class NotedIsRounded(Spedy):
    def show_entry(self, row: Row) -> Row:
        return super().show_entry(row) | {"durationMinutes": min(row["roundedMinutes"], 1440)}


@mutant("cases", "515", aim="A change of the minutes is not rounded anew.")
class RoundedOnce(Spedy):
    def update_entry(self, request: Request) -> object:
        row = self.find_entry(request)
        rounded = row["roundedMinutes"]
        super().update_entry(request)
        return self.show_entry(self.change("entries", row, {"roundedMinutes": rounded}))


@mutant("cases", "514", aim="Time without a day is of another one.")
class TimeOfLongAgo(Spedy):
    def make_entry(self, ticket: Row, user: Row, body: Row) -> Row:
        return super().make_entry(ticket, user, {"date": "2020-01-01"} | body)


@mutant("cases", "514", aim="The day that was sent is lost.")
class AlwaysToday(Spedy):
    def make_entry(self, ticket: Row, user: Row, body: Row) -> Row:
        return super().make_entry(ticket, user, body | {"date": self.stamp()[:10]})


@mutant("cases", "514", aim="Time is its ticket's author's.")
class TimeOfAuthor(Spedy):
    def make_entry(self, ticket: Row, user: Row, body: Row) -> Row:
        return super().make_entry(ticket, self.people["admin"], body)


class Loose(Spedy):
    """A field of noted time takes what it should not."""

    loosened: ClassVar[Form] = {}

    def form(self, name: str) -> Form:
        return super().form(name) | (self.loosened if name == "entry" else {})


@mutant("cases", "required", "513", aim="Time of no minutes, or of days, is noted.")
class AnyMinutes(Loose):
    loosened: ClassVar[Form] = {"durationMinutes": Field("whole", True, low=0, high=100_000)}


@mutant("cases", "required", "513", aim="Half a minute is noted.")
class HalfMinutes(Loose):
    loosened: ClassVar[Form] = {"durationMinutes": Field("amount", True, low=1, high=1440)}


@mutant("cases", "513", aim="Time is noted on a day that no calendar has.")
class AnyDay(Loose):
    loosened: ClassVar[Form] = {"date": Field("text", high=10)}


@mutant("cases", "040", aim="A ticket lists the time of all tickets on the board.")
class TimeOfAnyTicket(Spedy):
    def list_entries(self, request: Request) -> object:
        tickets = {row["id"] for row in self.all_of("tickets", boardId=request.at["boards"]["id"])}
        rows = [row for row in self.undeleted("entries", self.all_of("entries")) if row["ticketId"] in tickets]
        return self.page(request, self.newest(rows), self.show_entry)


@mutant("cases", "086", aim="With time-tracking:manage nobody changes the time of others either.")
class NobodyManages(Spedy):
    def has(self, user: Row, permission: str) -> bool:
        return permission != "time-tracking:manage" and super().has(user, permission)


@mutant("cases", "086", aim="Time that somebody else changes becomes his.")
class TimeChangesHands(Spedy):
    def update_entry(self, request: Request) -> object:
        self.change("entries", self.find_entry(request), {"userId": request.user["id"]})
        return super().update_entry(request)


@mutant("cases", "519", aim="A timer of a moment becomes no entry.")
class MomentsAreLost(Spedy):
    def stop_timer(self, request: Request) -> object:
        row = self.timer_of(request)
        found = super().stop_timer(request)
        if row is not None and isinstance(found, dict) and self.now() - row["since"] < 60:
            self.drop("entries", found)
        return found


@mutant("cases", "519", aim="A timer that was stopped runs on.")
class TimersRunOn(Spedy):
    def stop_timer(self, request: Request) -> object:
        row = self.timer_of(request)
        found = super().stop_timer(request)
        if row is not None:
            self.keep("timers", row)
        return found


@mutant("cases", "519", aim="Every timer becomes a minute.")
class TimersOfAMinute(Spedy):
    def stop_timer(self, request: Request) -> object:
        row = self.timer_of(request)
        if row is not None:
            row["since"] = self.now()
        return super().stop_timer(request)


@mutant("cases", "301", aim="Stopping without a timer answers well.")
class StopsNothing(Spedy):
    def stop_timer(self, request: Request) -> object:
        return super().stop_timer(request) if self.timer_of(request) else Reply(200, {"timer": None})


@mutant("cases", "521", aim="A timer runs on a ticket out of its user's sight.")
class TimersUnseen(Spedy):
    def start_timer(self, request: Request) -> object:
        ticket = self.refer(request, "tickets", self.take(request, "timer")["ticketId"])
        if not self.sees_board(request.user, self.tables["boards"][ticket["boardId"]]):
            row = {"id": self.mint("timers"), "orgId": request.org["id"], "userId": request.user["id"]}
            row |= {"ticketId": ticket["id"], "startedAt": self.stamp(), "since": self.now()}
            return self.show_timer(self.keep("timers", row))
        return super().start_timer(request)


@mutant("cases", "521", aim="A timer runs on a deleted ticket.")
class TimersOfDeleted(Spedy):
    def start_timer(self, request: Request) -> object:
        ticket = self.tables["tickets"].get(self.take(request, "timer")["ticketId"], {})
        gone, ticket["deletedAt"] = ticket.get("deletedAt"), None
        try:
            return super().start_timer(request)
        finally:
            ticket["deletedAt"] = gone


@mutant("cases", "522", aim="A report counts time that was deleted.")
class ReportsDeleted(Spedy):
    def reported(self, request: Request) -> list[Row]:
        return self.all_of("entries", orgId=request.org["id"])


@mutant("cases", "522", aim="A report is by user whatever is asked for.")
class ReportsByUser(Spedy):
    def report(self, request: Request) -> object:
        request.query.pop("groupBy", None)
        return super().report(request)


@mutant("cases", "522", aim="A report that is not told by what is by ticket.")
class ReportsByTicket(Spedy):
    def report(self, request: Request) -> object:
        request.query.setdefault("groupBy", ["ticket"])
        return super().report(request)


@mutant("cases", "522", aim="A report does not hear of its first day.")
class ReportsFromEver(Spedy):
    def report(self, request: Request) -> object:
        request.query.pop("from", None)
        return super().report(request)


@mutant("cases", "522", aim="The last day of a report does not count.")
class ReportsBeforeLast(Spedy):
    def reported(self, request: Request) -> list[Row]:
        last = request.parameter("to")
        return [row for row in super().reported(request) if last is None or row["date"] != last]


@mutant("cases", "522", aim="A report adds minutes up that are rounded already.")
class ReportsRounded(Spedy):
    def reported(self, request: Request) -> list[Row]:
        return [row | {"durationMinutes": row["roundedMinutes"]} for row in super().reported(request)]


@mutant("cases", "522", aim="A report takes a group and days that there are not.")
class ReportsAnything(Spedy):
    def report(self, request: Request) -> object:
        if request.parameter("groupBy") not in (None, "user", "ticket"):
            request.query.pop("groupBy")
        for name in ("from", "to"):
            try:
                self.check_day(name, self.forms["entry"]["date"], request.parameter(name) or "2025-01-01")
            except Refusal:
                request.query.pop(name)
        return super().report(request)


@mutant("cases", "523", aim="A report shows everybody's time to all.")
class ReportsOfOthers(Spedy):
    def has(self, user: Row, permission: str) -> bool:
        return super().has(user, permission) or (self.reporting and permission == "time-tracking:manage")

    reporting = False

    def report(self, request: Request) -> object:
        self.reporting = True
        try:
            return super().report(request)
        finally:
            self.reporting = False


@mutant("cases", "523", aim="A report holds the caller's own time alone, whoever he is.")
class ReportsOwnAlone(Spedy):
    def reported(self, request: Request) -> list[Row]:
        return [row for row in super().reported(request) if row["userId"] == request.user["id"]]


@mutant("cases", "523", aim="A report holds time on tickets out of the caller's sight.")
class ReportsUnseen(Spedy):
    def sees_ticket(self, request: Request, row: Row) -> bool:
        return True


@mutant("cases", "paging", "045", aim="Lists of what no operation creates come whole.")
class WholeLists(Spedy):
    WHOLE = ("search", "report", "list_watchers", "list_attachments", "list_versions")

    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        found = super().read_number(request, name, default, most)
        return 100 if name == "limit" and request.handler in self.WHOLE else found
