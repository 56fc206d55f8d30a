"""Stellary servers with faults around people that no subject of the grid has: each breaks a row that a case judges."""

from __future__ import annotations

from tests.conformance.mutants.stellary import Stellary
from tests.conformance.mutants.stellary.honest import Refusal, Request, Row


class LoginTokenDead(Stellary):
    """The token of a login opens nothing."""

    def login(self, request: Request) -> object:
        body = super().login(request)
        return body | {"access_token": "eyJhbGciOiJIUzI1NiJ9.e30.x"} if isinstance(body, dict) else body


class LoginStumbles(Stellary):
    """A login without password is a server error."""

    def login(self, request: Request) -> object:
        if "password" not in self.read_body(request):
            raise Refusal(500, "No password")
        return super().login(request)


class PersonalOrgless(Stellary):
    """A registration makes the new user a mere member of the new organization."""

    def make_account(self, email: str, password: str, name: str | None = None) -> Row:
        user = super().make_account(email, password, name)
        for org in self.all_of("orgs", ownerId=user["id"]):
            org["members"][user["id"]] = "member"
        return user


class PersonalWorkspaceless(Stellary):
    """A registration makes no workspace."""

    def make_account(self, email: str, password: str, name: str | None = None) -> Row:
        user = super().make_account(email, password, name)
        for workspace in self.all_of("workspaces", ownerId=user["id"]):
            self.drop("workspaces", workspace)
        return user


class NothingPersonal(Stellary):
    """No workspace is personal."""

    def show_workspace(self, request: Request, row: Row) -> Row:
        return super().show_workspace(request, row) | {"isPersonal": False}


class PasswordEndsTokens(Stellary):
    """A change of password ends the signed tokens from before."""

    def change_password(self, request: Request) -> object:
        answer = super().change_password(request)
        request.user["fresh"] = True
        return answer

    def user_of_jwt(self, token: str) -> Row | None:
        user = super().user_of_jwt(token)
        return None if user is not None and "fresh" in user else user


class AdminsAreMembers(Stellary):
    """Who is added as admin becomes a member."""

    def add_org_member(self, request: Request) -> object:
        answer = super().add_org_member(request)
        if isinstance(answer, dict):
            request.org["members"][answer["userId"]] = "member"
        return answer


class UnknownIsInvalid(Stellary):
    """An address nobody has and the token of no invitation are bad requests."""

    def known_user(self, email: str) -> Row:
        if self.user_by_email(email) is None:
            raise self.invalid("Nobody has this address")
        return super().known_user(email)

    def missing(self, kind: str) -> Refusal:
        return Refusal(400, "No such invitation") if kind == "invitations" else super().missing(kind)


class InvitesAgain(Stellary):
    """Anybody is invited as often as one likes."""

    def check_invitable(self, request: Request, email: str) -> None:
        return


class InvitationForAll(Stellary):
    """Everybody with its token accepts an invitation."""

    def check_addressee(self, request: Request, row: Row) -> None:
        return


class WorkspaceAlone(Stellary):
    """Who accepts an invitation enters the workspace and not the organization."""

    def admit(self, workspace: Row, ident: str, role: str, pilotage: str = "viewer") -> None:
        workspace["members"][ident] = {"role": role, "pilotageRole": pilotage}

    def is_org_member(self, request: Request, org: Row) -> bool:
        below = self.all_of("workspaces", organizationId=org["id"])
        return super().is_org_member(request, org) or any(request.user["id"] in row["members"] for row in below)


class CreatorOnlyLooks(Stellary):
    """Who makes a workspace is a viewer of its cockpit."""

    def create_workspace(self, request: Request) -> object:
        answer = super().create_workspace(request)
        if isinstance(answer, dict):
            made = self.tables["workspaces"][answer["id"]]
            made["members"][request.user["id"]] = {"role": "admin", "pilotageRole": "viewer"}
        return answer


class TokensEnd(Stellary):
    """Every personal token ends after a day."""

    def keep(self, kind: str, row: Row) -> Row:
        if kind == "tokens" and row["expiresAt"] is None:
            row["expiresAt"] = self.stamp(self.now() + 86_400)
        return super().keep(kind, row)


class UnreadByPresence(Stellary):
    """Whatever unreadOnly says, only unread notifications come."""

    def wants_unread(self, request: Request) -> bool:
        return request.parameter("unreadOnly") is not None


class OldestFirst(Stellary):
    """Notifications come in the order they were made."""

    def list_notifications(self, request: Request) -> object:
        rows = super().list_notifications(request)
        return rows[::-1] if isinstance(rows, list) else rows


class ModuleLost(Stellary):
    """A priority loses its module."""

    def show_cockpit(self, kind: str, row: Row) -> Row:
        shown = super().show_cockpit(kind, row)
        return shown | {"module": None} if kind == "priorities" else shown


class GoalsEndForGood(Stellary):
    """A goal that is done stays done."""

    def update_mission(self, request: Request) -> object:
        row = self.find("missions", request.args["id"], workspaceId=request.workspace["id"])
        if row["status"] == "done":
            raise Refusal(409, "This is done")
        return super().update_mission(request)


class LongWords(Stellary):
    """Ids of the cockpit are like all others."""

    def mint_short(self, letters: str) -> str:
        return self.mint(letters)


class OtherIds(Stellary):
    """Ids say what they are of."""

    def mint(self, kind: str) -> str:
        return f"{kind}-{super().mint(kind)}"


class LocalTimes(Stellary):
    """Times are told with an offset."""

    def stamp(self, seconds: float | None = None) -> str:
        return super().stamp(seconds).replace("Z", "+00:00")


class OddIdsStumble(Stellary):
    """An id that is none is a server error."""

    def find(self, kind: str, ident: str, **where: object) -> Row:
        if len(ident) < 4 or len(ident) > 100:
            raise ValueError(ident)
        return super().find(kind, ident, **where)


class KeepsAll(Stellary):
    """A project keeps whatever it is sent."""

    def update_project(self, request: Request) -> object:
        super().update_project(request)
        self.change("projects", request.project, self.read_body(request))
        return self.show_project(request.project)

    def show_project(self, project: Row) -> Row:
        return {name: value for name, value in project.items() if name != "members"}
