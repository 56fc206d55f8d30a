"""Boards, statuses, types, customers and the search, each with one thing wrong."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("cases", "143", aim="A prefix the server makes has a dash in it.")
class PrefixesWithDashes(Spedy):
    def make_prefix(self, org: Row, name: str) -> str:
        return f"{super().make_prefix(org, name)}-1"


@mutant("cases", "443", aim="A prefix stays as it was written.")
class PrefixesAsWritten(Spedy):
    def make_board(self, org: Row, body: Row) -> Row:
        return super().make_board(org, body | {"prefix": str(body["prefix"]).lower()})


@mutant("cases", "164", aim="Every status that is not final is the default.")
class ManyDefaults(Spedy):
    def show_status(self, row: Row) -> Row:
        return super().show_status(row) | {"isDefault": not row["isFinal"]}


@mutant("cases", "165", aim="The default status is deleted.")
class DefaultStatusDeleted(Spedy):
    def delete_status(self, request: Request) -> object:
        row = self.find_status(request)
        self.change("statuses", row, {"isDefault": False, "isMandatory": False})
        return super().delete_status(request)


@mutant("cases", "168", aim="Statuses and types are listed by name.")
class ListedByName(Spedy):
    def ordered(self, rows: list[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: str(row["name"]))


@mutant("cases", "457", aim="A new status waits to be planned.")
class NewStatusPlanned(Spedy):
    def make_status(self, org: Row, body: Row) -> Row:
        usual = {} if "isFinal" in body else {"category": "PLANNING"}
        return super().make_status(org, usual | body)


@mutant("cases", "457", aim="A change of the category leaves finality as it was.")
class FinalityForgotten(Spedy):
    def update_status(self, request: Request) -> object:
        row = self.find_status(request)
        final = row["isFinal"]
        super().update_status(request)
        return self.show_status(self.change("statuses", row, {"isFinal": final}))


@mutant("cases", "170", aim="The path default shows another type.")
class OtherDefault(Spedy):
    def default_type(self, request: Request) -> object:
        return self.show_type(self.all_of("types", orgId=request.org["id"], isOrgDefault=False)[0])


@mutant("cases", "462", aim="The word default is taken for an id.")
class DefaultIsAnId(Spedy):
    def default_type(self, request: Request) -> object:
        raise self.missing("types")


@mutant("cases", "463", aim="A type that is replaced by nothing known is deleted all the same.")
class ReplacedByAnything(Spedy):
    def delete_type(self, request: Request) -> object:
        try:
            return super().delete_type(request)
        except Refusal:
            self.drop("types", self.find_type(request))
            raise


@mutant("cases", "468", aim="A customer is a user.")
class CustomersAreUsers(Spedy):
    def create_customer(self, request: Request) -> object:
        found = super().create_customer(request)
        if isinstance(found, dict):
            row = {"id": self.mint("users"), "email": found["email"], "name": found["name"], "role": "Customer"}
            self.keep("users", request.user | row | {"permissions": []})
        return found


@mutant("cases", "469", aim="One letter is enough to search for.")
class SearchesForLetters(Spedy):
    def search(self, request: Request) -> object:
        text = request.parameter("q") or ""
        return super().search(request) if len(text) != 1 else self.page(request, [], dict)


@mutant("cases", "469", aim="The text of pages is not searched.")
class SearchesTitles(Spedy):
    def search_wikiPage(self, request: Request, text: str) -> list[Row]:  # noqa: N802 - the type's own name
        return [hit for hit in super().search_wikiPage(request, text) if self.mentions(text, str(hit["title"]))]
