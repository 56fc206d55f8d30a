"""Projects out of and into one document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, yard
from conformance.cases.stellary.steps import Row, answered, call, equal, listed, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant

COLUMNS = ("zulu", "alpha", "mike", "bravo")
PRIORITIES = ("low", "medium", "high")


def document(bench: Bench, columns: int | tuple[str, ...], cards: list[Row]) -> Row:
    """A document fit to be imported: columns by name or number, and cards."""
    names = columns if isinstance(columns, tuple) else tuple(f"Column {n:02}" for n in range(columns))
    return {
        "project": {"name": f"Import {bench.word()}"},
        "columns": [{"name": name} for name in names],
        "cards": cards,
    }


def deck(how_many: int, columns: int) -> list[Row]:
    """So many cards over so many columns, the first of them not in the first column."""
    return [
        {"title": f"Card {n:03}", "columnIndex": (n * 3 + columns - 1) % columns, "priority": PRIORITIES[n % 3]}
        for n in range(how_many)
    ]


@dataclass(frozen=True)
class Desk:
    """A workspace to import into, where nobody else makes projects."""

    bench: Bench
    at: Tenant
    owner: Principal

    def send(self, body: Row) -> Exchange:
        """Import a document; whatever comes back."""
        return call(self.bench, "importProject", body, who=self.owner, at=self.at)

    def take(self, body: Row, what: str = "an import") -> Board:
        """Import a document that must be taken; the project that came of it."""
        row = answered(self.bench, self.send(body), what)
        inner = row.get("project")
        ident = row.get("id", row.get("projectId", inner.get("id") if isinstance(inner, dict) else None))
        self.bench.require(ident, f"{what} does not tell the id of the project it made", observed=sorted(row))
        return Board(self.bench, str(ident), self.at, self.owner)

    def projects(self) -> int:
        """How many projects there are."""
        answer = call(self.bench, "listProjects", who=self.owner, at=self.at)
        return len(listed(self.bench, answer, "listing the projects"))


def desk(bench: Bench) -> Desk:
    """A workspace to import into, made for the check."""
    return Desk(bench, *yard(bench))


def exported(board: Board) -> tuple[Exchange, Row]:
    """A project as one document."""
    answer = board.call("exportProject")
    return answer, answered(board.bench, answer, "an export")


def places(board: Board) -> tuple[list[str], Counter[tuple[str, int, str | None]]]:
    """The names of the columns in their order, and the cards by title, place of their column and priority."""
    columns = board.columns()
    index = {row.get("id"): place for place, row in enumerate(columns)}
    cards = [(str(c.get("title")), index.get(c.get("columnId"), -1), c.get("priority")) for c in board.cards()]
    return [str(row.get("name")) for row in columns], Counter(cards)


def wanted(cards: list[Row]) -> Counter[tuple[str, int, str | None]]:
    """The cards of a document as `places` gives them."""
    return Counter((str(card["title"]), int(card["columnIndex"]), card.get("priority")) for card in cards)


def same_cards(
    bench: Bench, seen: Counter[tuple[str, int, str | None]], right: Counter[tuple[str, int, str | None]], message: str
) -> None:
    """Expect the same cards in the same columns; a finding names those that are not."""
    off = sorted(map(str, (seen - right) + (right - seen)))
    bench.expect(not off, message, expected=f"{right.total()} cards as given", observed=off[:10])


@check(writes=True)
def export(bench: Bench, _: Subject) -> None:
    """An export holds columns, cards and metadata."""
    cards = deck(5, 4)
    answer, body = exported(desk(bench).take(document(bench, COLUMNS, cards)))
    inner: Row = project if isinstance(project := body.get("project"), dict) else {}
    for key, names, field in (("columns", COLUMNS, "name"), ("cards", [c["title"] for c in cards], "title")):
        rows = body.get(key, inner.get(key))
        seen = [row.get(field) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else rows
        fits = isinstance(seen, list) and Counter(map(str, seen)) == Counter(names)
        bench.expect(fits, f"an export does not hold all {key}", expected=list(names), observed=seen, exchange=answer)
    more = set(body) - {"columns", "cards"}
    bench.expect(more, "an export holds no metadata", expected="more members", observed=sorted(body), exchange=answer)


@check(writes=True)
def largest(bench: Bench, _: Subject) -> None:
    """An import of 50 columns and 500 cards is taken."""
    board = desk(bench).take(document(bench, 50, deck(500, 50)), "an import of 50 columns and 500 cards")
    seen = [len(board.columns()), len(board.cards())]
    equal(bench, seen, [50, 500], "an import of 50 columns and 500 cards does not arrive whole")


@check(writes=True)
def too_large(bench: Bench, _: Subject) -> None:
    """An import of 51 columns or 501 cards is refused."""
    bodies = {"51 columns": document(bench, 51, deck(1, 51)), "501 cards": document(bench, 2, deck(501, 2))}
    table = desk(bench)
    before = table.projects()
    for what, body in bodies.items():
        refused(bench, table.send(body), f"an import of {what}", 400, 413, 422)
        equal(bench, table.projects(), before, f"an import of {what} leaves a project")


@check(writes=True)
def card_places(bench: Bench, _: Subject) -> None:
    """An imported card stands in the column at its columnIndex, counted from 0, with its priority."""
    cards = deck(8, 4)
    _names, seen = places(desk(bench).take(document(bench, 4, cards)))
    same_cards(bench, seen, wanted(cards), "imported cards do not stand where their columnIndex says, as they were")


@check(writes=True)
def column_order(bench: Bench, _: Subject) -> None:
    """Imported columns keep their order."""
    names, _cards = places(desk(bench).take(document(bench, COLUMNS, [])))
    equal(bench, names, list(COLUMNS), "imported columns do not keep their order")


@check(writes=True)
def round_trip(bench: Bench, _: Subject) -> None:
    """An imported export has the same columns in the same order and the same cards."""
    table = desk(bench)
    board = table.take(document(bench, COLUMNS, deck(6, 4)))
    board.change(board.cards()[0], description="Carried along", dueDate="2026-04-01T00:00:00Z")
    copy = table.take(exported(board)[1], "importing an export")
    before, after = places(board), places(copy)
    equal(bench, after[0], before[0], "an imported export has other columns")
    same_cards(bench, after[1], before[1], "an imported export has other cards")


@check(writes=True)
def bad_index(bench: Bench, _: Subject) -> None:
    """A columnIndex outside the columns is refused with 400."""
    table = desk(bench)
    for index in (3, -1):
        card: dict[str, Json] = {"title": "Nowhere", "columnIndex": index, "priority": "low"}
        answer = table.send(document(bench, 3, [card]))
        refused(bench, answer, f"a columnIndex of {index} with three columns", 400)
