"""Projects, their members and what sums them up."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .accounts import OK
from .activity import Activity

DEFAULT_COLUMNS = ("To Do", "In Progress", "Done")
TEMPLATES: tuple[Row, ...] = (
    {"id": "kanban", "name": "Kanban", "description": "A plain board", "columns": [*DEFAULT_COLUMNS]},
    {"id": "scrum", "name": "Scrum", "description": "Sprints", "columns": ["Backlog", "Sprint", "Review", "Done"]},
)


class Projects(Activity):
    """{W}/projects, without columns, cards, import and export."""

    ROUTES: Routes = (
        ("POST", "{W}/projects", "create_project"),
        ("GET", "{W}/projects", "list_projects"),
        ("GET", "{W}/projects/portfolio", "portfolio"),
        ("GET", "{W}/projects/templates", "templates"),
        ("GET", "{P}", "get_project"),
        ("PATCH", "{P}", "update_project"),
        ("GET", "{P}/members", "list_project_members"),
        ("POST", "{P}/members", "add_project_member"),
        ("DELETE", "{P}/members/:userId", "remove_project_member"),
    )

    def create_project(self, request: Request) -> object:
        """A new project with the usual columns."""
        body = self.take(request, "project")
        return self.show_project(self.make_project(request.workspace, request.user, body["name"], DEFAULT_COLUMNS))

    def make_project(self, workspace: Row, user: Row, name: str, columns: tuple[str, ...]) -> Row:
        """A project with columns in the order given; its maker is its first member."""
        row = {"id": self.mint("projects"), "name": name, "workspaceId": workspace["id"], "createdAt": self.stamp()}
        project = self.keep("projects", row | {"members": {user["id"]: self.stamp()}})
        for place, title in enumerate(columns):
            self.make_column(project, title, place)
        return project

    def make_column(self, project: Row, name: str, order: int) -> Row:
        """A column at a place."""
        row = {"id": self.mint("columns"), "name": name, "projectId": project["id"]}
        return self.keep("columns", row | {"order": order, "createdAt": self.stamp()})

    def show_project(self, project: Row) -> Row:
        """A project."""
        return {name: project[name] for name in ("id", "name", "workspaceId", "createdAt")}

    def projects_of(self, request: Request) -> list[Row]:
        """The projects of the workspace."""
        return self.all_of("projects", workspaceId=request.workspace["id"])

    def list_projects(self, request: Request) -> object:
        """The projects of the workspace."""
        return [self.show_project(row) for row in self.projects_of(request)]

    def portfolio(self, request: Request) -> object:
        """The projects of the workspace in numbers."""
        return [self.sum_up(project) for project in self.projects_of(request)]

    def sum_up(self, project: Row) -> Row:
        """A project in numbers; done is what lies in the last column."""
        columns = self.columns_of(project)
        cards = self.all_of("cards", projectId=project["id"])
        last = columns[-1]["id"] if columns else None
        late = [card for card in cards if card["dueDate"] and card["dueDate"] < self.stamp()]
        return {
            "id": project["id"],
            "name": project["name"],
            "columnCount": len(columns),
            "cardCount": len(cards),
            "doneCount": sum(card["columnId"] == last for card in cards),
            "overdueCount": sum(card["columnId"] != last for card in late),
            "memberCount": len(project["members"]),
        }

    def columns_of(self, project: Row) -> list[Row]:
        """The columns of a project, from the left."""
        return sorted(self.all_of("columns", projectId=project["id"]), key=lambda column: column["order"])

    def templates(self, request: Request) -> object:
        """What a project can start from."""
        return list(TEMPLATES)

    def get_project(self, request: Request) -> object:
        """One project."""
        return self.show_project(request.project)

    def update_project(self, request: Request) -> object:
        """Another name."""
        return self.show_project(self.change("projects", request.project, self.take(request, "project_patch")))

    def show_project_member(self, ident: str) -> Row:
        """A member of a project."""
        user = self.tables["users"][ident]
        return {"userId": ident, "email": user["email"], "name": user["name"]}

    def list_project_members(self, request: Request) -> object:
        """Who belongs to the project."""
        return [self.show_project_member(ident) for ident in request.project["members"]]

    def add_project_member(self, request: Request) -> object:
        """A user joins by address."""
        user = self.known_user(self.take(request, "project_member")["email"])
        if user["id"] in request.project["members"]:
            raise self.doubled_member()
        request.project["members"][user["id"]] = self.stamp()
        self.tell(request, "member_added", userId=user["id"], email=user["email"])
        return self.show_project_member(user["id"])

    def doubled_member(self) -> Refusal:
        """The refusal of a member who is one."""
        return Refusal(409, "Already a member")

    def remove_project_member(self, request: Request) -> object:
        """A member leaves and hears of it."""
        ident = request.args["userId"]
        if ident not in request.project["members"]:
            raise Refusal(404, "No such member")
        self.tell(request, "member_removed", userId=ident)
        del request.project["members"][ident]
        return OK
