"""Query parameters that narrow nothing, or the wrong thing."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Stellary
from .registry import mutant


@mutant("filter", "156", aim="The filter by status of proposed actions is ignored.")
class ActionFilterIgnored(Stellary):
    def take_query(self, request: Request, name: str) -> Row:
        query = super().take_query(request, name)
        return {} if name == "action_query" else query


@mutant("filter", "203", aim="The filters of documents are ignored.")
class DocumentFilterIgnored(Stellary):
    def documents_of(self, request: Request, wanted: Row) -> list[Row]:
        return super().documents_of(request, {})


@mutant("filter", "203", aim="Filtering documents by parent shows those below other parents too.")
class ParentFilterIgnored(Stellary):
    def documents_of(self, request: Request, wanted: Row) -> list[Row]:
        return super().documents_of(request, {name: value for name, value in wanted.items() if name != "parentId"})


@mutant("filter", "203", aim="Filtering documents by type shows all but that type.")
class TypeFilterTurned(Stellary):
    def documents_of(self, request: Request, wanted: Row) -> list[Row]:
        rows = super().documents_of(request, {})
        return [row for row in rows if row["docType"] != wanted["docType"]] if "docType" in wanted else rows


@mutant("filter", "203", aim="Of two filters of documents only the first counts.")
class SecondFilterIgnored(Stellary):
    def documents_of(self, request: Request, wanted: Row) -> list[Row]:
        return super().documents_of(request, dict(list(wanted.items())[:1]))


@mutant("filter", "cases", "118", aim="limit is ignored.")
class LimitIgnored(Stellary):
    def limit_of(self, request: Request) -> int:
        return 50


@mutant("filter", "cases", "118", aim="Without a limit, all notifications are listed.")
class DefaultLimitMissing(Stellary):
    def limit_of(self, request: Request) -> int:
        return super().limit_of(request) if "limit" in request.query else 100_000


@mutant("filter", "cases", "118", aim="A list of notifications is one longer than its limit.")
class LimitOneMore(Stellary):
    def limit_of(self, request: Request) -> int:
        return super().limit_of(request) + 1


@mutant("filter", "cases", "120", aim="unreadOnly is ignored.")
class UnreadOnlyIgnored(Stellary):
    def wants_unread(self, request: Request) -> bool:
        return False


@mutant("filter", "cases", "120", aim="unreadOnly=1 is not understood, unreadOnly=true is.")
class UnreadOnlyPicky(Stellary):
    def wants_unread(self, request: Request) -> bool:
        return request.parameter("unreadOnly") == "true"


@mutant("filter", "cases", "120", aim="Only unread notifications are listed unless asked otherwise.")
class UnreadOnlyAlways(Stellary):
    def wants_unread(self, request: Request) -> bool:
        return request.parameter("unreadOnly") is None or super().wants_unread(request)


@mutant("filter", "290", aim="A status that no action can have lists them all.")
class ActionStatusForgiven(Stellary):
    def take_query(self, request: Request, name: str) -> Row:
        try:
            return super().take_query(request, name)
        except Refusal:
            if name != "action_query":
                raise
            return {}
