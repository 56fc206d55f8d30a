"""What is Stellary's own of the request path: what hangs on what, short forms of paths, signing, mails."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from tests.conformance.mutants.plain.app import App as PlainApp
from tests.conformance.mutants.plain.checks import Form
from tests.conformance.mutants.plain.store import Children

from .forms import FORMS

SHORTHAND = {
    "{C}": "{P}/cards/:cardId",
    "{P}": "{W}/projects/:projectId",
    "{W}": "/orgs/:orgSlug/workspaces/:wsSlug",
}

# kind of parent → kinds of children with the member that names the parent
CHILDREN: dict[str, Children] = {
    "orgs": (("workspaces", "organizationId"),),
    "workspaces": tuple(
        (kind, "workspaceId")
        for kind in (
            *("projects", "invitations", "documents", "agents", "drafts"),
            *("missions", "priorities", "todos", "decisions", "docs", "actions"),
        )
    ),
    "projects": tuple(
        (kind, "projectId") for kind in ("columns", "cards", "labels", "fields", "scopes", "rules", "notifications")
    ),
    "columns": (("cards", "columnId"),),
    "cards": (
        *(("comments", "cardId"), ("attachments", "cardId"), ("runs", "cardId")),
        *(("relations", "sourceCardId"), ("relations", "targetCardId")),
    ),
    "agents": (("runs", "agentId"),),
    "runs": (("proposals", "missionId"),),
    "rules": (("traces", "ruleId"),),
}
KINDS = (
    *("users", "tokens", "orgs", "workspaces", "invitations", "projects", "columns", "cards", "comments"),
    *("attachments", "notifications", "missions", "priorities", "todos", "decisions", "docs", "actions"),
    *("scopes", "labels", "fields", "relations", "documents", "agents", "runs", "proposals", "rules", "traces"),
    *("drafts",),
)


class App(PlainApp):
    """A Stellary server's rows and paths; {W}, {P} and {C} stand for those of a workspace, a project and a card."""

    SHORTHAND: ClassVar[Mapping[str, str]] = MappingProxyType(SHORTHAND)
    FORMS: ClassVar[Mapping[str, Form]] = MappingProxyType(FORMS)
    KINDS: ClassVar[tuple[str, ...]] = KINDS
    CHILDREN: ClassVar[Mapping[str, Children]] = MappingProxyType(CHILDREN)

    def prepare(self) -> None:
        """The key that signs tokens, and the mails that were sent."""
        super().prepare()
        self.key = secrets.token_bytes(32)
        self.outbox: list[dict[str, str]] = []

    def mint_short(self, letters: str) -> str:
        """A new id of the cockpit, such as ``m-001``."""
        return f"{letters}-{next(self.numbers):03}"
