"""Walls between organizations with a hole."""

from __future__ import annotations

from typing import ClassVar

from .honest import Request, Row, Spedy
from .registry import mutant


class Leaky(Spedy):
    """A server where rows of one kind answer to any organization: ``leak`` is the kind."""

    leak: ClassVar[str] = ""

    def belongs(self, kind: str, row: Row, where: Row) -> bool:
        if kind == self.leak:
            where = {name: value for name, value in where.items() if name != "orgId"}
        return super().belongs(kind, row, where)


@mutant("tenancy", "069", aim="A board of another organization answers.")
class ForeignBoard(Leaky):
    leak = "boards"


@mutant("tenancy", "sequences", "069", "603", aim="A label of another organization answers.")
class ForeignLabel(Leaky):
    leak = "labels"


@mutant("tenancy", "069", aim="A status of another organization answers.")
class ForeignStatus(Leaky):
    leak = "statuses"


@mutant("tenancy", "069", aim="A customer of another organization answers.")
class ForeignCustomer(Leaky):
    leak = "customers"


@mutant("tenancy", "069", aim="A team of another organization answers.")
class ForeignTeam(Leaky):
    leak = "teams"


@mutant("tenancy", "069", aim="A webhook endpoint of another organization answers.")
class ForeignEndpoint(Leaky):
    leak = "endpoints"


@mutant("tenancy", "069", aim="A ticket type of another organization answers.")
class ForeignType(Leaky):
    leak = "types"


class Crowded(Spedy):
    """A server whose lists of one kind hold every organization's rows."""

    kind: ClassVar[str] = ""

    def all_of(self, kind: str, **where: object) -> list[Row]:
        if kind == self.kind and set(where) == {"orgId"}:
            where = {}
        return super().all_of(kind, **where)


@mutant("tenancy", "068", aim="The list of labels holds everybody's.")
class LabelsOfAll(Crowded):
    kind = "labels"


@mutant("tenancy", "068", aim="The list of customers holds everybody's.")
class CustomersOfAll(Crowded):
    kind = "customers"


@mutant("tenancy", "068", "cases", aim="The list of users holds everybody's.")
class UsersOfAll(Crowded):
    kind = "users"


@mutant("tenancy", "cases", "068", aim="The total of a list counts every organization's labels.")
class TotalOfAll(Spedy):
    def list_labels(self, request: Request) -> object:
        found = super().list_labels(request)
        return {**found, "total": len(self.tables["labels"])} if isinstance(found, dict) else found


@mutant("tenancy", "005", "600", aim="The host says nothing: any organization's token works at any host.")
class HostIgnored(Spedy):
    def check_host(self, request: Request) -> None:
        return


@mutant("tenancy", "005", "600", aim="Writing works at any organization's host.")
class HostIgnoredOnWrites(Spedy):
    def check_host(self, request: Request) -> None:
        if request.method == "GET":
            super().check_host(request)


@mutant("references", "070", aim="A body may name rows of another organization.")
class ForeignReferences(Spedy):
    def in_reach(self, request: Request, kind: str, row: Row, where: Row) -> bool:
        return self.belongs(kind, row, where)


@mutant("references", "480", aim="A body may name what nobody has.")
class UnknownReferences(Spedy):
    def check_references(self, request: Request, body: Row) -> None:
        for name in ("customerId", "milestoneId", "releaseId"):
            if body.get(name) is not None and body[name] not in {k for t in self.tables.values() for k in t}:
                del body[name]
        super().check_references(request, body)


@mutant("references", "480", aim="Labels of a ticket are taken as they come; those nobody has are dropped.")
class LabelsUnchecked(Spedy):
    def check_references(self, request: Request, body: Row) -> None:
        if "labelIds" in body:
            body["labelIds"] = [one for one in body["labelIds"] if one in self.tables["labels"]]
        super().check_references(request, body)


@mutant("references", "480", aim="A ticket may name a deleted customer.")
class DeletedReferences(Spedy):
    def refer(self, request: Request, kind: str, ident: object, **where: object) -> Row:
        row = self.tables[kind].get(str(ident))
        if row is not None and kind == "customers" and self.in_reach(request, kind, row, where):
            return row
        return super().refer(request, kind, ident, **where)
