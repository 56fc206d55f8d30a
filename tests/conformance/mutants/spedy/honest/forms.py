"""Every body of the API: which members, how long, from which words."""

from __future__ import annotations

from dataclasses import replace

from tests.conformance.mutants.plain.checks import Field, Form

EVENTS = (
    *("ticket.created", "ticket.updated", "ticket.deleted", "ticket.status_changed", "ticket.assigned"),
    *("ticket.comment_added", "board.created", "board.updated"),
)
LEVELS = ("LOW", "MEDIUM", "HIGH", "CRITICAL")
BOARD_ROLES = ("BOARD_ADMIN", "BOARD_MEMBER", "BOARD_VIEWER")
LINKS = ("RELATES_TO", "BLOCKS", "IS_BLOCKED_BY", "DUPLICATES", "IS_DUPLICATED_BY")

TEXT = Field("text", null=True, high=20_000)
ID = Field("text", low=1, high=100)
ID_OR_NONE = replace(ID, null=True)
COLOR = Field("color", True)
NUMBER = Field("whole", high=10_000)
FLAG = Field("flag")
DATE = Field("date", null=True)


def name(high: int = 100) -> Field:
    """A required text of one to so many characters."""
    return Field("text", True, low=1, high=high)


def words(*options: str, null: bool = False) -> Field:
    """A member that is one of these words."""
    return Field("enum", options=options, null=null)


def loose(form: Form) -> Form:
    """The same members with none required: what a PATCH takes."""
    return {key: replace(field, required=False) for key, field in form.items()}


STATUS: Form = {
    "name": name(50),
    "color": COLOR,
    "category": words("PLANNING", "ACTIVE", "FINAL"),
    "order": NUMBER,
    "isDefault": FLAG,
    "isFinal": FLAG,
    "enabledByDefault": FLAG,
}
TYPE: Form = {
    "name": name(50),
    "color": COLOR,
    "description": replace(TEXT, high=500),
    "order": Field("whole", high=100),
    "isOrgDefault": FLAG,
    "enabledByDefault": FLAG,
}
TICKET: Form = {
    "title": name(200),
    "description": TEXT,
    "typeId": ID,
    "statusId": ID,
    "priority": words(*LEVELS),
    "assigneeId": ID_OR_NONE,
    "customerId": ID_OR_NONE,
    "labelIds": Field("list", high=100),
    "dueDate": DATE,
    "estimatedHours": Field("amount", null=True),
    "impactLevel": words(*LEVELS, null=True),
    "externalReference": replace(TEXT, high=255),
    "milestoneId": ID_OR_NONE,
    "releaseId": ID_OR_NONE,
}
SPACE: Form = {
    "name": name(),
    "slug": Field("slug", low=1, high=100),
    "description": replace(TEXT, high=500),
    "icon": replace(TEXT, high=100),
    "boardId": ID_OR_NONE,
    "memberMode": words("INHERIT_BOARD", "MANAGE_SEPARATE"),
}
MILESTONE: Form = {
    "name": name(),
    "description": TEXT,
    "startDate": DATE,
    "dueDate": DATE,
    "status": words("OPEN", "COMPLETED"),
}
RELEASE: Form = {"name": name(), "description": TEXT, "plannedDate": DATE}
ENTRY: Form = {
    "durationMinutes": Field("whole", True, low=1, high=1440),
    "date": Field("day"),
    "description": replace(TEXT, high=500),
    "userId": ID,
}
CUSTOMER: Form = {
    "name": name(200),
    "email": Field("email", null=True, high=254),
    "phone": replace(TEXT, high=100),
    "notes": TEXT,
}
PAGE: Form = {"title": name(200), "content": Field("text", high=200_000), "folderId": ID_OR_NONE}
FOLDER: Form = {"name": name(), "parentId": ID_OR_NONE}
TEAM: Form = {"name": name(), "description": replace(TEXT, high=500), "isActive": FLAG}
LABEL: Form = {"name": name(50), "color": COLOR, "description": replace(TEXT, high=200)}
BOARD: Form = {
    "name": name(),
    "prefix": Field("prefix", low=2, high=10),
    "description": TEXT,
    "teamIds": Field("list", high=100),
}
ENDPOINT: Form = {
    "name": name(),
    "url": Field("https", True, high=2000),
    "events": Field("list", True, low=1, high=len(EVENTS), options=EVENTS),
    "isActive": FLAG,
}

FORMS: dict[str, Form] = {
    "token": {"name": name()},
    "org_patch": {
        "name": replace(name(), required=False),
        "slug": Field("slug", low=1, high=100),
        "logo": Field("address", null=True, high=2000),
    },
    "org_delete": {"confirmation": Field("text", True, high=1000)},
    "team": TEAM,
    "team_patch": loose(TEAM),
    "team_member": {"userId": replace(ID, required=True)},
    "board": BOARD,
    "board_patch": loose({key: BOARD[key] for key in ("name", "description")}),
    "settings": {"milestonesAndReleases": FLAG},
    "board_member": {"userId": replace(ID, required=True), "role": words(*BOARD_ROLES)},
    "board_member_patch": {"role": replace(words(*BOARD_ROLES), required=True)},
    "override": {"isHidden": FLAG, "order": NUMBER},
    "status": STATUS,
    "status_patch": loose({key: STATUS[key] for key in ("name", "color", "category", "order")}),
    "type": TYPE,
    "type_patch": loose({key: TYPE[key] for key in ("name", "color", "description", "order", "isOrgDefault")}),
    "label": LABEL,
    "label_patch": loose(LABEL),
    "customer": CUSTOMER,
    "customer_patch": loose(CUSTOMER),
    "ticket": TICKET,
    "ticket_patch": loose({key: field for key, field in TICKET.items() if key != "statusId"}),
    "assign": {"assigneeId": replace(ID_OR_NONE, required=True)},
    "transition": {"statusId": replace(ID, required=True), "reason": replace(TEXT, high=1000)},
    "subticket": {"title": name(200), "description": TEXT, "assigneeId": ID_OR_NONE},
    "convert": {"parentTicketId": replace(ID, required=True)},
    "link": {"targetTicketId": replace(ID, required=True), "type": replace(words(*LINKS), required=True)},
    "comment": {"content": Field("text", True, low=1, high=10_000), "isSecret": FLAG},
    "comment_patch": {"content": Field("text", True, low=1, high=10_000)},
    "milestone": MILESTONE,
    "milestone_patch": loose(MILESTONE),
    "release": RELEASE,
    "release_patch": loose(RELEASE),
    "entry": ENTRY,
    "entry_patch": loose({key: field for key, field in ENTRY.items() if key != "userId"}),
    "timer": {"ticketId": replace(ID, required=True)},
    "space": SPACE,
    "space_patch": loose({key: SPACE[key] for key in ("name", "description", "icon", "memberMode")}),
    "page": PAGE,
    "page_patch": loose(PAGE),
    "folder": FOLDER,
    "folder_patch": loose(FOLDER),
    "endpoint": ENDPOINT,
    "endpoint_patch": loose(ENDPOINT),
    "client": {
        "client_name": name(),
        "redirect_uris": Field("list", True, low=1, high=20),
        "client_uri": Field("address", high=2000),
        "logo_uri": Field("address", high=2000),
    },
}
