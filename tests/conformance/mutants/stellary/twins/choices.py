"""Twins that choose another reading where no page says."""

from __future__ import annotations

from tests.conformance.mutants.stellary.honest import Refusal, Reply, Request, Row, Stellary
from tests.conformance.mutants.stellary.registry import twin

ACTIONS = frozenset(
    (
        *("review_action", "apply_action", "submit_document", "review_document", "cancel_run", "approve_proposal"),
        *("reject_proposal", "refine_draft", "generate_roadmap", "execute_draft", "accept_invitation"),
        *("change_password", "put_label"),
    )
)


@twin("says 404 to who is no member, as if there were nothing")
class HiddenFromOutside(Stellary):
    def outside(self, level: str) -> Refusal:
        return Refusal(404, f"No such {level}")


@twin("says 401 to a personal token where a signed one is asked for, and answers actions with 200")
class Unauthorized(Stellary):
    def check_kind(self, request: Request) -> None:
        try:
            super().check_kind(request)
        except Refusal as refusal:
            raise Refusal(401, refusal.text) from refusal

    def status_of(self, request: Request) -> int:
        return 200 if request.handler in ACTIONS else super().status_of(request)


@twin("hides archived cards from the list; a change still finds them")
class ArchiveDrawer(Stellary):
    def list_cards(self, request: Request) -> object:
        return [self.show_card(card) for card in self.cards_of(request.project) if not card["archived"]]


ASSUMED_409 = frozenset(("apply_action", "cancel_run", "execute_draft"))


@twin("calls moves nobody documents as conflicts bad requests, and a file that is too large too")
class BadRequests(Stellary):
    def answer(self, request: Request) -> Reply:
        reply = super().answer(request)
        assumed = reply.status == 409 and request.handler in ASSUMED_409
        return self.refuse(request, Refusal(400, "This cannot be done now")) if assumed else reply

    def too_large(self) -> Refusal:
        return Refusal(400, "File too large")


@twin("tells the actor too what happened")
class TellsActor(Stellary):
    def audience(self, request: Request) -> list[str]:
        return list(request.project["members"])


READ = "projects:read"
MORE = {
    "list_actions": "pilotage:read",
    "create_priority": "pilotage:write",
    "create_doc": "pilotage:write",
    "review_action": "pilotage:write",
    "apply_action": "pilotage:write",
    "change_password": "account:write",
    "create_token": None,
    "list_tokens": None,
    "revoke_token": None,
}


@twin("asks a personal token for a scope everywhere: projects:read to read and projects:write to write what has no own")
class ScopesEverywhere(Stellary):
    def scope_of(self, request: Request) -> str | None:
        scope = super().scope_of(request)
        if scope is not None or request.handler in MORE:
            return scope or MORE[request.handler]
        return READ if request.method == "GET" else "projects:write"


@twin("refuses members of a body that no page names")
class PickyMembers(Stellary):
    def check_form(self, name: str, body: Row) -> Row:
        if name not in ("answer", "document_query", "state", "action_query") and not body.keys() <= self.known(name):
            raise self.invalid("The body has members nobody knows")
        return super().check_form(name, body)

    def known(self, name: str) -> set[str]:
        """The members a form takes; an export can be posted back whole."""
        more = {"import": {"exportedAt"}, "import_column": {"order"}}
        return {*self.form(name), *more.get(name, set())}


@twin("takes only known assignees, only dates to come as a token's end, and only owners as writers of the cockpit")
class Careful(Stellary):
    def take(self, request: Request, name: str) -> Row:
        body = super().take(request, name)
        if name == "token" and body.get("expiresAt") is not None and body["expiresAt"] <= self.stamp():
            raise self.invalid("expiresAt is past")
        if body.get("assigneeId") is not None and body["assigneeId"] not in self.tables["users"]:
            raise self.invalid("assigneeId is nobody")
        return body

    def check_cockpit(self, request: Request) -> None:
        reviews = request.handler in ("review_action", "apply_action")
        self.need_pilotage(request, "owner", *(["reviewer"] if reviews else []))


@twin("takes steps of missions by the clock, two a second, and frames a draft until its first answers")
class ByTheClock(Stellary):
    def set_run(self, row: Row, status: str, result: str | None = None) -> Row:
        row["since"] = self.now()
        return super().set_run(row, status, result)

    def step(self, request: Request, row: Row) -> Row:
        due = row.get("streamed") or self.now() - row.setdefault("since", self.now()) >= 0.5
        return super().step(request, row) if due else row

    def stream(self, request: Request, row: Row) -> bytes:
        row["streamed"] = True
        return super().stream(request, row)

    def show_draft(self, row: Row) -> Row:
        shown = super().show_draft(row)
        return shown | {"stage": "framing"} if not row["rounds"] else shown


@twin("belongs to others too: sixty members, hundreds of cards, and rows that appear between requests", world="busy")
class BusyTeams(Stellary):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.asked = 0

    def before(self, request: Request) -> None:
        super().before(request)
        self.asked += 1
        if self.asked % 20:
            return
        workspace = next(iter(self.all_of("workspaces", slug="engineering")), None)
        guest = self.user_by_email("guest-0@example.test")
        if workspace is not None and guest is not None:
            project = self.make_project(workspace, guest, f"Guest's {self.asked}", ("To Do", "Done"))
            self.fill(project, [{"title": "Somebody else's", "columnIndex": 0}])
