"""Every body and query of the API: which members, how long, from which words."""

from __future__ import annotations

from dataclasses import replace

from tests.conformance.mutants.plain.checks import Field, Form

TOKEN_SCOPES = (
    *("projects:read", "projects:write", "pilotage:read", "pilotage:write"),
    *("notifications:read", "account:read", "account:write"),
)
VIEWS = ("kanban", "list", "calendar", "roadmap", "stats")
FIELD_TYPES = ("text", "number", "select", "multi-select", "date", "boolean")
RELATIONS = ("blocks", "blocked_by", "related_to", "duplicates", "parent_of")
DOC_TYPES = ("document", "spec", "brief", "adr", "note", "reference", "template", "spreadsheet")
LEVELS = ("organization", "workspace", "project", "scope")
AUTONOMY = ("supervised", "autonomous", "approval")
TRIGGERS = (
    *("task_moved", "task_created", "checklist_complete", "due_date_reached"),
    *("task_status_changed", "task_assigned", "task_added_to_board"),
)
ACTION_STATES = ("suggested", "approved", "rejected", "applied")

# Where no page names a bound, texts get a wide one.
NAME = Field("text", True, low=1, high=200)
TEXT = Field("text", high=20_000)
NOTE = replace(TEXT, null=True)
SLUG = Field("slug", True, low=2, high=60)
EMAIL = Field("email", True, high=254)
ROLE = Field("enum", options=("admin", "member"))
WORD = Field("text", null=True, high=200)
ITEM_ID = Field("text", high=64)


def words(*options: str) -> Field:
    """A member that is one of these words."""
    return Field("enum", options=options)


def loose(form: Form) -> Form:
    """The same members with none required: what a PATCH takes."""
    return {key: replace(field, required=False) for key, field in form.items()}


CARD: Form = {
    "title": Field("text", True, low=1, high=500),
    "description": Field("text", null=True, high=5000),
    "priority": Field("enum", null=True, options=("low", "medium", "high")),
    "startDate": Field("date", null=True),
    "dueDate": Field("date", null=True),
    "assigneeId": Field("ident", null=True),
    "checklist": Field("list", high=100, form="item"),
}
LABEL: Form = {"name": NAME, "color": Field("color", True)}
FIELD: Form = {
    "name": NAME,
    "type": replace(words(*FIELD_TYPES), required=True),
    "options": Field("list", high=200),
}
DOCUMENT: Form = {
    "title": NAME,
    "docType": words(*DOC_TYPES),
    "content": Field("object", null=True),
    "parentId": Field("text", null=True),
    "contextType": words(*LEVELS),
    "contextId": Field("text", null=True),
    "tags": Field("list", high=100),
}
AGENT: Form = {
    "name": NAME,
    "slug": SLUG,
    "autonomyMode": words(*AUTONOMY),
    "tools": Field("list", high=200),
    "rateLimits": Field("object", null=True),
    "description": NOTE,
}
RULE: Form = {
    "name": WORD,
    "trigger": replace(words(*TRIGGERS), required=True),
    "conditions": Field("json", null=True),
    "action": Field("object", True),
    "enabled": Field("flag"),
}

FORMS: dict[str, Form] = {
    "register": {
        "email": EMAIL,
        "password": Field("text", True, low=8, high=128),
        "name": Field("text", high=100),
    },
    "login": {"email": Field("text", True, low=1), "password": Field("text", True, low=1)},
    "profile": {"name": Field("text", high=100)},
    "password": {"currentPassword": Field("text", True), "newPassword": Field("text", True, low=8, high=128)},
    "token": {
        "name": Field("text", True, low=1, high=100),
        "scopes": Field("list", high=50, options=TOKEN_SCOPES),
        "expiresAt": Field("date", null=True),
    },
    "org": {"name": NAME, "slug": SLUG},
    "org_patch": {"name": replace(NAME, required=False)},
    "org_member": {"email": EMAIL, "role": replace(ROLE, required=True)},
    "org_role": {"role": replace(ROLE, required=True)},
    "workspace": {"name": NAME, "slug": SLUG},
    "invite": {"email": EMAIL, "role": ROLE},
    "workspace_role": {"role": ROLE, "pilotageRole": words("viewer", "reviewer", "owner")},
    "project": {"name": NAME},
    "project_patch": {"name": replace(NAME, required=False)},
    "project_member": {"email": EMAIL},
    "import": {
        "project": Field("object", True, form="project"),
        "columns": Field("list", high=50, form="import_column"),
        "cards": Field("list", high=500, form="import_card"),
    },
    "import_column": {"name": NAME},
    "import_card": CARD | {"columnIndex": Field("whole", True), "archived": Field("flag")},
    "column": {"name": NAME, "order": Field("whole")},
    "column_patch": {"name": replace(NAME, required=False), "order": Field("whole")},
    "card": CARD,
    "card_patch": loose(CARD) | {"columnId": Field("text"), "order": Field("whole"), "archived": Field("flag")},
    "item": {
        "title": Field("text", True, low=1, high=500),
        "done": Field("flag"),
        "order": Field("whole"),
        "_id": ITEM_ID,
    },
    "item_patch": {"title": Field("text", low=1, high=500), "done": Field("flag"), "order": Field("whole")},
    "comment": {"content": Field("text", True, low=1, high=2000)},
    "state": {
        "profile": words("pilotage", "execution", "revue"),
        "intent": words("weekly_review", "daily_execution", "sprint_planning", "context_only"),
        "detailLevel": words("minimal", "standard", "detailed"),
    },
    "mission": {"objective": Field("text", True, low=1), "module": WORD},
    "mission_patch": {
        "status": words("to_launch", "in_progress", "blocked", "done"),
        "blockedReason": Field("text", null=True, high=200),
        "objective": Field("text", low=1),
        "module": WORD,
    },
    "priority": {"label": NAME, "module": WORD},
    "todo": {"label": NAME, "missionId": Field("text", null=True), "priorityId": Field("text", null=True)},
    "todo_patch": {"status": words("todo", "in_progress", "blocked", "done")},
    "decision": {"title": NAME, "impact": NOTE},
    "doc": {
        "title": NAME,
        "owner": WORD,
        "sourceType": Field("enum", null=True, options=("product", "tech", "sprint", "ops")),
    },
    "action": {
        "actionType": Field("text", True, low=1, high=100),
        "explanation": Field("text", True, low=1, high=500),
        "payload": Field("object", null=True),
    },
    "action_query": {"status": words(*ACTION_STATES)},
    "action_review": {"approved": Field("flag", True), "reason": Field("text", null=True, high=200)},
    "scope": {"name": NAME, "description": NOTE, "settings": Field("object")},
    "scope_patch": {"name": replace(NAME, required=False), "description": NOTE, "settings": Field("object")},
    "view": {"activeView": replace(words(*VIEWS), required=True)},
    "label": LABEL,
    "label_patch": loose(LABEL),
    "field": FIELD,
    "field_patch": loose(FIELD),
    "relation": {"targetCardId": Field("text", True), "type": replace(words(*RELATIONS), required=True)},
    "document": DOCUMENT,
    "document_patch": loose(DOCUMENT),
    "document_query": {
        "docType": words(*DOC_TYPES),
        "contextType": words(*LEVELS),
        "contextId": TEXT,
        "parentId": TEXT,
    },
    "document_review": {
        "status": replace(words("approved", "changes_requested"), required=True),
        "notes": NOTE,
    },
    "agent": AGENT,
    "agent_patch": loose(AGENT),
    "run": {"cardId": Field("text", True), "prompt": Field("text", True, low=1)},
    "reject": {"reason": NOTE},
    "rule": RULE,
    "rule_patch": loose(RULE),
    "toggle": {"enabled": Field("flag")},
    "draft": {
        "name": NAME,
        "description": Field("text", True, low=1),
        "contextDocuments": Field("json"),
    },
    "refine": {"answers": Field("list", True, high=100, form="answer")},
    "answer": {"questionId": Field("text", True)},
}
