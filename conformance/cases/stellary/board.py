"""A project to work in: its columns, its cards and what hangs on them, for the cases about boards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.bench import Bench
from conformance.cases.stellary.accounts import place
from conformance.cases.stellary.steps import Row, answered, call, listed, succeeded
from conformance.exchange import Exchange, Json
from conformance.maker import Made
from conformance.target import Principal, Tenant


@dataclass(frozen=True)
class Board:
    """One project, of the judge's home workspace unless ``at`` names another and ``who`` works there.

    What is made here is removed after the check, but for projects, which no operation deletes.
    """

    bench: Bench
    project: str
    at: Tenant | None = None
    who: Principal | None = None

    def call(self, operation: str, body: Json = ..., **more: Any) -> Exchange:
        """Call an operation below the project; further keywords are those of `steps.call`."""
        more = {"at": self.at, "who": self.who, "projectId": self.project} | more
        return call(self.bench, operation, body, **more)

    def done(self, operation: str, what: str, body: Json = ..., **more: Any) -> Row:
        """Call an operation that must answer an object with success."""
        return answered(self.bench, self.call(operation, body, **more), what)

    def removed(self, operation: str, what: str, **more: Any) -> Exchange:
        """Call a deletion that must answer with success, whatever its body."""
        answer = self.call(operation, **more)
        succeeded(self.bench, answer, what)
        return answer

    def rows(self, operation: str, what: str, **more: Any) -> list[Row]:
        """The rows of a list below the project."""
        return listed(self.bench, self.call(operation, **more), what)

    def columns(self) -> list[Row]:
        """The columns as they are listed."""
        return self.rows("listColumns", "listing the columns")

    def cards(self) -> list[Row]:
        """The cards as they are listed."""
        return self.rows("listCards", "listing the cards")

    def column(self, **fields: Json) -> Row:
        """A new column."""
        return self.bench.make("Column", tenant=self.at, principal=self.who, projectId=self.project, **fields)

    def card(self, column: Row | None = None, **fields: Json) -> Row:
        """A new card with no more than a title and what is named, in a new column unless one is given."""
        lean: dict[str, Json] = {"description": ..., "priority": ..., "dueDate": ...}
        column = column or self.column()
        return self.bench.make("Card", tenant=self.at, principal=self.who, columnId=column["id"], **(lean | fields))

    def try_card(self, column: Row, **fields: Json) -> Exchange:
        """Send a card that may be refused; what comes of it is removed after the check."""
        whole: Row = {"title": f"Card {self.bench.word()}", **fields}
        body = {name: value for name, value in whole.items() if value is not ...}
        answer = self.call("createCard", body, columnId=column["id"])
        self.keep("Card", answer, cardId=None, columnId=column["id"])
        return answer

    def keep(self, resource: str, answer: Exchange, **path: object) -> None:
        """Take what a request made, if anything, into the clean-up; a parameter that is None stands for its id."""
        row = answer.json() if 200 <= answer.status < 300 and answer.is_json else None
        if isinstance(row, dict) and row.get("id"):
            ways = {"projectId": self.project, **{k: str(row["id"] if v is None else v) for k, v in path.items()}}
            home = self.at or self.bench.maker.home()
            self.bench.maker.made.append(Made(resource, str(row["id"]), home, self.who, path=ways))

    def seen(self, card: Row) -> Row:
        """A card as the list shows it now; its absence ends the check."""
        found = next((row for row in self.cards() if row.get("id") == card["id"]), None)
        self.bench.require(found is not None, "a card is missing from the list of cards", expected="the card")
        return dict(found or {})

    def change(self, card: Row, **fields: Json) -> Row:
        """Change a card and return the answer."""
        return self.done("updateCard", "changing a card", fields, cardId=card["id"])


def open_board(bench: Bench) -> Board:
    """The project the run shares, or another one to work in."""
    return Board(bench, bench.maker.paths.above("Project", bench.maker.home()).id)


def other_board(bench: Bench) -> Board:
    """A second project of the same workspace."""
    spare = bench.shared.spare("Project")
    return Board(bench, spare.id) if spare else new_board(bench)


def new_board(bench: Bench) -> Board:
    """A new project of the home workspace."""
    return Board(bench, str(bench.make("Project")["id"]))


def yard(bench: Bench) -> tuple[Tenant, Principal]:
    """A new workspace where nobody else makes projects, and who owns it; its organization goes after the check."""
    owner = bench.client.principal_of(bench.maker.home())
    if owner is None:
        bench.skip("the target file names nobody with a token")
        raise AssertionError
    return place(bench, owner), owner


def lone_board(bench: Bench) -> Board:
    """A new project in a workspace without others."""
    at, owner = yard(bench)
    return Board(bench, str(bench.make("Project", tenant=at, principal=owner)["id"]), at, owner)
