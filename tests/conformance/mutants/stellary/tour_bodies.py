"""Stops of the tour at accounts, the cockpit and documents, and at the bounds of every body."""

from __future__ import annotations

from typing import Any

from .tour import Tour, start

P = "{W}/pilotage"


def see_accounts(tour: Tour) -> None:
    """Registering, logging in, changing the password."""
    whole = {"email": "a@b.test", "password": "p" * 12, "name": "N"}
    for change in ({}, {}, {"email": "no address"}, {"name": "n" * 101, "email": "c@b.test"}):
        tour.go("", "POST /auth/register", whole | change)
    for length in (7, 8, 128, 129):
        tour.go("", "POST /auth/register", {"email": f"{length}@b.test", "password": "p" * length})
    me = tour.go("", "POST /auth/login", {"email": "a@b.test", "password": "p" * 12}).body.get("access_token", "")
    tour.go("", "POST /auth/login", {"email": "a@b.test", "password": "p" * 8 + "other"})
    for name in ("x" * 101, "new"):
        tour.go(me, "PATCH /auth/me", {"name": name})
    for length in (7, 129, 20):
        tour.go(me, "POST /auth/change-password", {"currentPassword": "p" * 12, "newPassword": "q" * length})
    for password in ("p" * 12, "q" * 20):
        tour.go("", "POST /auth/login", {"email": "a@b.test", "password": password})


def try_lengths(tour: Tour, line: str, body: dict[str, Any], member: str, *lengths: int) -> None:
    """One text of several lengths."""
    for length in lengths:
        tour.go("owner", line, body | {member: "s" * length})


def see_bounds(tour: Tour) -> None:
    """Texts and lists at and beside their bounds."""
    start(tour)
    card = {"title": "t"}
    for line in ("POST {B}/columns/{col0}/cards", "PATCH {C}"):
        try_lengths(tour, line, card, "title", 0, 1, 500, 501)
        try_lengths(tour, line, card, "description", 5000, 5001)
        for length in (100, 101):
            tour.go("owner", line, card | {"checklist": [{"title": "i"}] * length})
        for bad in ({"priority": "urgent"}, {"priority": 7}, {"dueDate": "soon"}, {"assigneeId": "me"}, {"title": 7}):
            tour.go("owner", line, card | bad)
    try_lengths(tour, "POST {C}/comments", {}, "content", 0, 1, 2000, 2001)
    for slug in ("s", "ss", "t" * 59, "s" * 60, "s" * 61, "Ss", "s_s"):
        tour.go("owner", "POST /organizations", {"name": "n", "slug": slug})
        tour.go("owner", "POST /orgs/acme/workspaces", {"name": "n", "slug": slug})
    tour.go("owner", "POST /organizations", {"slug": "nameless"})
    tour.go("owner", "POST {W}/projects", {})
    tour.go("owner", "POST {W}/projects", {"name": 7})
    try_lengths(tour, "POST /api-tokens", {}, "name", 100, 101)
    sheet: dict[str, Any] = {"project": {"name": "p"}}
    for width in (50, 51):
        tour.go("owner", "POST {W}/projects/import", sheet | {"columns": [{"name": "c"}] * width})
    for length in (500, 501):
        cards = [{"title": "t", "columnIndex": 0}] * length
        tour.go("owner", "POST {W}/projects/import", sheet | {"columns": [{"name": "c"}], "cards": cards})


def see_cockpit(tour: Tour) -> None:
    """The cockpit: what may be written, by whom, and how actions are judged."""
    start(tour)
    tour.go("owner", f"POST {P}/missions", {"objective": "o"}, keep="mission")
    tour.go("owner", f"POST {P}/priorities", {"label": "l"}, keep="priority")
    todo = {"label": "l", "missionId": "{mission}", "priorityId": "{priority}"}
    tour.go("owner", f"POST {P}/todos", todo, keep="todo")
    tour.go("owner", f"POST {P}/decisions", {"title": "t"})
    tour.go("owner", f"POST {P}/docs", {"title": "t"})
    for kind in ("missions", "todos", "decisions", "actions/propose"):
        tour.go("owner", f"POST {P}/{kind}", {"actionType": "t"})
    tour.go("owner", f"POST {P}/docs", {"title": "t", "sourceType": "what"})
    for length in (200, 201):
        tour.go("owner", f"PATCH {P}/missions/{{mission}}", {"status": "blocked", "blockedReason": "r" * length})
    tour.go("owner", f"PATCH {P}/missions/{{mission}}", {"blockedReason": None})
    for kind in ("missions/{mission}", "todos/{todo}"):
        tour.go("owner", f"PATCH {P}/{kind}", {"status": "what"})
    for who in ("owner", "reviewer", "member"):
        tour.look(who, f"{P}/state", f"{P}/state?profile=revue&detailLevel=minimal", f"{P}/state?profile=what")
    action = {"actionType": "t", "explanation": "e", "payload": {"n": 1}}
    for member, length in (("actionType", 101), ("explanation", 501)):
        try_lengths(tour, f"POST {P}/actions/propose", action, member, length - 1, length)
    tour.go("owner", f"POST {P}/actions/propose", action | {"payload": "text"})
    for kind in ("missions", "decisions", "todos"):
        tour.go("member", f"POST {P}/{kind}", {"objective": "o", "title": "t", "label": "l"})
    for verdict in (False, True):
        tour.go("owner", f"POST {P}/actions/propose", action, keep="action")
        here = f"{P}/actions/{{action}}"
        tour.go("member", f"POST {here}/review", {"approved": verdict})
        tour.go("owner", f"POST {here}/apply")
        tour.go("owner", f"POST {here}/review", {"approved": "yes"})
        tour.go("owner", f"POST {here}/review", {"approved": verdict, "reason": "r" * 201})
        for _ in range(2):
            tour.go("owner", f"POST {here}/review", {"approved": verdict})
        for _ in range(2):
            tour.go("owner", f"POST {here}/apply")
    tour.look("owner", *(f"{P}/actions?status={word}" for word in ("applied", "suggested", "what")))


def see_documents(tour: Tour) -> None:
    """Documents, agents and drafts: their bodies, changes and reviews."""
    start(tour)
    tour.go("owner", "POST {W}/documents", {"title": "d", "docType": "spreadsheet", "tags": ["t"]}, keep="doc")
    tour.go("owner", "POST {W}/documents", {"title": "e", "docType": "what"})
    tour.go("owner", "PATCH {W}/documents/{doc}", {"title": "f"})
    tour.look("owner", "{W}/documents/{doc}", "{W}/documents?docType=spec", "{W}/documents?parentId=none")
    tour.go("owner", "POST {W}/documents/{doc}/submit-review")
    tour.go("owner", "POST {W}/documents/{doc}/review", {"status": "draft"})
    tour.go("owner", "POST {W}/documents/{doc}/review", {"status": "approved"})
    tour.go("owner", "POST {W}/documents/{doc}/review", {"status": "approved"})
    agent = {"name": "a", "slug": "ab", "autonomyMode": "autonomous", "tools": ["t"]}
    tour.go("owner", "POST {W}/agents", agent, keep="agent")
    tour.go("owner", "POST {W}/agents", agent)
    tour.go("owner", "POST {W}/agents", agent | {"slug": "ac", "autonomyMode": "what"})
    tour.go("owner", "PATCH {W}/agents/{agent}", {"name": "b"})
    tour.look("owner", "{W}/agents/{agent}")
    tour.go("owner", "POST {W}/agents/{agent}/missions", {"cardId": "{card}", "prompt": "p"}, keep="run")
    for _ in range(4):
        tour.look("owner", "{W}/missions/{run}")
    tour.go("owner", "POST {W}/agents/{agent}/missions", {"cardId": "{card}", "prompt": "p"}, keep="run")
    tour.go("owner", "POST {W}/missions/{run}/cancel")
    tour.look("owner", "{W}/missions/{run}")
    tour.go("owner", "DELETE {W}/agents/{agent}")
    tour.look("owner", "{W}/missions/{run}")


STOPS = [see_accounts, see_bounds, see_cockpit, see_documents]
