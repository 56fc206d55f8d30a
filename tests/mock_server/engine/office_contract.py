"""An office with boards and tickets: the smallest API whose rows are seen by some, and whose tenant a token names."""

from __future__ import annotations

import copy
import re
from typing import Any

TEXT = {"type": "string"}
NULL = {"type": ["string", "null"]}
NUMBER = {"type": "integer"}
FLAG = {"type": "boolean"}
LIST = {"type": "array", "items": TEXT}
CAUSES = {
    "unauthenticated": 401,
    "wrong_host": 421,
    "gone": 404,
    "closed": 402,
    "forbidden_scope": 403,
    "forbidden_role": 403,
    "too_large": 413,
    "media_type": 415,
    "malformed": 400,
    "missing_field": 400,
    "invalid": 400,
    "no_reference": 422,
    "archived": 409,
    "taken": 409,
}


def _object(*required: str, **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": members}


STATE = {
    "oneOf": [
        _object("id", id=TEXT, kind={"$ref": "#/components/schemas/Kind"}),
        {"type": "null"},
    ]
}
SCHEMAS: dict[str, Any] = {
    "Kind": {"type": "string", "enum": ["plan", "work", "done"]},
    "Firm": _object("id", id=TEXT, slug=TEXT, name=TEXT, plan=TEXT),
    "User": _object("id", id=TEXT, role=TEXT, may=LIST),
    "Token": _object("id", id=TEXT, user=TEXT, value=TEXT),
    "Pass": _object("id", id=TEXT, user=TEXT, value=TEXT, grants=LIST, until=NULL),
    "Team": _object("id", id=TEXT, name=TEXT, goneAt=NULL),
    "TeamUser": _object("team", team=TEXT, user=TEXT),
    "Board": _object("id", id=TEXT, name=TEXT, closed=FLAG, extra=FLAG, lead=NULL, tickets={"type": "object"}),
    "BoardTeam": _object("board", board=TEXT, team=TEXT),
    "BoardUser": _object("user", board=TEXT, user=TEXT, role=TEXT, tags=LIST),
    "Label": _object("id", id=TEXT, name=TEXT, goneAt=NULL),
    "Ticket": _object(
        "id", id=TEXT, board=TEXT, title=TEXT, state=STATE, owner=NULL, stored=FLAG, due=NULL, labels=LIST,
        assignee={"type": ["object", "null"]}, tags={"type": "array"}, names=LIST, goneAt=NULL, watchers=LIST,
    ),
    "Note": _object("id", id=TEXT, ticket=TEXT, text=TEXT, secret=FLAG, by=NULL),
    "Any": {"type": "object"},
}  # fmt: skip
FIRM = {"field": "firm", "exposed": False}


def _resource(name: str, form: str = "{hex:8}", **rest: Any) -> dict[str, Any]:
    return {
        "schema": f"#/components/schemas/{name}", "id": {"field": "id", "form": form}, "missing": "gone",
        "tenant": FIRM, **rest,
    }  # fmt: skip


GROUP = {"link": "BoardTeam", "of": "board", "by": "team", "members": "TeamUser", "user": "user"}
MARK = {"mark": {"field": "goneAt"}, "reveal": "$request.query.all", "revealed_to": "edit"}
RESOURCES: dict[str, Any] = {
    "Firm": _resource("Firm", "{given}", tenant={"field": "id", "self": True}),
    "User": _resource("User", "{given}", parameter="userId"),
    "Token": _resource("Token", owner={"field": "user"}),
    "Pass": _resource("Pass", owner={"field": "user"}),
    "Team": _resource("Team", soft_delete={"mark": {"field": "goneAt"}}),
    "TeamUser": _resource(
        "TeamUser", "{team}.{user}", parent={"resource": "Team", "field": "team", "on_delete": "cascade"}
    ),
    "Board": _resource(
        "Board",
        parameter="boardId",
        initial={"closed": {"value": False}},
        members={"resource": "BoardUser", "of": "board", "user": "user", "default": {"role": "reader"}},
        sight={
            "any": [
                {"caller": {"role": ["chief"]}},
                {"member": True},
                {"caller": {"role": ["clerk"]}, "group": GROUP},
            ]
        },
        derived={
            "tickets": {
                "tally": "Ticket",
                "by": "board",
                "groups": {
                    "all": {},
                    "open": {"state.kind": ["plan", "work"]},
                    "mine": {"state.kind": ["work"], "owner": ["ben", None]},
                },
            }
        },
    ),
    "BoardTeam": _resource("BoardTeam", "{board}.{team}"),
    "BoardUser": _resource("BoardUser", "{board}.{user}"),
    "Label": _resource("Label", soft_delete={"mark": {"field": "goneAt"}}),
    "Ticket": _resource(
        "Ticket",
        parameter="ticketId",
        parent={"resource": "Board", "field": "board", "on_delete": "cascade"},
        sight={"any": [{"through": {"resource": "Board", "by": "board"}}]},
        references={
            "owner": {"resource": "User", "cause": "no_reference"},
            "labels": {"resource": "Label", "cause": "no_reference"},
            "board": {"resource": "Board", "cause": "no_reference"},
        },
        soft_delete=MARK,
        initial={"labels": {"value": []}, "watchers": {"value": []}},
        derived={
            "assignee": {"copy": "User", "by": "owner", "fields": ["id", "role"]},
            "tags": {"copy": "Label", "by": "labels", "fields": ["id", "name"]},
            "names": {"copy": "Label", "by": "labels", "field": "name"},
        },
    ),
    "Note": _resource(
        "Note",
        parameter="noteId",
        parent={"resource": "Ticket", "field": "ticket", "missing": "gone", "on_delete": "cascade"},
        initial={"by": {"caller": "id"}},
        sight={
            "any": [
                {"caller": {"role": ["chief", "clerk"]}, "through": {"resource": "Ticket", "by": "ticket"}},
                {"row": {"secret": [False, None]}, "through": {"resource": "Ticket", "by": "ticket"}},
            ]
        },
    ),
}

BOTH = [{"token": ["view"]}, {"pass": ["view"]}]
EDIT = [{"token": ["edit"]}, {"pass": ["edit"]}]
BOARD, TICKET = "/boards/{boardId}", "/boards/{boardId}/tickets/{ticketId}"
QUERY = {
    **dict.fromkeys(("q", "owner", "kind", "tag", "due_to", "due_from", "state", "size", "at"), TEXT),
    **dict.fromkeys(("all", "late", "undated", "plan", "done", "stored"), FLAG),
    "stored_only": {"type": "boolean", "default": False},
    "size": {"type": "integer", "minimum": 1},
    "at": {"type": "integer", "minimum": 1},
}
FILTER = {
    "assignee.id": {"at": "$request.query.owner", "none": "nobody"},
    "tags.id": {"at": "$request.query.tag", "as": "comma", "none": "none"},
    "state.id": {"at": "$request.query.state"},
    "state.kind": {"at": "$request.query.kind", "as": "comma", "none": "none"},
    "due_to": {"at": "$request.query.due_to", "as": "until", "fields": ["due"]},
    "due_from": {"at": "$request.query.due_from", "as": "from", "fields": ["due"]},
    "late": {"at": "$request.query.late", "as": "past", "fields": ["due"], "except": {"state.kind": ["done"]}},
    "undated": {"at": "$request.query.undated", "as": "absent", "fields": ["due"]},
    "plans": {
        "at": "$request.query.plan", "as": "reveals", "fields": ["state.kind"], "value": "plan",
        "unless": ["$request.query.state"],
    },
    "ends": {
        "at": "$request.query.done", "as": "reveals", "fields": ["state.kind"], "value": "done",
        "unless": ["$request.query.state"],
    },
    "stored": {
        "at": "$request.query.stored", "as": "reveals", "value": True, "unless": ["$request.query.stored_only"],
    },
    "stored_only": {"at": "$request.query.stored_only", "as": "flag", "all": False, "fields": ["stored"]},
}  # fmt: skip
CHIEF = {"guard": "user", "field": "role", "in": ["chief"]}
WRITER = {"guard": "Board", "field": "role", "in": ["admin", "writer"]}


def _acts(resource: str, verb: str, **rest: Any) -> dict[str, Any]:
    return {"resource": resource, "as": verb, **rest}


# Operation: method, path, acts, answer's schema, security, whether it takes a body.
OPERATIONS: dict[str, tuple[str, str, dict[str, Any], str | None, Any, bool]] = {
    "hello": ("get", "/hello", _acts("Firm", "custom", handler="hello"), "Any", [], False),
    "getFirm": ("get", "/firm", _acts("Firm", "read"), "Firm", BOTH, False),
    "editFirm": ("patch", "/firm", _acts("Firm", "update", roles=[CHIEF]), "Firm", BOTH, True),
    "dropFirm": ("delete", "/firm", _acts("Firm", "delete", roles=[CHIEF]), None, BOTH, False),
    "useFirm": ("post", "/firm/use", _acts("Firm", "custom", handler="use"), "Any", BOTH, False),
    "addLabel": ("post", "/labels", _acts("Label", "create"), "Label", EDIT, True),
    "listBoards": ("get", "/boards", _acts("Board", "list"), "[Board]", BOTH, False),
    "getBoard": ("get", BOARD, _acts("Board", "read"), "Board", BOTH, False),
    "editBoard": (
        "patch", BOARD, _acts("Board", "update", roles=[CHIEF, {"guard": "row", "field": "lead"}]), "Board", EDIT, True,
    ),
    "addTicket": (
        "post", BOARD + "/tickets", _acts("Ticket", "create", roles=[CHIEF, WRITER], gates=["open"]), "Ticket", EDIT,
        True,
    ),
    "listTickets": (
        "get", BOARD + "/tickets", _acts("Ticket", "list", page="pages", filter=FILTER), "Page", BOTH, False,
    ),
    "findTickets": ("get", "/tickets", _acts("Ticket", "list", order=["title"]), "[Ticket]", BOTH, False),
    "getTicket": ("get", TICKET, _acts("Ticket", "read"), "Ticket", BOTH, False),
    "editTicket": ("patch", TICKET, _acts("Ticket", "update"), "Ticket", EDIT, True),
    "dropTicket": ("delete", TICKET, _acts("Ticket", "delete", gates=["extra"]), None, EDIT, False),
    "watch": (
        "post", TICKET + "/watch", _acts("Ticket", "custom", handler="watch", roles=[
            {"guard": "row", "field": "watchers"}, {"guard": "Board", "field": "tags", "in": ["eye", "ear"]},
        ]), "Any", BOTH, False,
    ),
    "listNotes": ("get", TICKET + "/notes", _acts("Note", "list"), "[Note]", BOTH, False),
    "findNotes": ("get", "/notes", _acts("Note", "list"), "[Note]", BOTH, False),
    "getNote": ("get", TICKET + "/notes/{noteId}", _acts("Note", "read"), "Note", BOTH, False),
    "addNote": ("post", TICKET + "/notes", _acts("Note", "create"), "Note", BOTH, True),
    "seen": ("get", "/seen", _acts("Board", "custom", handler="seen"), "Any", BOTH, False),
}  # fmt: skip


def make_office() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for name, (method, path, acts, answer, security, takes) in OPERATIONS.items():
        content = {"application/json": {"schema": _answer(answer)}} if answer else {}
        status = "204" if answer is None else "201" if acts["as"] == "create" else "200"
        body = {**SCHEMAS[acts["resource"]], "required": []}
        paths.setdefault(path, {})[method] = {
            "operationId": name,
            "x-acts": acts,
            "security": security,
            "parameters": [
                {"name": part, "in": "path", "required": True, "schema": TEXT} for part in re.findall(r"{(\w+)}", path)
            ]
            + [{"name": part, "in": "query", "schema": kind} for part, kind in QUERY.items()],
            "responses": {status: {"content": content}, "default": {}},
            **({"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}} if takes else {}),
        }
    schemes = {"token": {"type": "http", "scheme": "bearer"}, "pass": {"type": "oauth2", "flows": {}}}
    components = {"schemas": SCHEMAS, "x-resources": RESOURCES, "securitySchemes": schemes}
    document = {"x-conventions": _conventions(), "paths": paths, "components": components}
    return copy.deepcopy({"api": "office", "document": document})


def _answer(name: str) -> dict[str, Any]:
    if name == "Page":
        items = {"type": "array", "items": {"$ref": "#/components/schemas/Ticket"}}
        return _object("data", data=items, total=NUMBER)
    if name[0] == "[":
        return {"type": "array", "items": {"$ref": f"#/components/schemas/{name.strip('[]')}"}}
    return {"$ref": f"#/components/schemas/{name}"}


def _conventions() -> dict[str, Any]:
    opaque = {"kind": "opaque", "user": "User", "field": "value", "owner": "user"}
    rights = {"rights": "may", "all_for": {"role": ["chief"]}}
    return {
        "errors": {
            "envelope": {"message": "$response.body#/message", "code": "$response.body#/code"},
            "precedence": list(CAUSES),
            "causes": {
                name: {"status": status, "code": name, "message": "No", "basis": "assumed"}
                for name, status in CAUSES.items()
            },
        },
        "tenancy": {"from": "token", "registry": "Firm", "host": {"field": "slug", "clash": "wrong_host"}},
        "credentials": {
            "token": {**opaque, **rights, "resource": "Token", "prefix": "tok_"},
            "pass": {**opaque, **rights, "resource": "Pass", "prefix": "pas_", "grants": "grants", "expires": "until"},
        },
        "gates": {
            "extra": {"of": "Board", "field": "extra", "in": [True], "cause": "closed"},
            "open": {"of": "Board", "field": "closed", "in": [False], "cause": "archived"},
        },
        "paging": {
            "pages": {
                "style": "number",
                "size": {"at": "$request.query.size", "default": 20, "max": 100, "over": "clamp"},
                "start": {"at": "$request.query.at", "first": 1},
                "items": "$response.body#/data",
                "total": "$response.body#/total",
                "order": ["title", "$seq"],
            }
        },
    }
