"""Who is in the organizations of `boards`, for the server and for the target file alike."""

from __future__ import annotations

from typing import Any

RIGHTS = ("boards:edit", "comments:delete", "tickets:edit", "tickets:view")
ACME, GLOBEX = "org-1", "org-2"
SLUGS = {ACME: "acme", GLOBEX: "globex"}


def _person(number: int, role: str, *without: str, rights: tuple[str, ...] = RIGHTS, org: str = ACME) -> dict[str, Any]:
    kept = [] if role == "Admin" else [right for right in rights if right not in without]
    return {"id": f"usr-{number}", "org": org, "role": role, "rights": kept}


PEOPLE: dict[str, dict[str, Any]] = {
    "admin": _person(1, "Admin"),
    "staff": _person(2, "Staff"),
    "helper": _person(3, "Staff", rights=("tickets:view",)),
    "customer": _person(4, "Customer", rights=("tickets:view",)),
    **{f"lacks {right}": _person(number, "Staff", right) for number, right in enumerate(RIGHTS, 5)},
    "admin of globex": _person(9, "Admin", org=GLOBEX),
}
