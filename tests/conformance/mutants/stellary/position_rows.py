"""Places on the board that come out wrong."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("position", "086", "088", aim="Columns are listed in order of creation.")
class ColumnsUnsorted(Stellary):
    def list_columns(self, request: Request) -> object:
        return [self.show_column(column) for column in self.all_of("columns", projectId=request.project["id"])]


@mutant("position", "086", aim="Columns are listed from the right.")
class ColumnsReversed(Stellary):
    def list_columns(self, request: Request) -> object:
        return [self.show_column(column) for column in reversed(self.columns_of(request.project))]


@mutant("position", "086", aim="Columns are listed by name.")
class ColumnsByName(Stellary):
    def list_columns(self, request: Request) -> object:
        rows = sorted(self.columns_of(request.project), key=lambda column: column["name"])
        return [self.show_column(column) for column in rows]


@mutant("position", "update", "088", aim="A new place of a column is ignored.")
class ColumnMoveIgnored(Stellary):
    def place(self, kind: str, others: list[Row], row: Row, order: int) -> None:
        super().place(kind, others, row, order if kind == "cards" else row["order"])


@mutant("position", "088", aim="A column that moves lands one place too far.")
class ColumnMoveOff(Stellary):
    def place(self, kind: str, others: list[Row], row: Row, order: int) -> None:
        super().place(kind, others, row, order + 1 if kind == "columns" else order)


@mutant("position", "update", "103", aim="A new place of a card is ignored.")
class CardMoveIgnored(Stellary):
    def move(self, card: Row, column: str, order: int | None) -> None:
        super().move(card, column, card["order"] if column == card["columnId"] else order)


@mutant("position", "103", aim="A card that moves takes its number and pushes nobody, so two cards share it.")
class OrderShared(Stellary):
    def move(self, card: Row, column: str, order: int | None) -> None:
        place = len(self.cards_in(column)) if order is None else order
        self.change("cards", card, {"columnId": column, "order": place})


@mutant("position", "update", "cases", "102", aim="Moving a card to another column is told and not done.")
class ColumnChangeIgnored(Stellary):
    def move(self, card: Row, column: str, order: int | None) -> None:
        super().move(card, card["columnId"], order)


@mutant("position", "cases", "103", "105", aim="Deleting a card turns the order of its column around.")
class DeleteReverses(Stellary):
    def delete_card(self, request: Request) -> object:
        answer = super().delete_card(request)
        self.number("cards", self.cards_in(request.card["columnId"])[::-1])
        return answer


@mutant("position", "086", "089", aim="After a column is deleted, two of those left share a number.")
class ColumnNumbersShared(Stellary):
    def delete_column(self, request: Request) -> object:
        answer = super().delete_column(request)
        for column in self.columns_of(request.project)[1:2]:
            self.change("columns", column, {"order": 0})
        return answer


@mutant("position", "086", "087", aim="A new column comes first.")
class NewColumnFirst(Stellary):
    def create_column(self, request: Request) -> object:
        shown = super().create_column(request)
        columns = self.columns_of(request.project)
        self.number("columns", [columns[-1], *columns[:-1]])
        return shown


@mutant("position", "cases", "crud", "107", aim="Comments are listed newest first.")
class CommentsReversed(Stellary):
    def comments_of(self, card: Row) -> list[Row]:
        return super().comments_of(card)[::-1]


@mutant("position", "cases", "107", aim="Comments are listed by their text.")
class CommentsByText(Stellary):
    def comments_of(self, card: Row) -> list[Row]:
        return sorted(super().comments_of(card), key=lambda row: str(row["content"]))
