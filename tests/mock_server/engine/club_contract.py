"""A club with houses, rooms and notes: the smallest API that uses every keyword about callers, paths and marks."""

from __future__ import annotations

import re
from typing import Any

TEXT = {"type": "string"}
NULL = {"type": ["string", "null"]}
NUMBER = {"type": "integer"}
BOTH = [{"session": []}, {"key": ["read"]}]
WRITE = [{"session": []}, {"key": ["write"]}]
CAUSES = {
    "unauthenticated": 401,
    "wrong_credential": 403,
    "no_house": 404,
    "no_room": 404,
    "outsider": 403,
    "forbidden_scope": 403,
    "forbidden_role": 403,
    "closed": 402,
    "gone": 404,
    "too_large": 413,
    "media_type": 415,
    "malformed": 400,
    "missing_field": 400,
    "invalid": 400,
    "taken": 409,
    "not_deleted": 409,
}


def _object(*required: str, **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": members}


SCHEMAS = {
    "User": _object("id", id=TEXT, email=TEXT, rank=TEXT),
    "Key": _object("id", id=TEXT, name=TEXT, token=TEXT, start=TEXT, grants={"type": "array"}, until=NULL, used=NULL),
    "House": _object("id", id=TEXT, slug=TEXT, plan=TEXT),
    "Member": _object("user", house=TEXT, user=TEXT, role=TEXT),
    "Room": _object("id", id=TEXT, slug=TEXT, house=TEXT),
    "Guest": _object("user", room=TEXT, user=TEXT, role=TEXT),
    "Board": _object("id", id=TEXT, name=TEXT, lists=NUMBER),
    "Column": _object("id", id=TEXT, name=TEXT, boardId=TEXT, place=NUMBER),
    "Note": _object("id", id=TEXT, text=TEXT, columnId=TEXT, place=NUMBER, goneAt=NULL, by=TEXT, tags={}, due=NULL),
    "Letter": _object("id", id=TEXT, to=TEXT, text=TEXT),
    "Page": {"type": "array", "items": {"$ref": "#/components/schemas/Note"}},
    "Any": {"type": "object"},
    "Form": _object("file", file={"type": "string", "format": "binary", "maxLength": 2000}, title=TEXT),
}


def _resource(name: str, form: str = "{hex:8}", **rest: Any) -> dict[str, Any]:
    return {"schema": f"#/components/schemas/{name}", "id": {"field": "id", "form": form}, "missing": "gone", **rest}


ROOM = {"field": "room", "exposed": False}
RESOURCES = {
    "User": _resource("User", "{given}"),
    "Key": _resource(
        "Key",
        parameter="keyId",
        owner={"field": "user"},
        secret={"fields": ["token"], "shown": ["addKey"]},
        initial={
            "token": {"form": "k_{hex:12}"},
            "start": {"start_of": "token", "length": 5},
            "grants": {"value": ["read", "write"]},
        },
    ),
    "House": _resource("House", "{given}"),
    "Member": _resource("Member", "{house}.{user}", tenant={"field": "house"}),
    "Room": _resource(
        "Room", "{given}", parent={"resource": "House", "field": "house", "missing": "no_house", "on_delete": "cascade"}
    ),
    "Guest": _resource(
        "Guest", "{room}.{user}", tenant=ROOM, parent={"resource": "Room", "field": "room", "on_delete": "cascade"}
    ),
    "Board": _resource(
        "Board", parameter="boardId", tenant=ROOM, derived={"lists": {"count": "Column", "by": "boardId"}}
    ),
    "Column": _resource(
        "Column",
        parameter="columnId",
        tenant=ROOM,
        parent={"resource": "Board", "field": "boardId", "missing": "gone", "on_delete": "cascade"},
        position={"field": "place", "within": ["boardId"], "from": 0},
    ),
    "Note": _resource(
        "Note",
        parameter="noteId",
        tenant=ROOM,
        parent={"resource": "Column", "field": "columnId", "missing": "gone", "on_delete": "cascade"},
        position={"field": "place", "within": ["columnId"], "from": 0},
        unique=[{"fields": ["text"], "within": "parent", "cause": "taken"}],
        soft_delete={
            "mark": {"field": "goneAt"},
            "reveal": "$request.query.all",
            "restore": {"op": "restoreNote", "not_deleted": "not_deleted"},
        },
        initial={"by": {"caller": "email"}},
    ),
    "Letter": _resource("Letter", parameter="letterId", owner={"field": "to"}),
}

HOUSE, PLACE = "/houses/{houseSlug}", "/houses/{houseSlug}/rooms/{roomSlug}"
BOARD, COLUMN = PLACE + "/boards/{boardId}", PLACE + "/boards/{boardId}/columns/{columnId}"
QUERY = {"all": {"type": "boolean"}, "q": TEXT, "by": TEXT, "until": TEXT, "since": TEXT, "dated": {"type": "boolean"}}
FILTER = {
    "q": {"at": "$request.query.q", "as": "contains", "fields": ["text", "by"]},
    "tags": {"at": "$request.query.by", "as": "comma"},
    "due": {"at": "$request.query.until", "as": "before"},
    "since": {"at": "$request.query.since", "as": "after", "fields": ["due"]},
}


def _acts(resource: str, verb: str, **rest: Any) -> dict[str, Any]:
    return {"resource": resource, "as": verb, **rest}


# Operation: method, path, acts, answer's schema, security, body's schema.
OPERATIONS: dict[str, tuple[str, str, dict[str, Any], str | None, Any, str | None]] = {
    "enter": ("post", "/enter", _acts("User", "custom", handler="enter"), "Any", [], "Any"),
    "me": ("get", "/me", _acts("User", "custom", handler="me"), "User", BOTH, None),
    "addKey": ("post", "/keys", _acts("Key", "create"), "Key", [{"session": []}], "Key"),
    "listKeys": ("get", "/keys", _acts("Key", "list"), "[Key]", [{"session": []}], None),
    "dropKey": ("delete", "/keys/{keyId}", _acts("Key", "delete"), None, [{"session": []}], None),
    "listLetters": ("get", "/letters", _acts("Letter", "list"), "[Letter]", BOTH, None),
    "getLetter": ("get", "/letters/{letterId}", _acts("Letter", "read"), "Letter", BOTH, None),
    "listHouses": ("get", "/houses", _acts("House", "list"), "[House]", BOTH, None),
    "getHouse": ("get", HOUSE, _acts("House", "read"), "House", BOTH, None),
    "dropHouse": (
        "delete", HOUSE, _acts("House", "delete", roles=[{"guard": "house", "field": "role", "in": ["owner"]}]), None,
        WRITE, None,
    ),
    "listMembers": ("get", HOUSE + "/members", _acts("Member", "list"), "[Member]", BOTH, None),
    "dropMember": ("delete", HOUSE + "/members/{user}", _acts("Member", "delete"), None, WRITE, None),
    "listRooms": ("get", HOUSE + "/rooms", _acts("Room", "list"), "[Room]", BOTH, None),
    "getRoom": ("get", PLACE, _acts("Room", "read"), "Room", BOTH, None),
    "addBoard": ("post", PLACE + "/boards", _acts("Board", "create"), "Board", WRITE, "Board"),
    "getBoard": ("get", BOARD, _acts("Board", "read"), "Board", BOTH, None),
    "dropBoard": ("delete", BOARD, _acts("Board", "delete", gates=["pro"]), None, WRITE, None),
    "addColumn": ("post", BOARD + "/columns", _acts("Column", "create"), "Column", WRITE, "Column"),
    "listColumns": ("get", BOARD + "/columns", _acts("Column", "list", order=["place"]), "[Column]", BOTH, None),
    "editColumn": ("patch", COLUMN, _acts("Column", "update"), "Column", WRITE, "Column"),
    "dropColumn": ("delete", COLUMN, _acts("Column", "delete"), None, WRITE, None),
    "addNote": ("post", COLUMN + "/notes", _acts("Note", "create"), "Note", WRITE, "Note"),
    "listNotes": (
        "get", BOARD + "/notes", _acts("Note", "list", order=["place", "text"], filter=FILTER), "Page", BOTH, None,
    ),
    "countNotes": (
        "get", PLACE + "/notes", _acts("Note", "list", filter={"due": {"at": "$request.query.dated", "as": "flag"}}),
        "Page", BOTH, None,
    ),
    "getNote": ("get", BOARD + "/notes/{noteId}", _acts("Note", "read"), "Note", BOTH, None),
    "editNote": ("patch", BOARD + "/notes/{noteId}", _acts("Note", "update"), "Note", WRITE, "Note"),
    "dropNote": ("delete", BOARD + "/notes/{noteId}", _acts("Note", "delete", answer={"ok": True}), "Any", WRITE, None),
    "restoreNote": ("post", BOARD + "/notes/{noteId}/restore", _acts("Note", "restore"), "Note", WRITE, None),
    "upload": ("post", BOARD + "/files", _acts("Board", "custom", handler="upload"), "Any", WRITE, "Form"),
    "download": ("get", BOARD + "/file", _acts("Board", "custom", handler="download"), None, BOTH, None),
    "start": ("post", BOARD + "/start", _acts("Board", "custom", handler="start"), "Any", WRITE, None),
}  # fmt: skip


def make_club() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for name, (method, path, acts, answer, security, body) in OPERATIONS.items():
        schema = {"type": "array", "items": _ref(answer.strip("[]"))} if answer and answer[0] == "[" else answer
        content = (
            {"application/json": {"schema": schema if isinstance(schema, dict) else _ref(schema)}} if schema else {}
        )
        status = "204" if answer is None and name != "download" else "201" if acts["as"] == "create" else "200"
        media = "multipart/form-data" if body == "Form" else "application/json"
        paths.setdefault(path, {})[method] = {
            "operationId": name,
            "x-acts": acts,
            "security": security,
            "parameters": [
                {"name": part, "in": "path", "required": True, "schema": TEXT} for part in re.findall(r"{(\w+)}", path)
            ]
            + [{"name": part, "in": "query", "schema": kind} for part, kind in QUERY.items()],
            "responses": {status: {"content": content}, "default": {}},
            **({"requestBody": {"required": True, "content": {media: {"schema": _change(body)}}}} if body else {}),
        }
    return {"api": "club", "document": {"x-conventions": _conventions(), "paths": paths, "components": _components()}}


def _ref(name: str | None) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _change(name: str) -> dict[str, Any]:
    """A body: what a client may set of a schema, nothing of it required but files."""
    hidden = {"id", "token", "used", "lists", "by"}
    members = {key: value for key, value in SCHEMAS[name].get("properties", {}).items() if key not in hidden}
    return {**SCHEMAS[name], "properties": members, "required": ["file"] if name == "Form" else []}


def _components() -> dict[str, Any]:
    bearer = {"type": "http", "scheme": "bearer"}
    return {"schemas": SCHEMAS, "x-resources": RESOURCES, "securitySchemes": {"session": bearer, "key": bearer}}


def _conventions() -> dict[str, Any]:
    house = {"name": "house", "parameter": "houseSlug", "resource": "House", "by": "slug", "unknown": "no_house"}
    room = {"name": "room", "parameter": "roomSlug", "resource": "Room", "by": "slug", "unknown": "no_room"}
    return {
        "errors": {
            "envelope": {"message": "$response.body#/message", "code": "$response.body#/code"},
            "precedence": list(CAUSES),
            "causes": {
                name: {"status": status, "code": name, "message": "No", "basis": "assumed"}
                for name, status in CAUSES.items()
            },
        },
        "credentials": {
            "session": {"kind": "signed", "user": "User", "lifetime": 3600},
            "key": {
                "kind": "opaque", "user": "User", "resource": "Key", "field": "token", "owner": "user", "prefix": "k_",
                "grants": "grants", "expires": "until", "used": "used",
            },
        },
        "guards": [
            {**house, "outsider": "outsider", "members": {"resource": "Member", "of": "house", "user": "user"}},
            {
                **room, "outsider": "outsider", "within": "house",
                "members": {"resource": "Guest", "of": "room", "user": "user"},
            },
        ],
        "gates": {"pro": {"of": "house", "field": "plan", "in": ["PRO"], "cause": "closed"}},
        "tenancy": {"from": "path"},
    }  # fmt: skip
