"""The honest Stellary really behaves: what each part of the API promises, once along the golden path."""

from __future__ import annotations

import base64
import json

import pytest

from tests.conformance.mutants.asking import JSON, Answer, ask
from tests.conformance.mutants.stellary import PEOPLE, Stellary
from tests.conformance.mutants.stellary.asking import FORM, Caller, enter, form_of

NOON = 1_767_268_800.0
W = "/orgs/acme/workspaces/engineering"


@pytest.fixture
def app() -> Stellary:
    return Stellary(lambda: NOON)


@pytest.fixture
def owner(app: Stellary) -> Caller:
    return enter(app, "owner")


@pytest.fixture
def board(owner: Caller) -> str:
    return f"{W}/projects/{owner('GET ' + W + '/projects').body[0]['id']}"


def assert_refused(answer: Answer, status: int) -> None:
    assert (answer.status, answer.body["statusCode"]) == (status, status)
    assert set(answer.body) == {"statusCode", "message", "error"}
    assert answer.headers["Content-Type"].startswith(JSON)


def test_everybody_starts_with_a_place_of_their_own(app: Stellary) -> None:
    made = ask(app, "POST /auth/register", {"email": "new@x.test", "password": "12345678", "name": "New"})
    assert (made.status, set(made.body["user"])) == (201, {"id", "email", "name"})
    part = made.body["access_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + "=="))
    assert claims["exp"] - claims["iat"] == 604800
    mine = Caller(app, made.body["access_token"])
    orgs = mine("GET /organizations").body
    assert [org["myRole"] for org in orgs] == ["owner"]
    assert [row["isPersonal"] for row in mine(f"GET /orgs/{orgs[0]['slug']}/workspaces").body] == [True]
    assert mine("GET /auth/me").body["user"]["pilotageRole"] == "owner"
    assert mine("PATCH /auth/me", {"name": "Newer"}).body["user"]["name"] == "Newer"
    change = {"currentPassword": "wrong-pass", "newPassword": "87654321"}
    assert_refused(mine("POST /auth/change-password", change), 401)
    assert mine("POST /auth/change-password", change | {"currentPassword": "12345678"}).status == 201
    assert_refused(ask(app, "POST /auth/login", {"email": "new@x.test", "password": "12345678"}), 401)
    assert ask(app, "POST /auth/login", {"email": "new@x.test", "password": "87654321"}).status == 201
    assert_refused(ask(app, "POST /auth/register", {"email": "new@x.test", "password": "12345678"}), 409)
    app.advance(604800)
    assert_refused(mine("GET /auth/me"), 401)


def test_personal_tokens_know_their_scopes_and_their_end(app: Stellary, owner: Caller) -> None:
    body = {"name": "CI", "scopes": ["projects:read"], "expiresAt": "2026-01-02"}
    made = owner("POST /api-tokens", body).body
    assert made["token"].startswith("synth_")
    assert made["prefix"] == made["token"][:10]
    robot = Caller(app, made["token"])
    assert robot(f"GET {W}/projects").status == 200
    assert_refused(robot(f"POST {W}/projects", {"name": "x"}), 403)
    assert_refused(robot("GET /api-tokens"), 403)
    assert_refused(robot("GET /auth/me"), 403)
    listed = owner("GET /api-tokens").body[0]
    assert listed["lastUsedAt"]
    assert "token" not in listed
    app.advance(2 * 86400)
    assert_refused(robot(f"GET {W}/projects"), 401)
    made = enter(app, "owner")("POST /api-tokens", {"name": "all"}).body
    assert len(made["scopes"]) == 7
    assert enter(app, "owner")(f"DELETE /api-tokens/{made['id']}").body == {"ok": True}
    assert_refused(Caller(app, made["token"])("GET /auth/me"), 401)


def test_walls_and_roles_hold(app: Stellary, owner: Caller) -> None:
    outsider, member, admin = (enter(app, tag) for tag in ("outsider", "member", "admin"))
    assert_refused(outsider(f"POST {W}/projects", b"{"), 403)
    assert_refused(outsider("GET /organizations/acme"), 403)
    assert_refused(owner("GET /organizations/nowhere"), 404)
    assert_refused(member("GET /orgs/acme/workspaces/marketing/projects"), 403)
    assert [row["slug"] for row in member("GET /orgs/acme/workspaces").body] == ["engineering"]
    assert_refused(admin("DELETE /organizations/acme"), 403)
    ident = owner("GET /auth/me").body["user"]["id"]
    assert_refused(admin(f"PATCH /organizations/acme/members/{ident}", {"role": "member"}), 403)
    assert_refused(member(f"POST {W}/pilotage/missions", {"objective": "x"}), 403)
    gone = member("GET /auth/me").body["user"]["id"]
    assert owner(f"DELETE /organizations/acme/members/{gone}").body == {"ok": True}
    assert_refused(member(f"GET {W}/projects"), 403)
    campaign = owner("GET /orgs/acme/workspaces/marketing/projects").body[0]["id"]
    assert_refused(owner(f"GET {W}/projects/{campaign}"), 404)
    assert owner("DELETE /organizations/acme").body == {"ok": True}
    assert_refused(owner(f"GET {W}/projects"), 404)


def test_invitation_opens_a_workspace_once(app: Stellary, owner: Caller) -> None:
    sent = owner(f"POST {W}/members/invite", {"email": PEOPLE["outsider"][0]})
    assert (sent.status, sent.body["status"], sent.body["role"]) == (201, "pending", "member")
    assert app.outbox[-1]["token"] == sent.body["token"]
    guest = enter(app, "outsider")
    assert_refused(enter(app, "admin")(f"POST /invitations/{sent.body['token']}/accept"), 403)
    assert guest(f"POST /invitations/{sent.body['token']}/accept").body["myRole"] == "member"
    assert_refused(guest(f"POST /invitations/{sent.body['token']}/accept"), 409)
    assert_refused(guest("POST /invitations/nothing/accept"), 404)
    assert guest(f"GET {W}").body["myPilotageRole"] == "viewer"
    ident = guest("GET /auth/me").body["user"]["id"]
    assert owner(f"PATCH {W}/members/{ident}", {"pilotageRole": "reviewer"}).body["role"] == "member"


def test_columns_and_cards_keep_their_order(owner: Caller, board: str) -> None:
    made = [owner(f"POST {board}/columns", {"name": name}).body for name in "abc"]
    assert [column["order"] for column in made] == [3, 4, 5]
    owner(f"PATCH {board}/columns/{made[2]['id']}", {"order": 0})
    columns = owner(f"GET {board}/columns").body
    assert [column["order"] for column in columns] == list(range(6))
    assert columns[0]["name"] == "c"
    here = f"{board}/columns/{made[0]['id']}/cards"
    cards = [owner(f"POST {here}", {"title": f"t{n}", "dueDate": "2026-04-01"}).body for n in range(3)]
    assert cards[0]["dueDate"] == "2026-04-01T00:00:00Z"
    moved = owner(f"PATCH {board}/cards/{cards[2]['id']}", {"order": 0, "dueDate": None}).body
    assert (moved["order"], moved["dueDate"], moved["title"]) == (0, None, "t2")
    owner(f"DELETE {board}/cards/{cards[0]['id']}")
    left = [card for card in owner(f"GET {board}/cards").body if card["columnId"] == made[0]["id"]]
    assert [(card["title"], card["order"]) for card in left] == [("t2", 0), ("t1", 1)]
    assert owner(f"PATCH {board}/cards/{left[0]['id']}", {"archived": True}).body["archived"] is True
    assert owner(f"DELETE {board}/columns/{made[0]['id']}").body == {"ok": True}
    assert_refused(owner(f"PATCH {board}/cards/{left[0]['id']}", {}), 404)


def test_card_carries_what_hangs_on_it(app: Stellary, owner: Caller, board: str) -> None:
    column = owner(f"GET {board}/columns").body[0]["id"]
    card, other = (owner(f"POST {board}/columns/{column}/cards", {"title": t}).body["id"] for t in "ab")
    here = f"{board}/cards/{card}"
    comment = owner(f"POST {here}/comments", {"content": "hm"}).body["id"]
    data = bytes(range(256)) * 3 + b"\r\n--x\r\n"
    sent = owner(f"POST {here}/attachments", form_of(data, 'bläh".bin', "image/png"), media=FORM).body
    assert (sent["originalName"], sent["mimeType"], sent["size"]) == ('bläh".bin', "image/png", len(data))
    back = owner(f"GET {here}/attachments/{sent['id']}")
    assert (back.body, back.headers["Content-Type"]) == (data, "image/png")
    assert_refused(owner(f"POST {here}/attachments", {"file": "x"}), 400)
    assert owner(f"POST {here}/attachments", form_of(b"x" * 10_485_760), media=FORM).status == 201
    assert_refused(owner(f"POST {here}/attachments", form_of(b"x" * 10_485_761), media=FORM), 413)
    label = owner(f"POST {board}/labels", {"name": "hot", "color": "#00ff00"}).body["id"]
    assert owner(f"POST {here}/labels/{label}").body["labels"] == [label]
    field = owner(f"POST {board}/custom-fields", {"name": "n", "type": "number"}).body["id"]
    assert_refused(owner(f"PATCH {here}/custom-fields", {field: "five"}), 400)
    assert owner(f"PATCH {here}/custom-fields", {field: 5}).body["customFields"] == {field: 5}
    items = [owner(f"POST {here}/checklist", {"title": t}).body["_id"] for t in "xy"]
    owner(f"PATCH {here}/checklist/{items[0]}", {"done": True})
    link = owner(f"POST {here}/relations", {"targetCardId": other, "type": "blocks"}).body["id"]
    assert [row["type"] for row in owner(f"GET {board}/cards/{other}/relations").body] == ["blocked_by"]
    shown = next(row for row in owner(f"GET {board}/cards").body if row["id"] == card)
    assert (shown["commentCount"], shown["attachmentCount"], shown["checklistProgress"]) == (1, 2, 50)
    for path in (f"{here}/comments/{comment}", f"{board}/relations/{link}", f"{board}/labels/{label}"):
        assert owner(f"DELETE {path}").body == {"ok": True}
    assert owner(f"DELETE {board}/custom-fields/{field}").body == {"ok": True}
    shown = next(row for row in owner(f"GET {board}/cards").body if row["id"] == card)
    assert (shown["commentCount"], shown["labels"], shown["customFields"]) == (0, [], {})


def test_members_hear_of_what_others_do(app: Stellary, owner: Caller, board: str) -> None:
    member = enter(app, "member")
    columns = owner(f"GET {board}/columns").body
    card = owner(f"POST {board}/columns/{columns[0]['id']}/cards", {"title": "news"}).body["id"]
    ident = member("GET /auth/me").body["user"]["id"]
    for change in ({"title": "n2"}, {"columnId": columns[1]["id"]}, {"assigneeId": ident}, {"archived": True}):
        owner(f"PATCH {board}/cards/{card}", change)
    owner(f"POST {board}/cards/{card}/comments", {"content": "c"})
    owner(f"DELETE {board}/cards/{card}")
    owner(f"POST {board}/members", {"email": PEOPLE["reviewer"][0]})
    owner(f"DELETE {board}/members/{enter(app, 'reviewer')('GET /auth/me').body['user']['id']}")
    rows = member("GET /notifications").body
    assert [row["activity"]["type"] for row in rows] == [
        *("member_removed", "member_added", "card_deleted", "comment_added", "card_archived"),
        *("card_assigned", "card_moved", "card_updated", "card_created"),
    ]
    moved = rows[6]["activity"]["meta"]
    assert (moved["fromColumn"], moved["toColumn"]) == ("To Do", "In Progress")
    assert owner("GET /notifications").body == []
    assert member("GET /notifications/count").body == {"count": 9}
    assert member(f"PATCH /notifications/{rows[0]['id']}/read").body["readAt"]
    assert_refused(owner(f"PATCH /notifications/{rows[1]['id']}/read"), 404)
    assert len(member("GET /notifications?unreadOnly=1&limit=3").body) == 3
    member("PATCH /notifications/read-all")
    assert member("GET /notifications/count").body == {"count": 0}


def test_cockpit_and_actions(owner: Caller, board: str) -> None:
    mission = owner(f"POST {W}/pilotage/missions", {"objective": "fly"}).body
    assert mission["status"] == "to_launch"
    owner(f"PATCH {W}/pilotage/missions/{mission['id']}", {"status": "blocked", "blockedReason": "wind"})
    state = owner(f"GET {W}/pilotage/state?intent=weekly_review").body
    assert [row["blockedReason"] for row in state["missions"]] == [None, "wind"]
    assert state["usageContext"] == {
        "profile": "pilotage",
        "role": "owner",
        "intent": "weekly_review",
        "detailLevel": "standard",
    }
    assert_refused(owner(f"GET {W}/pilotage/state?profile=x"), 400)
    card = owner(f"GET {board}/cards").body[0]
    payload = {"cardId": card["id"], "targetColumn": "Done"}
    body = {"actionType": "move_card", "explanation": "ready", "payload": payload}
    action = owner(f"POST {W}/pilotage/actions/propose", body).body
    here = f"{W}/pilotage/actions/{action['id']}"
    assert (action["status"], action["payload"]) == ("suggested", payload)
    assert_refused(owner(f"POST {here}/apply"), 409)
    assert owner(f"POST {here}/review", {"approved": True}).body["status"] == "approved"
    assert_refused(owner(f"POST {here}/review", {"approved": True}), 409)
    assert owner(f"POST {here}/apply").body["status"] == "applied"
    assert_refused(owner(f"POST {here}/apply"), 409)
    moved = next(row for row in owner(f"GET {board}/cards").body if row["id"] == card["id"])
    assert moved["columnId"] != card["columnId"]
    assert [row["id"] for row in owner(f"GET {W}/pilotage/actions?status=applied").body] == [action["id"]]


def test_documents_are_reviewed(owner: Caller) -> None:
    made = owner(f"POST {W}/documents", {"title": "T", "docType": "adr", "content": {"type": "doc"}}).body
    here = f"{W}/documents/{made['id']}"
    child = owner(f"POST {W}/documents", {"title": "below", "parentId": made["id"]}).body["id"]
    assert [row["id"] for row in owner(f"GET {W}/documents?parentId={made['id']}").body] == [child]
    assert_refused(owner(f"POST {here}/review", {"status": "approved"}), 409)
    for verdict in ("changes_requested", "approved"):
        assert owner(f"POST {here}/submit-review").body["status"] == "pending_review"
        assert owner(f"POST {here}/review", {"status": verdict, "notes": "n"}).body["status"] == verdict
    assert_refused(owner(f"POST {here}/submit-review"), 409)
    assert owner(f"PATCH {here}", {"title": "U"}).body["content"] == {"type": "doc"}
    assert owner(f"DELETE {here}").body == {"ok": True}
    assert owner(f"GET {W}/documents/{child}").body["parentId"] is None
