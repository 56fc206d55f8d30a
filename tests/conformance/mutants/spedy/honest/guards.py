"""Who may do what: token, host, plan, board, flags, permission, board role."""

from __future__ import annotations

import hashlib
import ipaddress

from tests.conformance.mutants.plain.wire import Refusal, Request, Row

from .app import App

PUBLIC = ("authorization_server", "protected_resource", "issue_token", "revoke_grant")
PRO = ("PRO", "PRO_TRIAL")
HOUR = 3600
LIMITS = {"upload": 50, "create_space": 10}

NEEDS: dict[str, str] = {
    **dict.fromkeys(("update_org", "delete_org", "create_label", "update_label", "delete_label"), "settings:edit"),
    **dict.fromkeys(("list_users", "get_user", "activity"), "members:view"),
    **dict.fromkeys(("list_teams", "get_team", "list_team_members"), "teams:view"),
    **dict.fromkeys(
        ("create_team", "update_team", "delete_team", "add_team_member", "remove_team_member"), "teams:manage"
    ),
    "create_board": "boards:create",
    **dict.fromkeys(("update_board", "archive_board", "unarchive_board", "update_settings"), "boards:edit"),
    "delete_board": "boards:delete",
    **dict.fromkeys(
        ("override_status", "reset_status", "create_status", "update_status", "delete_status"),
        "settings:manage-statuses",
    ),
    **dict.fromkeys(("create_type", "update_type", "delete_type"), "settings:manage-ticket-types"),
    **dict.fromkeys(
        (
            *("list_tickets", "get_ticket", "list_subtickets", "list_links", "list_watchers", "watch_status"),
            *("watch", "unwatch", "list_comments", "create_comment", "update_comment", "delete_comment"),
            *("list_attachments", "upload", "download", "delete_attachment"),
        ),
        "tickets:view",
    ),
    **dict.fromkeys(("create_ticket", "create_subticket"), "tickets:create"),
    **dict.fromkeys(("delete_ticket", "restore_ticket"), "tickets:delete"),
    **dict.fromkeys(
        (
            *("update_ticket", "assign_ticket", "move_ticket", "move_subticket", "convert_ticket", "promote_ticket"),
            *("create_link", "delete_link"),
        ),
        "tickets:edit",
    ),
    **dict.fromkeys(("list_milestones", "get_milestone", "list_releases", "get_release"), "milestones:view"),
    **dict.fromkeys(
        (
            *("create_milestone", "update_milestone", "delete_milestone", "restore_milestone", "create_release"),
            *("update_release", "delete_release", "restore_release", "publish_release"),
        ),
        "milestones:manage",
    ),
    **dict.fromkeys(("list_entries", "log_time", "report"), "time-tracking:view"),
    "create_space": "wiki:create",
    **dict.fromkeys(("list_customers", "get_customer"), "customers:view"),
    **dict.fromkeys(("create_customer", "update_customer", "delete_customer", "restore_customer"), "customers:manage"),
    **dict.fromkeys(("list_endpoints", "get_endpoint", "list_deliveries"), "webhooks:view"),
    **dict.fromkeys(("create_endpoint", "update_endpoint", "delete_endpoint", "rotate_secret"), "webhooks:manage"),
}
PAID = ("team", "endpoint", "webhook", "deliver", "rotate_secret")
FLAGGED = ("milestone", "release")
TIMED = ("entries", "entry", "log_time", "timer", "report")
WORK = (
    *("create_ticket", "update_ticket", "delete_ticket", "restore_ticket", "assign_ticket", "move_ticket"),
    *("create_subticket", "move_subticket", "convert_ticket", "promote_ticket", "create_link", "delete_link"),
)
MEMBERSHIP = ("add_board_member", "update_board_member", "remove_board_member")
# Reads apart, what an archived board still takes.
THAWS = ("unarchive_board", "archive_board", "delete_board")


class Guards(App):
    """The chain a request passes before it acts; each link may be broken alone."""

    def prepare(self) -> None:
        super().prepare()
        self.used: dict[tuple[str, str], list[float]] = {}
        self.limited = False

    def guard(self, request: Request) -> None:
        """Token and host, limit, plan, board, flags, permission, role."""
        if request.handler in PUBLIC:
            request.org = self.org_of_host(request) or {}
            return
        self.authenticate(request)
        self.check_host(request)
        self.check_limit(request)
        self.check_plan(request)
        if "boardId" in request.args:
            request.at["boards"] = self.enter_board(request)
        if "ticketId" in request.args:
            request.at["tickets"] = self.enter_ticket(request)
        if "spaceId" in request.args:
            request.at["spaces"] = self.enter_space(request)
        self.check_flags(request)
        self.check_permission(request)
        self.check_role(request)
        self.check_thawed(request)

    def authenticate(self, request: Request) -> None:
        """Find out who asks."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise Refusal(401, "A token is needed")
        user = self.user_of(request, token.strip())
        if user is None:
            raise Refusal(401, "The token is not valid")
        request.user = user
        request.org = self.tables["orgs"][user["orgId"]]

    def user_of(self, request: Request, token: str) -> Row | None:
        """The user behind a token of either kind."""
        digest = digest_of(token)
        for kind in ("tokens", "grants"):
            for row in self.all_of(kind, digest=digest):
                if self.is_alive(kind, row):
                    request.pat = row
                    self.use_token(kind, row)
                    return self.tables["users"].get(row["userId"])
        return None

    def is_alive(self, kind: str, row: Row) -> bool:
        """Personal tokens never end; those of applications do."""
        return kind == "tokens" or row["ends"] > self.now()

    def use_token(self, kind: str, row: Row) -> None:
        """Note that a token was used."""
        if kind == "tokens":
            row["lastUsedAt"] = self.stamp()

    def org_of_host(self, request: Request) -> Row | None:
        """The organization whose host was asked, {} where nobody has it; None on a plain address."""
        host = request.headers.get("host", "").rsplit(":", 1)[0]
        try:
            ipaddress.ip_address(host.strip("[]"))
        except ValueError:
            label, dot, _ = host.partition(".")
            return next(iter(self.all_of("orgs", slug=label)), {}) if dot else None
        return None

    def check_host(self, request: Request) -> None:
        """403 where the host is another organization's."""
        org = self.org_of_host(request)
        if org is not None and org.get("id") != request.org["id"]:
            raise Refusal(403, "The token belongs to another organization")

    def check_limit(self, request: Request) -> None:
        """429 for one request too many within an hour, counted per token."""
        quota = self.quota_of(request)
        if not self.limited or quota is None:
            return
        used = self.used.setdefault(self.bucket_of(request), [])
        used[:] = [moment for moment in used if moment > self.now() - HOUR]
        if len(used) >= quota:
            raise Refusal(429, "Too many requests")
        used.append(self.now())

    def quota_of(self, request: Request) -> int | None:
        """How often an hour an operation may be called; None without limit."""
        return LIMITS.get(request.handler)

    def bucket_of(self, request: Request) -> tuple[str, str]:
        """What a limit counts."""
        return (str(request.pat["digest"]), request.handler)

    def check_plan(self, request: Request) -> None:
        """403 where the feature takes the Pro plan."""
        if self.is_paid(request) and request.org["plan"] not in PRO:
            raise Refusal(403, "This takes the Pro plan")

    def is_paid(self, request: Request) -> bool:
        """Teams and webhook endpoints are Pro."""
        return any(word in request.handler for word in PAID)

    def enter_board(self, request: Request) -> Row:
        """The board of the path, where the caller may see it."""
        board = self.find("boards", request.args["boardId"], orgId=request.org["id"])
        if not self.sees_board(request.user, board):
            raise self.missing("boards")
        return board

    def sees_board(self, user: Row, board: Row) -> bool:
        """An Admin sees all, others by membership, team members by team too."""
        if user["role"] == "Admin" or self.board_role(user, board) is not None:
            return True
        return user["role"] == "TeamMember" and self.in_team_of(user, board)

    def board_role(self, user: Row, board: Row) -> str | None:
        """The role of a membership; None without one."""
        found = self.all_of("board_members", boardId=board["id"], userId=user["id"])
        return str(found[0]["role"]) if found else None

    def in_team_of(self, user: Row, board: Row) -> bool:
        """Whether an active team of the board has the user."""
        teams = [row["teamId"] for row in self.all_of("board_teams", boardId=board["id"])]
        return any(
            self.all_of("team_members", teamId=team, userId=user["id"])
            for team in teams
            if self.tables["teams"][team]["isActive"] and self.tables["teams"][team]["deletedAt"] is None
        )

    def enter_ticket(self, request: Request) -> Row:
        """The live ticket of the path, on the board of the path."""
        row = self.find("tickets", request.args["ticketId"], boardId=request.at["boards"]["id"])
        if row["deletedAt"] is not None and request.handler != "restore_ticket":
            raise self.missing("tickets")
        return row

    def enter_space(self, request: Request) -> Row:
        """The wiki space of the path, where the caller may see it."""
        space = self.find("spaces", request.args["spaceId"], orgId=request.org["id"])
        if self.space_role(request.user, space) is None:
            raise self.missing("spaces")
        return space

    def space_role(self, user: Row, space: Row) -> str | None:
        """What a user is in a space: admin, editor or reader; None where it is closed."""
        if user["role"] == "Admin":
            return "admin"
        if space["memberMode"] == "INHERIT_BOARD":
            board = self.tables["boards"].get(space["boardId"])
            if board is None or not self.sees_board(user, board):
                return None
            role = self.board_role(user, board)
            return {"BOARD_ADMIN": "admin", "BOARD_VIEWER": "reader"}.get(role or "", "editor")
        found = self.all_of("space_members", spaceId=space["id"], userId=user["id"])
        return str(found[0]["role"]) if found else None

    def check_flags(self, request: Request) -> None:
        """403 while a feature is off."""
        board = request.at.get("boards")
        if any(word in request.handler for word in FLAGGED) and board and not self.has_milestones(board):
            raise Refusal(403, "Milestones & Releases are not enabled")
        if any(word in request.handler for word in TIMED) and not request.org["timeTracking"]:
            raise Refusal(403, "Time Tracking is not enabled")

    def has_milestones(self, board: Row) -> bool:
        """Whether the board's flag is on."""
        return bool(board["milestonesAndReleases"])

    def check_permission(self, request: Request) -> None:
        """403 where the caller lacks the permission of the operation."""
        needed = self.needed(request)
        if needed is not None and not self.has(request.user, needed):
            raise Refusal(403, f"It takes {needed}")

    def needed(self, request: Request) -> str | None:
        """The permission of an operation."""
        return NEEDS.get(request.handler)

    def has(self, user: Row, permission: str) -> bool:
        """An Admin has every permission."""
        return user["role"] == "Admin" or permission in user["permissions"]

    def check_role(self, request: Request) -> None:
        """403 where the role on the board is too low."""
        if request.handler in WORK and not self.may_work(request.user, request.at["boards"]):
            raise Refusal(403, "Your role on this board does not allow this")
        if request.handler in MEMBERSHIP and not self.may_admit(request.user, request.at["boards"]):
            raise Refusal(403, "Only an admin of this board may do this")

    def may_work(self, user: Row, board: Row) -> bool:
        """Who may create and edit tickets on a board."""
        if user["role"] == "Admin":
            return True
        return user["role"] != "Customer" and self.board_role(user, board) != "BOARD_VIEWER"

    def may_admit(self, user: Row, board: Row) -> bool:
        """Who may change who belongs to a board."""
        return self.has(user, "boards:edit") or self.board_role(user, board) == "BOARD_ADMIN"

    def check_thawed(self, request: Request) -> None:
        """409 for a write on an archived board."""
        board = request.at.get("boards")
        if board and request.method != "GET" and request.handler not in THAWS and board["isArchived"]:
            raise Refusal(409, "The board is archived")


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
