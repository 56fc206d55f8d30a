"""Actions that somebody proposes, somebody judges and the server carries out."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .pilotage import Pilotage

SHOWN = ("id", "actionType", "explanation", "status", "payload", "createdAt", "reviewReason", "reviewedBy")


class Actions(Pilotage):
    """{W}/pilotage/actions. ``carry_out`` is also what approved proposals and automations call."""

    ROUTES: Routes = (
        ("POST", "{W}/pilotage/actions/propose", "propose_action"),
        ("GET", "{W}/pilotage/actions", "list_actions"),
        ("POST", "{W}/pilotage/actions/:id/review", "review_action"),
        ("POST", "{W}/pilotage/actions/:id/apply", "apply_action"),
    )

    def propose_action(self, request: Request) -> object:
        """A suggestion that waits for a person."""
        self.check_cockpit(request)
        body = {"payload": None} | self.take(request, "action")
        row = body | {"id": self.mint_short("act"), "workspaceId": request.workspace["id"], "status": "suggested"}
        row |= {"createdAt": self.stamp(), "reviewReason": None, "reviewedBy": None}
        return self.show_action(self.keep("actions", row))

    def show_action(self, row: Row) -> Row:
        """A proposed action."""
        return {name: row[name] for name in SHOWN}

    def list_actions(self, request: Request) -> object:
        """The actions of the workspace, all or those of one status."""
        wanted = self.take_query(request, "action_query")
        return [self.show_action(row) for row in self.all_of("actions", workspaceId=request.workspace["id"], **wanted)]

    def find_action(self, request: Request) -> Row:
        """The action of the path in the workspace of the path."""
        return self.find("actions", request.args["id"], workspaceId=request.workspace["id"])

    def review_action(self, request: Request) -> object:
        """A person says yes or no, once."""
        self.check_cockpit(request)
        row = self.find_action(request)
        body = self.take(request, "action_review")
        self.check_action(row, "suggested")
        verdict = "approved" if body["approved"] else "rejected"
        review = {"status": verdict, "reviewReason": body.get("reason"), "reviewedBy": request.user["id"]}
        return self.show_action(self.change("actions", row, review))

    def apply_action(self, request: Request) -> object:
        """Carry out what was approved."""
        self.check_cockpit(request)
        row = self.find_action(request)
        self.check_action(row, "approved")
        self.carry_out(request, row["actionType"], row["payload"] or {})
        return self.show_action(self.change("actions", row, {"status": "applied"}))

    def check_action(self, row: Row, status: str) -> None:
        """409 unless an action has this status."""
        if row["status"] != status:
            raise Refusal(409, f"The action is {row['status']}, not {status}")

    def carry_out(self, request: Request, kind: str, payload: Row) -> bool:
        """Do an action in the request's workspace and tell whether it had an effect."""
        card = self.tables["cards"].get(str(payload.get("cardId")))
        if card is None:
            return False
        project = self.tables["projects"][card["projectId"]]
        if project["workspaceId"] != request.workspace["id"]:
            return False
        act = getattr(self, f"act_{kind}", None)
        return act is not None and bool(act(request, card, payload))

    def act_move_card(self, request: Request, card: Row, payload: Row) -> bool:
        """Move to the column named by id or by name."""
        wanted = {payload.get(name) for name in ("targetColumn", "targetColumnId", "columnId", "column")} - {None}
        columns = self.columns_of(self.tables["projects"][card["projectId"]])
        goal = next((column["id"] for column in columns if {column["id"], column["name"]} & wanted), None)
        if goal is None:
            return False
        self.move(card, goal, None)
        return True

    def act_set_priority(self, request: Request, card: Row, payload: Row) -> bool:
        """Set the priority."""
        if payload.get("priority") not in ("low", "medium", "high"):
            return False
        self.change("cards", card, {"priority": payload["priority"]})
        return True

    def act_assign_user(self, request: Request, card: Row, payload: Row) -> bool:
        """Give the card to a known user."""
        ident = payload.get("assigneeId", payload.get("userId"))
        if ident not in self.tables["users"]:
            return False
        self.change("cards", card, {"assigneeId": ident})
        return True

    def act_archive_card(self, request: Request, card: Row, payload: Row) -> bool:
        """Archive the card."""
        self.change("cards", card, {"archived": True})
        return True

    def act_add_label(self, request: Request, card: Row, payload: Row) -> bool:
        """Put a label of the project on the card."""
        label = self.tables["labels"].get(str(payload.get("labelId")))
        if label is None or label["projectId"] != card["projectId"]:
            return False
        if label["id"] not in card["labels"]:
            self.change("cards", card, {"labels": [*card["labels"], label["id"]]})
        return True

    def act_add_comment(self, request: Request, card: Row, payload: Row) -> bool:
        """Leave a comment in the user's name."""
        self.make_comment(card, request.user, str(payload.get("content") or "Done")[:2000])
        return True
