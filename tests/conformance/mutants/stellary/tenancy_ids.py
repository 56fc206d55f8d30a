"""Rows that answer to their id under somebody else's path."""

from __future__ import annotations

from .bending import Leaky
from .registry import mutant


@mutant("tenancy", "074", "249", aim="A project answers under another workspace.")
class ProjectIdLeaks(Leaky):
    leak = "projects"


@mutant("tenancy", "249", aim="A column answers under another project.")
class ColumnIdLeaks(Leaky):
    leak = "columns"


@mutant("tenancy", "106", "249", aim="A card answers under another project.")
class CardIdLeaks(Leaky):
    leak = "cards"


@mutant("tenancy", "249", aim="A comment answers under another card.")
class CommentIdLeaks(Leaky):
    leak = "comments"


@mutant("tenancy", "249", aim="An attachment answers under another card.")
class AttachmentIdLeaks(Leaky):
    leak = "attachments"


@mutant("tenancy", "186", "249", aim="A label answers, and sticks, under another project.")
class LabelIdLeaks(Leaky):
    leak = "labels"


@mutant("tenancy", "249", aim="A custom field answers under another project.")
class FieldIdLeaks(Leaky):
    leak = "fields"


@mutant("tenancy", "249", aim="A relation answers under another project.")
class RelationIdLeaks(Leaky):
    leak = "relations"


@mutant("tenancy", "177", "249", aim="A work package answers under another project.")
class ScopeIdLeaks(Leaky):
    leak = "scopes"


@mutant("tenancy", "231", "249", aim="A rule answers under another project.")
class RuleIdLeaks(Leaky):
    leak = "rules"


@mutant("tenancy", "sequences", "247", "249", aim="A document answers under another workspace.")
class DocumentIdLeaks(Leaky):
    leak = "documents"


@mutant("tenancy", "210", "249", aim="An agent answers under another workspace.")
class AgentIdLeaks(Leaky):
    leak = "agents"


@mutant("tenancy", "249", aim="A mission of an agent answers under another workspace.")
class RunIdLeaks(Leaky):
    leak = "runs"


@mutant("tenancy", "249", aim="A proposal answers under another workspace.")
class ProposalIdLeaks(Leaky):
    leak = "proposals"


@mutant("tenancy", "246", "249", aim="A draft answers under another workspace.")
class DraftIdLeaks(Leaky):
    leak = "drafts"


@mutant("tenancy", "140", "249", aim="A mission of the cockpit answers under another workspace.")
class MissionIdLeaks(Leaky):
    leak = "missions"


@mutant("tenancy", "140", "249", aim="A todo answers under another workspace.")
class TodoIdLeaks(Leaky):
    leak = "todos"


@mutant("tenancy", "140", "249", aim="A proposed action answers under another workspace.")
class ActionIdLeaks(Leaky):
    leak = "actions"


@mutant("tenancy", "cases", "126", "119", aim="Somebody else's notification can be marked as read.")
class NotificationIdLeaks(Leaky):
    leak = "notifications"


@mutant("tenancy", "owner", "299", aim="Somebody else's personal token can be revoked.")
class TokenIdLeaks(Leaky):
    leak = "tokens"
