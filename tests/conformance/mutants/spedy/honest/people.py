"""Who calls, and what each may do."""

from __future__ import annotations

from typing import Any

PERMISSIONS = (
    *("tickets:view", "tickets:create", "tickets:edit", "tickets:delete", "milestones:view", "milestones:manage"),
    *("time-tracking:view", "time-tracking:manage", "members:view", "settings:edit", "settings:manage-statuses"),
    *("settings:manage-ticket-types", "boards:create", "boards:edit", "boards:delete", "webhooks:view"),
    *("webhooks:manage", "wiki:create", "teams:view", "teams:manage", "customers:view", "customers:manage"),
)
WORKER = (
    *("tickets:view", "tickets:create", "tickets:edit", "tickets:delete", "milestones:view", "time-tracking:view"),
    *("members:view", "customers:view", "teams:view", "wiki:create"),
)
CLIENT = ("tickets:view", "milestones:view")

# tag → organization, role, permissions, whether in the default team
Person = tuple[str, str, tuple[str, ...], bool]
PEOPLE: dict[str, Person] = {
    "admin": ("acme-corp", "Admin", (), False),
    "member": ("acme-corp", "TeamMember", WORKER, True),
    "viewer": ("acme-corp", "TeamMember", WORKER, False),
    "lead": ("acme-corp", "TeamMember", WORKER, False),
    "customer": ("acme-corp", "Customer", CLIENT, False),
    "outsider": ("acme-corp", "TeamMember", WORKER, False),
    **{
        f"lacks-{permission.replace(':', '-')}": (
            "acme-corp",
            "TeamMember",
            tuple(other for other in PERMISSIONS if other != permission),
            True,
        )
        for permission in PERMISSIONS
    },
    "admin-globex": ("globex", "Admin", (), False),
    "member-globex": ("globex", "TeamMember", WORKER, True),
    "admin-starter": ("starter", "Admin", (), False),
    "admin-doomed": ("doomed", "Admin", (), False),
    "member-doomed": ("doomed", "TeamMember", WORKER, True),
}
BOARD_ROLES = {"viewer": "BOARD_VIEWER", "lead": "BOARD_ADMIN", "customer": "BOARD_VIEWER"}
ORGS: dict[str, dict[str, Any]] = {
    "acme-corp": {"name": "Acme Corp", "plan": "PRO", "timeTracking": True},
    "globex": {"name": "Globex", "plan": "PRO", "timeTracking": True},
    "starter": {"name": "Starter Ltd", "plan": "TRIAL", "timeTracking": False},
    "doomed": {"name": "Gone Tomorrow", "plan": "CANCELED", "timeTracking": True},
}
