"""The columns of a board."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .accounts import OK
from .projects import Projects


class Columns(Projects):
    """{P}/columns."""

    ROUTES: Routes = (
        ("POST", "{P}/columns", "create_column"),
        ("GET", "{P}/columns", "list_columns"),
        ("PATCH", "{P}/columns/:columnId", "update_column"),
        ("DELETE", "{P}/columns/:columnId", "delete_column"),
    )

    def create_column(self, request: Request) -> object:
        """A new column: the last one unless a place is named."""
        body = self.take(request, "column")
        columns = self.columns_of(request.project)
        column = self.make_column(request.project, body["name"], len(columns))
        self.place("columns", columns, column, body.get("order", len(columns)))
        return self.show_column(column)

    def show_column(self, column: Row) -> Row:
        """A column."""
        return {name: column[name] for name in ("id", "name", "projectId", "order", "createdAt")}

    def list_columns(self, request: Request) -> object:
        """The columns from the left."""
        return [self.show_column(column) for column in self.columns_of(request.project)]

    def find_column(self, request: Request) -> Row:
        """The column of the path in the project of the path."""
        return self.find("columns", request.args["columnId"], projectId=request.project["id"])

    def update_column(self, request: Request) -> object:
        """Another name or place."""
        column = self.find_column(request)
        body = self.take(request, "column_patch")
        order = body.pop("order", None)
        self.change("columns", column, body)
        if order is not None:
            others = [row for row in self.columns_of(request.project) if row is not column]
            self.place("columns", others, column, order)
        return self.show_column(column)

    def delete_column(self, request: Request) -> object:
        """A column goes with its cards; the others close up."""
        self.drop("columns", self.find_column(request))
        self.number("columns", self.columns_of(request.project))
        return OK

    def place(self, kind: str, others: list[Row], row: Row, order: int) -> None:
        """Put a row between its neighbours, behind the last where ``order`` is too high."""
        others.insert(order, row)
        self.number(kind, others)

    def number(self, kind: str, rows: list[Row]) -> None:
        """Number rows from 0 in the order given."""
        for order, row in enumerate(rows):
            self.change(kind, row, {"order": order})
