"""{A}/me/tokens, {A}/users, {A}/organizations/current, {A}/teams."""

from __future__ import annotations

import secrets
from datetime import datetime

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .app import GONE
from .guards import digest_of
from .pages import Pages

DOOMED = ("TRIAL", "EXPIRED", "CANCELED")


class Accounts(Pages):
    """Who there is, and what they show to be let in."""

    ROUTES: Routes = (
        ("GET", "{A}/me/tokens", "list_tokens"),
        ("POST", "{A}/me/tokens", "create_token"),
        ("GET", "{A}/me/tokens/:tokenId", "get_token"),
        ("DELETE", "{A}/me/tokens/:tokenId", "revoke_token"),
        ("GET", "{A}/organizations/current", "get_org"),
        ("PATCH", "{A}/organizations/current", "update_org"),
        ("DELETE", "{A}/organizations/current", "delete_org"),
        ("GET", "{A}/users", "list_users"),
        ("GET", "{A}/users/:userId", "get_user"),
        ("GET", "{A}/users/:userId/activity-summary", "activity"),
    )

    def show_token(self, row: Row) -> Row:
        """A token without its value."""
        return self.pick(row, "id", "name", "lastUsedAt", "createdAt")

    def list_tokens(self, request: Request) -> object:
        """The caller's own."""
        return self.page(request, self.newest(self.tokens_of(request)), self.show_token)

    def tokens_of(self, request: Request) -> list[Row]:
        """The tokens of the caller."""
        return self.all_of("tokens", userId=request.user["id"])

    def create_token(self, request: Request) -> object:
        """A new token, whose value shows this once."""
        name = self.take(request, "token")["name"]
        row, value = self.make_token(request.user, name)
        return self.pick(row, "id", "name", "createdAt") | {"token": value}

    def make_token(self, user: Row, name: str) -> tuple[Row, str]:
        """A token of a user and its value."""
        value = f"{self.token_prefix()}{secrets.token_hex(20)}"
        row = {"id": self.mint("tokens"), "orgId": user["orgId"], "userId": user["id"], "name": name}
        row |= {"digest": digest_of(value), "lastUsedAt": None, "createdAt": self.stamp()}
        return self.keep("tokens", row), value

    def token_prefix(self) -> str:
        """How a token begins."""
        return "spedy_pat_"

    def find_token(self, request: Request) -> Row:
        """The caller's token of the path."""
        return self.find("tokens", request.args["tokenId"], userId=request.user["id"])

    def get_token(self, request: Request) -> object:
        """One token."""
        return self.show_token(self.find_token(request))

    def revoke_token(self, request: Request) -> object:
        """A token ends."""
        self.drop("tokens", self.find_token(request))
        return GONE

    def show_org(self, org: Row) -> Row:
        """An organization."""
        return self.pick(org, "id", "name", "slug", "logo", "createdAt")

    def get_org(self, request: Request) -> object:
        """The caller's organization."""
        return self.show_org(request.org)

    def update_org(self, request: Request) -> object:
        """Another name, slug or logo."""
        body = self.take(request, "org_patch")
        if any(row is not request.org for row in self.all_of("orgs", slug=body.get("slug", ""))):
            raise self.taken("orgs")
        return self.show_org(self.change("orgs", request.org, body))

    def delete_org(self, request: Request) -> object:
        """The organization ends with all that is in it, where its plan lets it and its name confirms it."""
        if not self.confirms(request, self.take(request, "org_delete")["confirmation"]):
            raise self.invalid("The confirmation is not the name of the organization")
        if request.org["plan"] not in DOOMED:
            raise self.illegal("Cancel the subscription first")
        for table in self.tables.values():
            for ident in [key for key, row in table.items() if row.get("orgId") == request.org["id"]]:
                del table[ident]
        del self.tables["orgs"][request.org["id"]]
        return GONE

    def confirms(self, request: Request, text: str) -> bool:
        """Whether the organization's name was typed."""
        return bool(text == request.org["name"])

    def show_user(self, user: Row) -> Row:
        """A user."""
        return self.pick(user, "id", "email", "name", "role", "createdAt")

    def users_of(self, request: Request) -> list[Row]:
        """The users of the caller's organization."""
        return self.all_of("users", orgId=request.org["id"])

    def list_users(self, request: Request) -> object:
        """Everybody."""
        return self.page(request, self.newest(self.users_of(request)), self.show_user)

    def find_user(self, request: Request) -> Row:
        """The user of the path."""
        return self.find("users", request.args["userId"], orgId=request.org["id"])

    def get_user(self, request: Request) -> object:
        """One user."""
        return self.show_user(self.find_user(request))

    def activity(self, request: Request) -> Row:
        """What a user did in a time, and the boards looked at most."""
        user = self.find_user(request)
        start, end = self.period(request)
        events = [row for row in self.all_of("events", userId=user["id"]) if start <= row["at"] <= end]
        views = [row for row in self.all_of("views", userId=user["id"]) if start <= row["at"] <= end]
        kinds = ("ticketCreated", "commentAdded", "statusChanged")
        last = max((row["at"] for row in events), default=None)
        return {
            "userId": user["id"],
            "period": {"from": self.stamp(start), "to": self.stamp(end)},
            "eventCounts": {kind: sum(row["kind"] == kind for row in events) for kind in kinds},
            "lastActivityAt": None if last is None else self.stamp(last),
            "mostViewedBoards": self.rank_views(views),
        }

    def period(self, request: Request) -> tuple[float, float]:
        """From and to as asked, else the month."""
        now = datetime.fromisoformat(self.stamp())
        start = now.replace(day=1, hour=0, minute=0, second=0).timestamp()
        asked = self.take_query_dates(request)
        first, last = asked.get("from", start), asked.get("to", self.now())
        if first > last:
            raise self.invalid("from lies after to")
        return first, last

    def take_query_dates(self, request: Request) -> dict[str, float]:
        """The moments of from and to, of those that were sent."""
        field = self.forms["milestone"]["dueDate"]
        sent = {name: request.parameter(name) for name in ("from", "to")}
        return {
            name: datetime.fromisoformat(self.check_date(name, field, text)).timestamp()
            for name, text in sent.items()
            if text is not None
        }

    def rank_views(self, views: list[Row]) -> list[Row]:
        """Boards with how often they were looked at, the most first."""
        boards = {row["boardId"] for row in views} & self.tables["boards"].keys()
        found = [
            {
                "boardId": board,
                "name": self.tables["boards"][board]["name"],
                "viewCount": sum(row["boardId"] == board for row in views),
            }
            for board in boards
        ]
        return sorted(found, key=lambda row: (-int(row["viewCount"]), row["boardId"]))

    def note(self, request: Request, kind: str) -> None:
        """Count something a user did."""
        row = {"id": self.mint("events"), "orgId": request.org["id"], "userId": request.user["id"]}
        self.keep("events", row | {"kind": kind, "at": self.now()})


class Teams(Accounts):
    """Groups of users that open boards."""

    ROUTES: Routes = (
        ("GET", "{A}/teams", "list_teams"),
        ("POST", "{A}/teams", "create_team"),
        ("GET", "{A}/teams/:teamId", "get_team"),
        ("PATCH", "{A}/teams/:teamId", "update_team"),
        ("DELETE", "{A}/teams/:teamId", "delete_team"),
        ("GET", "{A}/teams/:teamId/members", "list_team_members"),
        ("POST", "{A}/teams/:teamId/members", "add_team_member"),
        ("DELETE", "{A}/teams/:teamId/members/:userId", "remove_team_member"),
    )

    def show_team(self, team: Row) -> Row:
        """A team."""
        count = len(self.all_of("team_members", teamId=team["id"]))
        shown = self.pick(team, "id", "name", "description", "isActive", "createdAt", "updatedAt")
        return shown | {"memberCount": count}

    def list_teams(self, request: Request) -> object:
        """The teams of the organization."""
        rows = self.undeleted("teams", self.all_of("teams", orgId=request.org["id"]))
        return self.page(request, self.newest(rows), self.show_team)

    def create_team(self, request: Request) -> object:
        """A new team."""
        body = self.take(request, "team")
        self.check_free("teams", body["name"], orgId=request.org["id"])
        return self.show_team(self.make_team(request.org, body))

    def make_team(self, org: Row, body: Row) -> Row:
        """A team of an organization."""
        row = {"id": self.mint("teams"), "orgId": org["id"], "description": None, "isActive": True, "isDefault": False}
        stamps = {"createdAt": self.stamp(), "updatedAt": self.stamp(), "deletedAt": None}
        return self.keep("teams", row | body | stamps)

    def find_team(self, request: Request) -> Row:
        """The team of the path."""
        return self.find_live("teams", request.args["teamId"], orgId=request.org["id"])

    def get_team(self, request: Request) -> object:
        """One team with its members."""
        return self.show_team(self.find_team(request)) | {"members": self.members_of(self.find_team(request))}

    def members_of(self, team: Row) -> list[Row]:
        """The members of a team, as its page shows them."""
        return [self.show_team_member(row) for row in self.all_of("team_members", teamId=team["id"])]

    def update_team(self, request: Request) -> object:
        """Another name, description or activity."""
        team, body = self.find_team(request), self.take(request, "team_patch")
        if "name" in body:
            self.check_free("teams", body["name"], but=team, orgId=request.org["id"])
        return self.show_team(self.change("teams", team, body | {"updatedAt": self.stamp()}))

    def delete_team(self, request: Request) -> object:
        """A team goes."""
        self.mark("teams", self.find_team(request))
        return GONE

    def show_team_member(self, row: Row) -> Row:
        """A member of a team."""
        user = self.tables["users"][row["userId"]]
        return {"userId": user["id"], "name": user["name"], "email": user["email"], "createdAt": row["createdAt"]}

    def list_team_members(self, request: Request) -> object:
        """Who is in a team."""
        rows = self.all_of("team_members", teamId=self.find_team(request)["id"])
        return self.page(request, self.newest(rows), self.show_team_member)

    def add_team_member(self, request: Request) -> object:
        """A user joins; no Customer does."""
        team = self.find_team(request)
        user = self.refer(request, "users", self.take(request, "team_member")["userId"])
        if user["role"] == "Customer":
            raise self.invalid("A customer joins no team")
        if self.all_of("team_members", teamId=team["id"], userId=user["id"]):
            raise self.taken("members")
        return self.show_team_member(self.join_team(team, user))

    def join_team(self, team: Row, user: Row) -> Row:
        """A membership."""
        row = {"id": self.mint("team_members"), "orgId": team["orgId"], "teamId": team["id"], "userId": user["id"]}
        return self.keep("team_members", row | {"createdAt": self.stamp()})

    def remove_team_member(self, request: Request) -> object:
        """A member leaves."""
        found = self.all_of("team_members", teamId=self.find_team(request)["id"], userId=request.args["userId"])
        if not found:
            raise self.missing("members")
        self.drop("team_members", found[0])
        return GONE
