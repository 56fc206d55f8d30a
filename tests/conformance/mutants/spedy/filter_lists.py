"""Filters that narrow too much, too little, or not at all."""

from __future__ import annotations

from .honest import Request, Row, Spedy
from .registry import mutant

NARROWING = (
    *("statusId", "assigneeId", "customerId", "typeId", "labelId", "impactLevel", "search", "externalReference"),
    *("overdue", "noDueDate", "dueBefore", "dueAfter"),
)


@mutant("filter", "180", "181", aim="Planning tickets are in the list of whoever asks for nothing.")
class PlanningShown(Spedy):
    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        return super().is_in_sight(request, row, "ACTIVE" if category == "PLANNING" else category)


@mutant("filter", "180", aim="includePlanning shows nothing more.")
class PlanningNever(Spedy):
    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        return category != "PLANNING" and super().is_in_sight(request, row, category)


@mutant("filter", "182", aim="Done tickets are in the list of whoever asks for nothing.")
class DoneShown(Spedy):
    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        return super().is_in_sight(request, row, "ACTIVE" if category == "FINAL" else category)


@mutant("filter", "182", aim="includeArchived shows nothing more.")
class DoneNever(Spedy):
    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        return category != "FINAL" and super().is_in_sight(request, row, category)


@mutant("filter", "180", aim="includePlanning hides the tickets that are no plans.")
class PlanningAlone(Spedy):
    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        if self.flag(request, "includePlanning"):
            return category == "PLANNING"
        return super().is_in_sight(request, row, category)


class Deaf(Spedy):
    """A server that does not hear some parameters: ``deaf``."""

    deaf: tuple[str, ...] = ()

    def list_tickets(self, request: Request) -> object:
        for name in self.deaf:
            request.query.pop(name, None)
        return super().list_tickets(request)


@mutant("filter", "183", aim="assigneeId narrows nothing.")
class AssigneeUnheard(Deaf):
    deaf = ("assigneeId",)


@mutant("filter", "183", aim="customerId narrows nothing.")
class CustomerUnheard(Deaf):
    deaf = ("customerId",)


@mutant("filter", "184", aim="labelId narrows nothing.")
class LabelUnheard(Deaf):
    deaf = ("labelId",)


@mutant("filter", "186", aim="noDueDate narrows nothing.")
class NoDueDateUnheard(Deaf):
    deaf = ("noDueDate",)


@mutant("filter", "187", aim="dueBefore narrows nothing.")
class DueBeforeUnheard(Deaf):
    deaf = ("dueBefore",)


@mutant("filter", "185", aim="search narrows nothing.")
class SearchUnheard(Deaf):
    deaf = ("search",)


@mutant("filter", "184", aim="Of a comma list the first value alone counts.")
class FirstOfCommas(Spedy):
    def fits_words(self, request: Request, row: Row) -> bool:
        for name in ("typeId", "impactLevel", "labelId"):
            if name in request.query:
                request.query[name] = [request.query[name][0].partition(",")[0]]
        return super().fits_words(request, row)


@mutant("filter", "185", aim="search looks at titles alone.")
class SearchTitles(Spedy):
    def fits_texts(self, request: Request, row: Row) -> bool:
        return super().fits_texts(request, row | {"description": None})


@mutant("filter", "188", aim="externalReference must be the whole.")
class WholeReference(Spedy):
    def fits_texts(self, request: Request, row: Row) -> bool:
        part = request.parameter("externalReference")
        return super().fits_texts(request, row) and part in (None, row["externalReference"])


@mutant("filter", "187", aim="dueBefore leaves the moment itself out.")
class DueBeforeExclusive(Spedy):
    def lies(self, name: str, due: str, moment: str) -> bool:
        return due != moment and super().lies(name, due, moment)


@mutant("filter", "186", "cases", "474", aim="Done tickets are overdue too.")
class DoneOverdue(Spedy):
    def fits_dates(self, request: Request, row: Row, category: str) -> bool:
        return super().fits_dates(request, row, "ACTIVE")


@mutant("filter", "186", aim="overdue shows what has a due date.")
class AnyDueIsOverdue(Spedy):
    def fits_dates(self, request: Request, row: Row, category: str) -> bool:
        if self.flag(request, "overdue"):
            return row["dueDate"] is not None
        return super().fits_dates(request, row, category)


@mutant("filter", "473", aim="Two filters together show what fits one of them.")
class FiltersAreAlternatives(Spedy):
    def passes(self, request: Request, row: Row, category: str) -> bool:
        asked = request.query
        given = [name for name in NARROWING if name in asked]
        if len(given) < 2:
            return super().passes(request, row, category)
        rest = {name: values for name, values in asked.items() if name not in given}
        try:
            for name in given:
                request.query = rest | {name: asked[name]}
                if super().passes(request, row, category):
                    return True
        finally:
            request.query = asked
        return False


@mutant("filter", "140", aim="Archived boards are in the list of whoever asks for nothing.")
class ArchivedShown(Spedy):
    def is_shown(self, request: Request, board: Row) -> bool:
        return not self.flag(request, "archivedOnly") or bool(board["isArchived"])


@mutant("filter", "cases", "140", aim="archivedOnly shows the others too.")
class ArchivedAmongOthers(Spedy):
    def is_shown(self, request: Request, board: Row) -> bool:
        return self.flag(request, "archivedOnly") or super().is_shown(request, board)


@mutant("filter", "cases", "141", aim="The search of boards looks at names alone.")
class BoardsByName(Spedy):
    def list_boards(self, request: Request) -> object:
        self.names_only = True
        try:
            return super().list_boards(request)
        finally:
            self.names_only = False

    names_only = False

    def mentions(self, text: str, *values: str | None) -> bool:
        return super().mentions(text, *(values[:1] if self.names_only else values))


@mutant("filter", "cases", "019", aim="A plus sign of the query is not read as a space.")
class PlusStays(Spedy):
    def before(self, request: Request) -> None:
        super().before(request)
        for name in ("search", "q"):
            if name in request.query:
                request.query[name] = [value.replace(" ", "+") for value in request.query[name]]


@mutant("filter", "cases", "150", aim="includeHidden shows nothing more.")
class HiddenNever(Spedy):
    def flag(self, request: Request, name: str) -> bool:
        return super().flag(request, name) and name != "includeHidden"


@mutant("filter", "cases", "151", aim="A category nobody knows narrows nothing.")
class AnyCategory(Spedy):
    def word(self, request: Request, name: str, *options: str) -> str | None:
        text = request.parameter(name)
        return text if text in options else None


@mutant("filter", "472", aim="A list of one status hides its tickets as the plain list would.")
class AskedStatusHidden(Spedy):
    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        asked = request.query.pop("statusId", None)
        seen = super().is_in_sight(request, row, category)
        if asked is not None:
            request.query["statusId"] = asked
        return seen
