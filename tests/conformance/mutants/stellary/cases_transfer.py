"""Projects that do not survive the way out and in, and drafts that become other projects than planned."""

from __future__ import annotations

from .bending import Bent, bend
from .honest import Reply, Request, Row, Stellary
from .registry import mutant


@mutant("cases", "081", aim="An import puts every card into the first column.")
class ImportPilesUp(Stellary):
    def fill(self, project: Row, cards: list[Row]) -> None:
        super().fill(project, [card | {"columnIndex": 0} for card in cards])


@mutant("cases", "081", aim="An import counts columns from one.")
class ImportCountsFromOne(Stellary):
    def fill(self, project: Row, cards: list[Row]) -> None:
        super().fill(project, [card | {"columnIndex": max(card["columnIndex"] - 1, 0)} for card in cards])


@mutant("cases", "081", aim="An import loses the priority of cards.")
class ImportLosesPriority(Stellary):
    def fill(self, project: Row, cards: list[Row]) -> None:
        super().fill(project, [card | {"priority": None} for card in cards])


@mutant("cases", "081", "083", aim="An import loses its last card.")
class ImportLosesCard(Stellary):
    def fill(self, project: Row, cards: list[Row]) -> None:
        super().fill(project, cards[:-1] if len(cards) > 1 else cards)


@mutant("cases", "082", aim="An import sorts the columns by name.")
class ImportSortsColumns(Stellary):
    def import_project(self, request: Request) -> object:
        shown = super().import_project(request)
        if isinstance(shown, dict):
            columns = self.columns_of(self.tables["projects"][shown["id"]])
            self.number("columns", sorted(columns, key=lambda column: str(column["name"])))
        return shown


@mutant("cases", "082", aim="An import turns the columns around.")
class ImportTurnsColumns(Stellary):
    def import_project(self, request: Request) -> object:
        shown = super().import_project(request)
        if isinstance(shown, dict):
            self.number("columns", self.columns_of(self.tables["projects"][shown["id"]])[::-1])
        return shown


@mutant("cases", "required", "080", aim="An import of 51 columns is taken.")
class Import51Columns(Bent):
    bends = bend("import.columns", high=51)


@mutant("cases", "required", "080", aim="An import of 501 cards is taken.")
class Import501Cards(Bent):
    bends = bend("import.cards", high=501)


@mutant("cases", "required", "079", aim="An import of 50 columns is refused.")
class Import49Columns(Bent):
    bends = bend("import.columns", high=49)


@mutant("cases", "required", "079", aim="An import of 500 cards is refused.")
class Import499Cards(Bent):
    bends = bend("import.cards", high=499)


@mutant("cases", "080", aim="An import of too many columns is refused but makes the project.")
class RefusedImportStays(Stellary):
    def answer(self, request: Request) -> Reply:
        reply = super().answer(request)
        if request.handler == "import_project" and reply.status == 400 and request.workspace:
            self.make_project(request.workspace, request.user, "Half an import", ())
        return reply


@mutant("cases", "078", "083", aim="An export drops the cards.")
class ExportWithoutCards(Stellary):
    def export_project(self, request: Request) -> object:
        body = super().export_project(request)
        return body | {"cards": []} if isinstance(body, dict) else body


@mutant("cases", "078", "083", aim="An export leaves archived and assigned cards and every second other one out.")
class ExportHalf(Stellary):
    def cards_of(self, project: Row) -> list[Row]:
        return super().cards_of(project)

    def export_project(self, request: Request) -> object:
        body = super().export_project(request)
        return body | {"cards": body["cards"][::2]} if isinstance(body, dict) else body


@mutant("cases", "078", "shape", aim="An export has no columns.")
class ExportWithoutColumns(Stellary):
    def export_project(self, request: Request) -> object:
        body = super().export_project(request)
        return {name: value for name, value in body.items() if name != "columns"} if isinstance(body, dict) else body


@mutant("cases", "083", aim="An export names every column Column.")
class ExportRenames(Stellary):
    def export_project(self, request: Request) -> object:
        body = super().export_project(request)
        if isinstance(body, dict):
            body["columns"] = [column | {"name": "Column"} for column in body["columns"]]
        return body


@mutant("cases", "243", aim="Executing a draft makes the usual columns, not the phases.")
class DraftUsualColumns(Stellary):
    def execute_draft(self, request: Request) -> object:
        shown = super().execute_draft(request)
        if isinstance(shown, dict):
            columns = self.columns_of(self.tables["projects"][shown["id"]])
            for column, name in zip(columns, ("To Do", "In Progress", "Done"), strict=False):
                self.change("columns", column, {"name": name})
        return shown


@mutant("cases", "243", aim="Executing a draft puts every deliverable into the first phase.")
class DraftPilesUp(Stellary):
    def deliverables(self, phases: list[Row]) -> list[Row]:
        return [item | {"columnIndex": 0} for item in super().deliverables(phases)]


@mutant("cases", "243", aim="Executing a draft makes no cards.")
class DraftWithoutCards(Stellary):
    def deliverables(self, phases: list[Row]) -> list[Row]:
        return []


@mutant("cases", "243", aim="Executing a draft makes one card per phase.")
class DraftCardPerPhase(Stellary):
    def deliverables(self, phases: list[Row]) -> list[Row]:
        return super().deliverables([phase | {"deliverables": phase["deliverables"][:1]} for phase in phases])


@mutant("cases", "shape", "242", aim="A roadmap has no phases.")
class RoadmapFlat(Stellary):
    def show_draft(self, row: Row) -> Row:
        shown = super().show_draft(row)
        return shown | {"roadmap": {"text": "First this, then that"} if shown["roadmap"] else None}


@mutant("cases", "240", aim="Refining a draft gives neither a question nor a score.")
class RefineMute(Stellary):
    def refine_draft(self, request: Request) -> object:
        shown = super().refine_draft(request)
        return shown | {"questions": [], "readinessScore": None} if isinstance(shown, dict) else shown
