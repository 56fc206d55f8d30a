"""Projects out of and into one JSON document."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .comments import Comments

CARRIED = ("title", "description", "priority", "startDate", "dueDate", "archived")


class Transfer(Comments):
    """{P}/export and {W}/projects/import; what one gives the other takes."""

    ROUTES: Routes = (
        ("GET", "{P}/export", "export_project"),
        ("POST", "{W}/projects/import", "import_project"),
    )

    def export_project(self, request: Request) -> object:
        """A project with its columns and cards."""
        columns = self.columns_of(request.project)
        places = {column["id"]: place for place, column in enumerate(columns)}
        return {
            "project": {"name": request.project["name"]},
            "columns": [{"name": column["name"], "order": column["order"]} for column in columns],
            "cards": [self.export_card(card, places[card["columnId"]]) for card in self.cards_of(request.project)],
            "exportedAt": self.stamp(),
        }

    def export_card(self, card: Row, place: int) -> Row:
        """A card with the place of its column."""
        items = [{name: item[name] for name in ("title", "done", "order")} for item in card["checklist"]]
        return {name: card[name] for name in CARRIED} | {"columnIndex": place, "checklist": items}

    def import_project(self, request: Request) -> object:
        """A project after such a document."""
        body = self.take(request, "import")
        columns, cards = body.get("columns", []), body.get("cards", [])
        if any(card["columnIndex"] >= len(columns) for card in cards):
            raise self.invalid("columnIndex names no column")
        names = tuple(column["name"] for column in columns)
        project = self.make_project(request.workspace, request.user, body["project"]["name"], names)
        self.fill(project, cards)
        return self.show_project(project)

    def fill(self, project: Row, cards: list[Row]) -> None:
        """Put cards into the columns they name, in their order."""
        columns = self.columns_of(project)
        counts = [0] * len(columns)
        for card in cards:
            place = card["columnIndex"]
            self.make_card(columns[place], card, counts[place])
            counts[place] += 1
