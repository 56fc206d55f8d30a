"""The rows a Stellary subject starts with.

Everybody has a personal organization too. In ``acme``, ``engineering`` has two projects with all there is,
``marketing`` has one; the member is in ``engineering`` alone. ``globex`` is somebody else's.
"""

from __future__ import annotations

import json

from tests.conformance.mutants.plain.wire import Request, Row

from .wizard import Wizard

# name, address, password; their places in acme stand in ``first_rows``
PEOPLE = {
    "owner": ("owner@acme.test", "owner-pass-1"),
    "admin": ("admin@acme.test", "admin-pass-1"),
    "member": ("member@acme.test", "member-pass-1"),
    "reviewer": ("reviewer@acme.test", "reviewer-pass-1"),
    "outsider": ("outsider@globex.test", "outsider-pass-1"),
}


class World(Wizard):
    """``furnish`` goes through the same methods as requests do."""

    def furnish(self, world: str) -> None:
        super().furnish(world)
        people = {tag: self.make_account(*who, tag.title()) for tag, who in PEOPLE.items()}
        owner, admin = people["owner"]["id"], people["admin"]["id"]
        acme = self.make_org(people["owner"], "Acme Corp", "acme")
        acme["members"] |= {admin: "admin"}
        engineering = self.make_workspace(people["owner"], acme, "Engineering", "engineering")
        marketing = self.make_workspace(people["owner"], acme, "Marketing", "marketing")
        for place in (engineering, marketing):
            self.admit(place, admin, "admin", "owner")
            self.admit(place, people["reviewer"]["id"], "member", "reviewer")
        self.admit(engineering, people["member"]["id"], "member", "viewer")
        desk = Request("POST", "", {}, {}, b"", user=people["owner"], org=acme, workspace=engineering)
        for name in ("Q1 Launch", "Platform"):
            project = self.make_project(engineering, people["owner"], name, ("To Do", "In Progress", "Done"))
            project["members"] |= dict.fromkeys([admin, people["member"]["id"]], self.stamp())
            self.fill_board(desk, project, owner)
        self.fill_workspace(desk)
        self.make_project(marketing, people["admin"], "Campaign", ("Ideas", "Live"))
        globex = self.make_org(people["outsider"], "Globex", "globex")
        labs = self.make_workspace(people["outsider"], globex, "Labs", "labs")
        reactor = self.make_project(labs, people["outsider"], "Reactor", ("To Do", "Done"))
        self.fill(reactor, [{"title": "Keep it secret", "columnIndex": 0}])
        if world == "busy":
            self.crowd(desk)

    def fill_board(self, desk: Request, project: Row, assignee: str) -> None:
        """Cards, a comment, an attachment, a label, a field, a relation, a work package and a rule."""
        desk.project = project
        items = [{"title": "List endpoints", "done": True}, {"title": "Write them"}]
        cards: list[Row] = [{"title": f"Card {n}", "columnIndex": n % 3, "priority": "high"} for n in range(4)]
        self.fill(project, [*cards, {"title": "Billing", "columnIndex": 0, "checklist": items, "assigneeId": assignee}])
        first, second = self.cards_of(project)[:2]
        self.make_comment(first, desk.user, "Spec looks good")
        file: Row = {"id": self.mint("attachments"), "cardId": first["id"], "uploadedBy": desk.user["id"]}
        file |= {"originalName": "notes.txt", "mimeType": "text/plain", "size": 5, "data": b"hello"}
        self.keep("attachments", file | {"createdAt": self.stamp()})
        label = {"id": self.mint("labels"), "projectId": project["id"], "name": "bug", "color": "#ff0000"}
        field: Row = {"id": self.mint("fields"), "projectId": project["id"], "name": "Points", "type": "number"}
        self.keep("labels", label)
        self.keep("fields", field | {"options": None})
        first |= {"labels": [label["id"]], "customFields": {field["id"]: 5}}
        link = {"id": self.mint("relations"), "projectId": project["id"], "type": "blocks"}
        self.keep("relations", link | {"sourceCardId": first["id"], "targetCardId": second["id"]})
        self.post(desk, "create_scope", {"name": "Phase one"})
        rule: Row = {"trigger": "task_assigned", "action": {"type": "set_priority", "priority": "high"}}
        self.post(desk, "create_rule", rule)

    def fill_workspace(self, desk: Request) -> None:
        """The cockpit, documents, agents and a draft."""
        self.post(desk, "create_mission", {"objective": "Implement billing", "module": "billing"})
        self.post(desk, "create_priority", {"label": "Ship billing"})
        self.post(desk, "create_todo", {"label": "Write tests"})
        self.post(desk, "create_decision", {"title": "Use a provider", "impact": "Saves three weeks"})
        self.post(desk, "create_doc", {"title": "Billing spec", "sourceType": "tech"})
        self.post(desk, "propose_action", {"actionType": "note", "explanation": "Somebody should look"})
        for kind in ("spec", "adr"):
            self.post(desk, "create_document", {"title": f"The {kind}", "docType": kind})
        for mode in ("supervised", "autonomous"):
            self.post(desk, "create_agent", {"name": mode.title(), "slug": mode, "autonomyMode": mode})
        self.post(desk, "create_draft", {"name": "Next thing", "description": "A thing"})

    def post(self, desk: Request, handler: str, body: Row) -> None:
        """Call a handler as a request would, without the way through bytes."""
        desk.handler, desk.raw = handler, json.dumps(body).encode()
        desk.headers["content-type"] = "application/json"
        getattr(self, handler)(desk)

    def crowd(self, desk: Request) -> None:
        """Much that other people did before."""
        for number in range(60):
            user = self.make_account(f"guest-{number}@example.test", "guest-pass-1")
            desk.org["members"][user["id"]] = "member"
        for number in range(25):
            project = self.make_project(desk.workspace, desk.user, f"Old {number}", ("To Do", "Doing", "Done"))
            self.fill(project, [{"title": f"Old card {turn}", "columnIndex": turn % 3} for turn in range(8)])
