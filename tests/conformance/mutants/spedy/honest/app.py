"""What is Spedy's own of the request path: kinds of rows, what hangs on what, short forms of paths, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from tests.conformance.mutants.plain.app import App as PlainApp
from tests.conformance.mutants.plain.checks import Form
from tests.conformance.mutants.plain.store import Children
from tests.conformance.mutants.plain.wire import Reply, Request

from .forms import FORMS

MAX_FILE = 50 * 1024 * 1024

SHORTHAND = {
    "{T}": "{B}/tickets/:ticketId",
    "{B}": "{A}/boards/:boardId",
    "{S}": "{A}/wiki/spaces/:spaceId",
    "{A}": "/api/v1",
}
# kind of parent → kinds of children with the member that names the parent
CHILDREN: dict[str, Children] = {
    "boards": (
        *(("tickets", "boardId"), ("milestones", "boardId"), ("releases", "boardId"), ("board_members", "boardId")),
        *(("board_teams", "boardId"), ("overrides", "boardId"), ("spaces", "boardId")),
    ),
    "tickets": (
        *(("comments", "ticketId"), ("links", "ticketId"), ("links", "targetId"), ("watchers", "ticketId")),
        *(("attachments", "ticketId"), ("entries", "ticketId")),
    ),
    "teams": (("team_members", "teamId"), ("board_teams", "teamId")),
    "statuses": (("overrides", "statusId"),),
    "spaces": (("pages", "spaceId"), ("folders", "spaceId"), ("space_members", "spaceId")),
    "pages": (("versions", "pageId"),),
    "endpoints": (("deliveries", "endpointId"),),
    "clients": (("codes", "clientId"), ("grants", "clientId")),
}
KINDS = (
    *("orgs", "users", "tokens", "clients", "codes", "grants", "events", "views", "teams", "team_members"),
    *("boards", "board_teams", "board_members", "overrides", "statuses", "types", "labels", "customers"),
    *("tickets", "links", "comments", "watchers", "attachments", "milestones", "releases", "entries", "timers"),
    *("spaces", "space_members", "pages", "versions", "folders", "endpoints", "deliveries"),
)
PREFIXES = {
    "orgs": "org",
    "users": "usr",
    "tokens": "tok",
    "teams": "team",
    "boards": "brd",
    "statuses": "sts",
    "types": "typ",
    "tickets": "tkt",
    "links": "lnk",
    "labels": "lbl",
    "attachments": "att",
    "endpoints": "wh",
    "comments": "cmt",
    "milestones": "mls",
    "releases": "rel",
    "entries": "te",
    "customers": "cus",
    "spaces": "ws",
    "pages": "wpg",
    "folders": "wfd",
    "versions": "wpv",
    "deliveries": "whd",
    "clients": "cli",
}
ACTIONS = (
    *("archive_board", "unarchive_board", "restore_ticket", "restore_milestone", "restore_release", "restore_customer"),
    *("convert_ticket", "promote_ticket", "watch", "publish_release", "restore_version", "rotate_secret"),
    *("issue_token", "revoke_grant", "start_timer", "stop_timer"),
)
GONE = Reply(204, None, raw=b"")


class App(PlainApp):
    """A Spedy server's rows and paths; {B}, {T} and {S} stand for those of a board, a ticket and a wiki space."""

    SHORTHAND: ClassVar[Mapping[str, str]] = MappingProxyType(SHORTHAND)
    FORMS: ClassVar[Mapping[str, Form]] = MappingProxyType(FORMS)
    KINDS: ClassVar[tuple[str, ...]] = KINDS
    CHILDREN: ClassVar[Mapping[str, Children]] = MappingProxyType(CHILDREN)
    LARGEST = MAX_FILE + 64 * 1024

    def mint(self, kind: str) -> str:
        """A new id: the prefix of its kind, then letters and digits."""
        return f"{PREFIXES.get(kind, kind[:3])}_{super().mint(kind)[8:]}"

    def status_of(self, request: Request) -> int:
        """201 for what was made, 200 for everything else."""
        return 201 if request.method == "POST" and request.handler not in ACTIONS else 200
