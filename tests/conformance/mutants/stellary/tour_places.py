"""Stops of the tour at walls, roles, tokens and what people hear of."""

from __future__ import annotations

from .tour import Tour, start

FAR = "/orgs/acme/workspaces/marketing"


def see_walls(tour: Tour) -> None:
    """Strangers knock everywhere."""
    start(tour)
    for path in ("/organizations/acme", "/organizations/acme/members", "{W}", "{W}/projects", "{B}/cards"):
        for who in ("outsider", "member"):
            tour.go(who, f"GET {path}")
    tour.go("outsider", "POST /orgs/acme/workspaces", {"name": "n", "slug": "mine"})
    tour.go("outsider", "POST {W}/projects", {"name": "n"})
    tour.look("member", FAR, f"{FAR}/projects", "/orgs/acme/workspaces")
    tour.go("", "GET {W}/projects")
    tour.go("", "GET /auth/me", AUTHORIZATION="Bearer synth_0123456789")
    tour.look("owner", "/organizations", "{W}/documents", "{W}/agents", "{W}/project-drafts", "{W}/pilotage/state")


def see_ids(tour: Tour) -> None:
    """Every row is asked for under another parent, and listed there."""
    start(tour)
    things = {
        "label": ("POST {B}/labels", {"name": "l", "color": "#111111"}),
        "field": ("POST {B}/custom-fields", {"name": "f", "type": "text"}),
        "scope": ("POST {B}/scopes", {"name": "s"}),
        "rule": ("POST {B}/automations", {"trigger": "task_moved", "action": {"type": "x"}}),
        "comment": ("POST {C}/comments", {"content": "c"}),
        "document": ("POST {W}/documents", {"title": "d"}),
        "agent": ("POST {W}/agents", {"name": "a", "slug": "aa"}),
        "run": ("POST {W}/agents/{agent}/missions", {"cardId": "{card}", "prompt": "p"}),
        "draft": ("POST {W}/project-drafts", {"name": "n", "description": "d"}),
        "mission": ("POST {W}/pilotage/missions", {"objective": "o"}),
        "todo": ("POST {W}/pilotage/todos", {"label": "l"}),
        "action": ("POST {W}/pilotage/actions/propose", {"actionType": "t", "explanation": "e"}),
    }
    for name, (line, body) in things.items():
        tour.go("owner", line, body, keep=name)
    tour.go("owner", "POST {B2}/columns/{foreign_col}/cards", {"title": "other"}, keep="far")
    tour.go("owner", "POST {C}/relations", {"targetCardId": "{card}", "type": "blocks"})
    tour.go("owner", "POST {B}/columns/{col1}/cards", {"title": "near"}, keep="near")
    tour.go("owner", "POST {C}/relations", {"targetCardId": "{near}", "type": "what"})
    tour.go("owner", "POST {C}/relations", {"targetCardId": "{near}", "type": "blocks"}, keep="link")
    tour.look("owner", f"{FAR}/agents/{{agent}}", f"{FAR}/missions/{{run}}", f"{FAR}/project-drafts/{{draft}}")
    tour.look("owner", f"{FAR}/documents/{{document}}", "{B2}/scopes/{scope}", "{B2}/automations/{rule}")
    tour.look("owner", *(f"{FAR}/{kind}" for kind in ("agents", "documents", "project-drafts", "pilotage/actions")))
    tour.look("owner", f"{FAR}/pilotage/state", "{B2}/automations")
    for line in ("{B2}/labels/{label}", "{B2}/custom-fields/{field}", "{B2}/columns/{col0}", "{B2}/cards/{card}"):
        tour.go("owner", f"PATCH {line}", {})
    for line in ("missions/{mission}", "todos/{todo}"):
        tour.go("owner", f"PATCH {FAR}/pilotage/{line}", {})
    tour.go("owner", f"POST {FAR}/pilotage/actions/{{action}}/review", {"approved": True})
    tour.go("owner", "DELETE {B2}/cards/{far}/comments/{comment}")
    tour.go("owner", "DELETE {B2}/relations/{link}")
    tour.look("owner", "{C}/attachments", "{W}/missions/{run}", "{W}/missions/{run}/proposals")
    proposals = tour.go("owner", "GET {W}/missions/{run}/proposals").body
    tour.known["proposal"] = proposals[0]["id"] if isinstance(proposals, list) and proposals else "none"
    tour.go("owner", f"POST {FAR}/proposals/{{proposal}}/reject", {})
    first = tour.known["B"] + "/cards/" + tour.go("owner", "GET {B}/cards").body[0]["id"]
    files = tour.go("owner", f"GET {first}/attachments").body
    tour.look("owner", f"{{C}}/attachments/{files[0]['id'] if files else 'none'}")
    for path in ("{W}/project-drafts/{draft}", "{W}/agents/{agent}"):
        tour.go("owner", f"DELETE {path}")
        tour.go("owner", f"GET {path}")
    tour.look("owner", "{W}/missions/{run}")


def see_members(tour: Tour) -> None:
    """Members of organizations and workspaces come, change and go."""
    start(tour)
    org = {"name": "O", "slug": "oo"}
    tour.go("owner", "POST /organizations", org)
    tour.go("outsider", "POST /organizations", org)
    tour.look("owner", "/organizations", "/organizations/oo", "/organizations/oo/members")
    tour.go("owner", "PATCH /organizations/oo", {"name": "P"})
    for role in ("owner", "what", "member", "member"):
        tour.go("owner", "POST /organizations/oo/members", {"email": "outsider@globex.test", "role": role})
        tour.go("owner", "POST /organizations/oo/members", {"email": "nobody@nowhere.test", "role": role})
    for tag in ("outsider", "owner", "member", "reviewer"):
        tour.known[tag] = tour.go(tag, "GET /auth/me").body.get("user", {}).get("id", "none")
    for who, line in (("owner", "{outsider}"), ("admin", "{owner}"), ("owner", "{owner}")):
        place = "oo" if who == "owner" else "acme"
        tour.go(who, f"PATCH /organizations/{place}/members/{line}", {"role": "admin"})
        tour.look("owner", f"/organizations/{place}/members")
    for roles in ({"role": "admin"}, {"pilotageRole": "viewer"}, {"pilotageRole": "what"}, {"role": "member"}):
        tour.go("owner", "PATCH {W}/members/{reviewer}", roles)
        tour.look("reviewer", "{W}")
    tour.go("owner", "DELETE /organizations/acme/members/{member}")
    tour.look("member", "/orgs/acme/workspaces", "{W}/projects")
    tour.go("member", "POST {W}/projects", {"name": "still here"})
    for place in ("oo", "acme"):
        tour.go("owner", f"POST /orgs/{place}/workspaces", {"name": "w", "slug": "ww"})
    tour.go("owner", "POST /orgs/acme/workspaces", {"name": "w", "slug": "ww"})
    tour.go("owner", "POST {W}/members/invite", {"email": "somebody@else.test"})
    for role in ("what", "admin"):
        tour.go("owner", "POST {W}/members/invite", {"email": "outsider@globex.test", "role": role}, keep="mail")
    tour.note(str([letter["token"] in tour.tokens.values() for letter in tour.app.outbox]))
    tour.go("outsider", "POST /invitations/{mail_token}/accept")
    tour.go("outsider", "POST /invitations/{mail_token}/accept")
    tour.look("outsider", "{W}")


def see_end(tour: Tour) -> None:
    """An organization is deleted by those who may not and by who may."""
    start(tour)
    tour.known["doc"] = str(tour.go("owner", "GET {W}/documents").body[0]["id"])
    for who in ("member", "admin", "owner"):
        tour.go(who, "DELETE /organizations/acme")
        tour.look("owner", "/organizations", "/orgs/acme/workspaces", "{W}", "{W}/projects", "{B}/cards")
        tour.look("owner", "{W}/documents/{doc}", "{W}/pilotage/state")


def see_tokens(tour: Tour) -> None:
    """Personal tokens: their scopes, their list, their end."""
    start(tour)
    all_scopes = ("projects", "pilotage", "notifications", "account")
    scopes = [f"{name}:{way}" for name in all_scopes for way in ("read", "write") if name + way != "notificationswrite"]
    for scope in (*scopes, "what:read"):
        tour.go("owner", "POST /api-tokens", {"name": scope, "scopes": [scope]}, keep=scope.replace(":", "_"))
    for tag in [scope.replace(":", "_") for scope in scopes]:
        lines = ("/auth/me", "{W}/projects", "{W}/pilotage/state", "/notifications", "/api-tokens")
        tour.look(tag, *lines)
        tour.go(tag, "PATCH /auth/me", {})
        tour.go(tag, "PATCH /notifications/read-all")
        tour.go(tag, "POST {W}/projects", {})
        tour.go(tag, "POST {C}/attachments", {})
        tour.go(tag, "POST {W}/pilotage/missions", {})
        tour.go(tag, "POST /api-tokens", {})
        tour.go(tag, "DELETE {B}/cards/none")
        tour.go(tag, "DELETE /api-tokens/none")
    tour.look("owner", "/api-tokens")
    made = tour.go("owner", "POST /api-tokens", {"name": "n"}, keep="whole").body
    tour.note(f"{made['token'].startswith(made['prefix']) if 'token' in made else None} {len(made['prefix'])}")
    tour.go("outsider", "DELETE /api-tokens/{whole}")
    tour.look("outsider", "/api-tokens")
    tour.go("owner", "DELETE /api-tokens/{whole}")
    tour.look("whole", "/auth/me")
    tour.go("owner", "POST /api-tokens", {"name": "old", "expiresAt": "2020-01-01"}, keep="old")
    tour.look("old", "{W}/projects")


def see_news(tour: Tour) -> None:
    """What members hear of, and how they read it."""
    start(tour)
    for number in range(54):
        tour.go("owner", "PATCH {C}", {"title": f"t{number}"})
    rows = tour.go("member", "GET /notifications?limit=3").body
    tour.known["note"] = rows[0]["id"]
    tour.go("admin", "PATCH /notifications/{note}/read")
    tour.go("member", "PATCH /notifications/{note}/read")
    tour.look("member", *(f"/notifications{query}" for query in ("", "?limit=2", "?unreadOnly=1&limit=1")))
    tour.look("member", "/notifications?unreadOnly=true&limit=1", "/notifications/count", "/notifications?limit=100")
    tour.go("member", "PATCH /notifications/read-all")
    tour.look("member", "/notifications/count")
    tour.look("admin", "/notifications/count")


def see_taken(tour: Tour) -> None:
    """Slugs that are taken elsewhere or were taken once, a parent that is none, and a token at the wrong place."""
    start(tour)
    tour.go("owner", "POST {W}/documents", {"title": "below", "parentId": "0" * 24})
    tour.go("owner", "POST {W}/documents", {"title": "top"}, keep="top")
    tour.go("owner", "POST {W}/documents", {"title": "under", "parentId": "{top}"})
    for kind in ("document", "spec"):
        for query in (f"docType={kind}&parentId={{top}}", f"parentId={{top}}&docType={kind}"):
            tour.look("owner", f"{{W}}/documents?{query}")
    tour.go("owner", "POST /api-tokens", {"name": "n"}, keep="pat")
    tour.look("", "{W}/projects?access_token={pat_token}")
    for _ in range(2):
        tour.go("owner", "POST /organizations", {"name": "Twice", "slug": "twice"})
        tour.go("owner", "POST /orgs/twice/workspaces", {"name": "Other", "slug": "other"})
        for place in ("/orgs/twice/workspaces/other", "{W}"):
            tour.go("owner", f"POST {place}/agents", {"name": "Same", "slug": "same"})
        tour.go("owner", "DELETE /organizations/twice")


STOPS = [see_taken, see_walls, see_ids, see_members, see_end, see_tokens, see_news]
