"""Stops of the tour at what takes several steps: reviews, missions, drafts, news, large files and nonsense."""

from __future__ import annotations

import base64
import json

from .asking import FORM, form_of
from .tour import Tour, start

D = "{W}/project-drafts/{draft}"


def see_reviews(tour: Tour) -> None:
    """A document goes through every move, allowed or not."""
    start(tour)
    content = {"type": "doc", "content": [{"type": "text"}]}
    tour.go("owner", "POST {W}/documents", {"title": "d", "content": content}, keep="doc")
    for verdict in ("changes_requested", "approved"):
        tour.go("owner", "POST {W}/documents/{doc}/review", {"status": verdict})
        tour.go("owner", "POST {W}/documents/{doc}/submit-review")
        tour.go("owner", "POST {W}/documents/{doc}/review", {"status": verdict, "notes": "n"})
    tour.go("owner", "POST {W}/documents/{doc}/submit-review")
    tour.look("owner", "{W}/documents/{doc}")


def see_missions(tour: Tour) -> None:
    """Missions of agents of all modes, decided, streamed and cancelled."""
    start(tour)
    for mode in ("supervised", "autonomous"):
        tour.go("owner", "POST {W}/agents", {"name": "a", "slug": f"x-{mode}", "autonomyMode": mode}, keep="agent")
        for verdict in ("approve", "reject"):
            mission = {"cardId": "{card}", "prompt": "go"}
            tour.go("owner", "POST {W}/agents/{agent}/missions", mission, keep="run")
            tour.look("owner", *["{W}/missions/{run}"] * 2)
            rows = tour.go("owner", "GET {W}/missions/{run}/proposals").body
            tour.known["proposal"] = rows[0]["id"] if isinstance(rows, list) and rows else "none"
            for _ in range(2):
                tour.go("owner", f"POST {{W}}/proposals/{{proposal}}/{verdict}", {"reason": "r"})
            tour.look("owner", "{B}/cards", "{W}/missions/{run}", "{W}/missions/{run}")
            tour.go("owner", "POST {W}/missions/{run}/cancel")
        tour.go("owner", "POST {W}/agents/{agent}/missions", {"cardId": "{card}", "prompt": "fail"}, keep="run")
        tour.go("owner", "GET {W}/missions/{run}", ACCEPT="text/event-stream")
    payload = {"cardId": "{card}", "targetColumn": "Done"}
    action = {"actionType": "move_card", "explanation": "e", "payload": payload}
    tour.go("owner", "POST {W}/pilotage/actions/propose", action, keep="action")
    tour.go("owner", "POST {W}/pilotage/actions/{action}/review", {"approved": True})
    tour.go("owner", "POST {W}/pilotage/actions/{action}/apply")
    tour.look("owner", "{B}/cards")


def see_drafts(tour: Tour) -> None:
    """A draft is refined, planned and executed, in this order or another."""
    start(tour)
    tour.go("owner", "POST {W}/project-drafts", {"name": "n", "description": "d"}, keep="draft")
    tour.go("owner", f"POST {D}/execute")
    tour.go("owner", "POST {W}/project-drafts", {"name": "n", "description": "d"}, keep="draft")
    for _ in range(5):
        tour.go("owner", f"POST {D}/refine", {"answers": [{"questionId": "q1"}]})
    tour.go("owner", f"POST {D}/generate-roadmap")
    tour.go("owner", f"POST {D}/execute", keep="new")
    tour.go("owner", f"POST {D}/execute")
    tour.look("owner", D, "{W}/projects/{new}/columns", "{W}/projects/{new}/cards")


def see_happenings(tour: Tour) -> None:
    """All nine activities, and every trigger of a rule."""
    start(tour)
    me = tour.go("owner", "GET /auth/me").body.get("user", {}).get("id", "none")
    action = {"type": "set_priority", "priority": "low"}
    for trigger in ("task_created", "task_moved", "task_assigned", "checklist_complete"):
        tour.go("owner", "POST {B}/automations", {"trigger": trigger, "action": action}, keep=trigger)
    tour.go("owner", "POST {B}/columns/{col0}/cards", {"title": "t", "checklist": [{"title": "i"}]}, keep="new")
    ticked = [{"title": "i", "done": True}]
    changes = ({"title": "u"}, {"columnId": "{col1}"}, {"assigneeId": me}, {"checklist": ticked}, {"archived": True})
    for change in changes:
        tour.go("owner", "PATCH {B}/cards/{new}", change)
    tour.go("owner", "PATCH {B}/automations/{task_moved}/toggle")
    tour.go("owner", "PATCH {B}/cards/{new}", {"columnId": "{col0}"})
    tour.go("owner", "POST {B}/cards/{new}/comments", {"content": "c"})
    tour.go("owner", "DELETE {B}/cards/{new}")
    tour.go("owner", "POST {B}/members", {"email": "reviewer@acme.test"})
    tour.known["who"] = tour.go("reviewer", "GET /auth/me").body.get("user", {}).get("id", "none")
    tour.go("owner", "DELETE {B}/members/{who}")
    tour.look("member", "/notifications")
    triggers = ("task_created", "task_moved", "task_assigned", "checklist_complete")
    tour.look("owner", *(f"{{B}}/automations/{{{trigger}}}/traces" for trigger in triggers))


def see_large(tour: Tour) -> None:
    """Files about the bound."""
    start(tour)
    for size in (6 * 1024 * 1024, 10 * 1024 * 1024 + 1):
        tour.go("owner", "POST {C}/attachments", form_of(b"x" * size), media=FORM)


def see_nonsense(tour: Tour) -> None:
    """Unknown routes, broken bodies, forged and fresh tokens, and the life of a token."""
    start(tour)
    tour.look("owner", "/nowhere", "{W}/projects/none", "/orgs/nowhere/workspaces")
    for raw in (b"{", b"[]", b'{"name": NaN}'):
        tour.go("owner", "POST {W}/projects", raw)
        tour.go("outsider", "POST {W}/projects", raw)
    token = tour.tokens["owner"].split(".")
    tour.look(".".join([token[0], token[1], "forged"]), "/auth/me")
    claims = json.loads(base64.urlsafe_b64decode(token[1] + "=="))
    tour.note(str(claims["exp"] - claims["iat"]))
    made = tour.go("", "POST /auth/register", {"email": "z@b.test", "password": "p" * 8}).body
    tour.look(made.get("access_token", "none"), "/auth/me")
    body = {"currentPassword": "wrong one", "newPassword": "q" * 12}
    tour.go("owner", "POST /auth/change-password", body)
    campaign = tour.go("admin", "GET /orgs/acme/workspaces/marketing/projects").body
    rows = campaign if isinstance(campaign, list) else campaign.get("data", [])
    tour.known["campaign"] = rows[0]["id"] if rows else "none"
    tour.look("owner", "{W}/projects/{campaign}")


STOPS = [see_reviews, see_missions, see_drafts, see_happenings, see_nonsense, see_large]
