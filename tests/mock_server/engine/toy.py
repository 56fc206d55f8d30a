"""A small library API for the keywords that CodeSpar's contract does not use."""

from __future__ import annotations

import copy
from typing import Any

LABEL = {"type": "string", "minLength": 1}


def _object(*required: str, **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": members}


def _operation(name: str, acts: dict[str, Any], answer: Any, **rest: Any) -> dict[str, Any]:
    content = {"content": {"application/json": {"schema": answer}}}
    status = "201" if acts["as"] == "create" else "200"
    error = {"description": "refused", "content": {"application/json": {"schema": _object("message", message=LABEL)}}}
    return {
        "operationId": name,
        "x-acts": acts,
        "responses": {status: {"description": "done", **content}, "default": error},
        **rest,
    }


def _takes(schema: Any, *, required: bool = True) -> dict[str, Any]:
    return {"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}}


def _cause(status: int) -> dict[str, Any]:
    return {"status": status, "message": "Refused", "basis": "assumed"}


SHELF = {"$ref": "#/components/schemas/Shelf"}
BOOK = {"$ref": "#/components/schemas/Book"}
ID = {"name": "id", "in": "path", "required": True, "schema": LABEL}
SIZE = {"name": "size", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 3}}
START = {"name": "at", "in": "query", "schema": {"type": "integer", "minimum": 0}}
LENT = {"name": "lent", "in": "query", "schema": {"type": "boolean"}}

_BUNDLE: dict[str, Any] = {
    "api": "toy",
    "document": {
        "x-conventions": {
            "errors": {
                "envelope": {"message": "$response.body#/message", "code": "$response.body#/error/code"},
                "precedence": ["invalid", "gone"],
                "causes": {
                    name: _cause(status)
                    for name, status in (
                        ("gone", 410),
                        ("taken", 409),
                        ("in_use", 423),
                        ("illegal", 422),
                        ("invalid", 400),
                        ("no_shelf", 404),
                    )
                },
            },
            "paging": {
                "books": {
                    "style": "number",
                    "size": {"at": "$request.query.size", "default": 2, "max": 3, "over": "clamp"},
                    "start": {"at": "$request.query.at", "first": 0},
                    "items": "$response.body#/data/books",
                    "total": "$response.body#/count",
                    "order": ["title", "-$seq"],
                }
            },
        },
        "paths": {
            "/shelves": {
                "post": _operation("addShelf", {"resource": "Shelf", "as": "create"}, SHELF, **_takes(SHELF)),
                "get": _operation(
                    "listShelves",
                    {"resource": "Shelf", "as": "list", "items": "$response.body#/shelves", "order": ["-name"]},
                    _object("shelves", shelves={"type": "array", "items": SHELF}),
                ),
            },
            "/shelves/{id}": {
                "parameters": [ID],
                "get": _operation("getShelf", {"resource": "Shelf", "as": "read"}, SHELF),
                "delete": _operation("dropShelf", {"resource": "Shelf", "as": "delete"}, SHELF),
            },
            "/books": {
                "post": _operation("addBook", {"resource": "Book", "as": "create"}, BOOK, **_takes(BOOK)),
                "get": _operation(
                    "listBooks",
                    {
                        "resource": "Book",
                        "as": "list",
                        "page": "books",
                        "filter": {"lent": {"at": "$request.query.lent"}},
                    },
                    _object("data", data=_object("books", books={"type": "array", "items": BOOK}))
                    | {"properties": {"data": _object("books", books={"type": "array", "items": BOOK}), "count": {}}},
                    parameters=[SIZE, START, LENT],
                ),
            },
            "/books/{id}": {
                "parameters": [ID],
                "patch": _operation(
                    "editBook",
                    {"resource": "Book", "as": "update"},
                    BOOK,
                    **_takes(_object(title=LABEL), required=False),
                ),
                "delete": _operation("dropBook", {"resource": "Book", "as": "delete"}, BOOK),
            },
            "/books/{id}/lend": {
                "parameters": [ID],
                "post": _operation(
                    "lendBook", {"resource": "Book", "as": "move"}, BOOK, **_takes(_object(to=LABEL), required=False)
                ),
            },
        },
        "components": {
            "schemas": {
                "Shelf": _object(
                    "name", id=LABEL, name=LABEL, above={"type": ["string", "null"]}, books={"type": "array"}
                ),
                "Book": _object(
                    "title",
                    id=LABEL,
                    title=LABEL,
                    shelf={"type": ["string", "null"]},
                    lent={"type": "boolean"},
                    borrower={"type": ["string", "null"]},
                    changed={"type": "string"},
                    pages={"type": "integer", "default": 100},
                ),
            },
            "x-resources": {
                "Shelf": {
                    "schema": "#/components/schemas/Shelf",
                    "id": {"field": "id", "form": "shelf-{seq:2}"},
                    "missing": "gone",
                    "parent": {"resource": "Shelf", "field": "above", "optional": True, "on_delete": "orphan"},
                    "initial": {"above": {"value": None}},
                    "derived": {"books": {"collect": "Book", "by": "shelf", "fields": ["title"]}},
                },
                "Book": {
                    "schema": "#/components/schemas/Book",
                    "id": {"field": "id", "form": "{hex:6}"},
                    "missing": "gone",
                    "parent": {"resource": "Shelf", "field": "shelf", "missing": "no_shelf", "on_delete": "restrict"},
                    "unique": [{"fields": ["title"], "within": "parent", "among": "all", "cause": "taken"}],
                    "stamps": {"updated": "changed"},
                    "states": {
                        "field": "lent",
                        "initial": False,
                        "illegal": "illegal",
                        "moves": [
                            {"op": "lendBook", "from": [False], "to": True, "set": {"borrower": "$request.body#/to"}}
                        ],
                    },
                },
            },
        },
    },
}


def make_bundle() -> dict[str, Any]:
    return copy.deepcopy(_BUNDLE)
