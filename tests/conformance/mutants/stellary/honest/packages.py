"""Work packages of a project, which the API calls scopes, and their views."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .accounts import OK
from .actions import Actions
from .forms import VIEWS
from .projects import DEFAULT_COLUMNS

SHOWN = ("id", "projectId", "name", "description", "settings", "activeView", "createdAt")


class Packages(Actions):
    """{P}/scopes."""

    ROUTES: Routes = (
        ("POST", "{P}/scopes", "create_scope"),
        ("GET", "{P}/scopes", "list_scopes"),
        ("GET", "{P}/scopes/:scopeId", "get_scope"),
        ("PATCH", "{P}/scopes/:scopeId", "update_scope"),
        ("DELETE", "{P}/scopes/:scopeId", "delete_scope"),
        ("GET", "{P}/scopes/:scopeId/views", "get_views"),
        ("PATCH", "{P}/scopes/:scopeId/views", "switch_view"),
    )

    def create_scope(self, request: Request) -> object:
        """A new work package with columns and views of its own."""
        body: Row = {"description": None, "settings": {}} | self.take(request, "scope")
        columns = [{"id": self.mint("columns"), "name": n, "order": place} for place, n in enumerate(DEFAULT_COLUMNS)]
        row = {"id": self.mint("scopes"), "projectId": request.project["id"], "createdAt": self.stamp()}
        row |= {"columns": columns, "cards": [], "activeView": "kanban"}
        return self.show_scope(self.keep("scopes", row | body))

    def show_scope(self, row: Row) -> Row:
        """A work package whole."""
        shown = {name: row[name] for name in SHOWN}
        return shown | {"columns": row["columns"], "cards": row["cards"], "views": self.views()}

    def views(self) -> list[str]:
        """The kinds of view there are."""
        return list(VIEWS)

    def find_scope(self, request: Request) -> Row:
        """The work package of the path in the project of the path."""
        return self.find("scopes", request.args["scopeId"], projectId=request.project["id"])

    def list_scopes(self, request: Request) -> object:
        """The work packages of the project."""
        return [self.show_scope(row) for row in self.all_of("scopes", projectId=request.project["id"])]

    def get_scope(self, request: Request) -> object:
        """One work package with columns and views."""
        return self.show_scope(self.find_scope(request))

    def update_scope(self, request: Request) -> object:
        """Another name, description or settings."""
        row = self.find_scope(request)
        return self.show_scope(self.change("scopes", row, self.take(request, "scope_patch")))

    def delete_scope(self, request: Request) -> object:
        """A work package goes with all in it."""
        self.drop("scopes", self.find_scope(request))
        return OK

    def get_views(self, request: Request) -> object:
        """The views and the active one."""
        return {"views": self.views(), "activeView": self.find_scope(request)["activeView"]}

    def switch_view(self, request: Request) -> object:
        """Another active view."""
        row = self.find_scope(request)
        self.change("scopes", row, self.take(request, "view"))
        return self.get_views(request)
