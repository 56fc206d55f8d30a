"""A small API of tickets: deleted softly, with a report behind a gate. Its contract, an honest server, ways to break it."""


from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from conformance.contract import Contract, read
from tests.conformance.toy import answer

TICKET = {
    "type": "object",
    "required": ["id", "title"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "deletedAt": {"type": ["string", "null"], "readOnly": True},
    },
}
SETTINGS = {"type": "object", "properties": {"reports": {"type": "boolean"}}}
SAID = {"basis": "documented"}


def operation(name: str, status: str, acts: dict[str, Any], schema: Any = None, body: Any = None, **more: Any) -> Any:
    said: dict[str, Any] = {
        "operationId": name,
        "x-acts": acts,
        "x-source": SAID,
        "responses": {status: answer(schema) if schema else {"description": "done"}, "default": answer({})},
        **more,
    }
    if body:
        said["requestBody"] = {"required": True, "content": {"application/json": body}}
    return said


def contract() -> Contract:
    ticket = {"$ref": "#/components/schemas/Ticket"}
    id_ = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    new = {"schema": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}}
    revealing = [{"name": "deleted", "in": "query", "schema": {"type": "boolean"}}]
    causes = {
        "missing": {"status": 404, "code": "GONE", "basis": "documented"},
        "live": {"status": 409, "code": "LIVE", "basis": "documented"},
        "closed": {"status": 402, "code": "CLOSED", "basis": "documented"},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Tickets", "version": "1"},
        "x-conventions": {
            "errors": {"envelope": {"code": "$response.body#/code"}, "precedence": [], "causes": causes},
            "gates": {
                "reports": {
                    "of": "tenant",
                    "field": "reports",
                    "in": [True],
                    "cause": "closed",
                    "opened": "updateSettings",
                }
            },
        },
        "paths": {
            "/tickets": {
                "get": operation(
                    "listTickets",
                    "200",
                    {"resource": "Ticket", "as": "list"},
                    {"type": "array", "items": ticket},
                    parameters=revealing,
                ),
                "post": operation(
                    "createTicket",
                    "201",
                    {"resource": "Ticket", "as": "create"},
                    ticket,
                    {**new, "example": {"title": "T"}},
                ),
            },
            "/tickets/{id}": {
                "parameters": [id_],
                "get": operation("readTicket", "200", {"resource": "Ticket", "as": "read"}, ticket),
                "delete": operation("deleteTicket", "204", {"resource": "Ticket", "as": "delete"}),
            },
            "/tickets/{id}/restore": {
                "parameters": [id_],
                "post": operation("restoreTicket", "200", {"resource": "Ticket", "as": "restore"}, ticket),
            },
            "/settings": {
                "patch": operation(
                    "updateSettings",
                    "200",
                    {"as": "custom"},
                    SETTINGS,
                    {"schema": SETTINGS, "example": {"reports": True}},
                )
            },
            "/report": {
                "get": operation("readReport", "200", {"as": "custom", "gates": ["reports"]}, {"type": "object"})
            },
        },
        "components": {
            "x-resources": {
                "Ticket": {
                    "schema": "#/components/schemas/Ticket",
                    "id": {"field": "id", "form": "t-{seq:3}"},
                    "missing": "missing",
                    "soft_delete": {
                        "mark": {"field": "deletedAt"},
                        "reveal": "$request.query.deleted",
                        "restore": {"op": "restoreTicket", "not_deleted": "live"},
                    },
                }
            },
            "schemas": {"Ticket": TICKET},
        },
    }
    return read({"api": "tickets", "hash": "0" * 64, "document": document, "requirements": []})


@dataclass
class Tickets:
    """An honest server. ``breaks`` of a subclass names what it does wrong."""

    breaks: ClassVar[str] = ""
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    open: bool = True
    made: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = json.loads(environ["wsgi.input"].read(length) or b"{}") if length else {}
        status, body = self.serve(environ["REQUEST_METHOD"], environ["PATH_INFO"], sent, environ["QUERY_STRING"])
        start_response(f"{status} X", [("Content-Type", "application/json")])
        return [b"" if body is None else json.dumps(body).encode()]

    def advance(self, seconds: float) -> None:
        """Its rows know no time."""

    def serve(self, method: str, path: str, sent: dict[str, Any], query: str) -> tuple[int, Any]:
        if path == "/settings":
            self.open = sent.get("reports", self.open)
            return 200, {"reports": self.open}
        if path == "/report":
            shut = {"never_closed": False, "never_opened": True}.get(self.breaks, not self.open)
            return (402, {"code": "CLOSED"}) if shut else (200, {"tickets": len(self.rows)})
        if path == "/tickets":
            return self.collection(method, sent, "deleted=true" in query)
        return self.item(method, *path.removeprefix("/tickets/").partition("/")[::2])

    def collection(self, method: str, sent: dict[str, Any], reveal: bool) -> tuple[int, Any]:
        if method == "POST":
            ids = [key for key, row in self.rows.items() if row["deletedAt"]] if self.breaks == "id_given_again" else []
            self.made += 1
            row = {"id": ids[-1] if ids else f"t-{self.made:03}", "title": sent["title"], "deletedAt": None}
            self.rows[row["id"]] = row
            return 201, row
        reveal = reveal and self.breaks != "never_revealed"
        return 200, [
            self.show(r) for r in self.rows.values() if reveal or not r["deletedAt"] or self.breaks == "listed"
        ]

    def show(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "deletedAt": None} if self.breaks == "not_marked" else row

    def item(self, method: str, key: str, act: str) -> tuple[int, Any]:
        row = self.rows.get(key)
        if row is None:
            return 404, {"code": "GONE"}
        if act == "restore":
            return self.restore(row)
        if row["deletedAt"] and not (self.breaks == "read" or (self.breaks == "deleted_twice" and method == "DELETE")):
            return 404, {"code": "GONE"}
        if method == "DELETE":
            row["deletedAt"] = "2026-01-01T00:00:00Z"
            return 204, None
        return 200, row

    def restore(self, row: dict[str, Any]) -> tuple[int, Any]:
        if not row["deletedAt"] and self.breaks != "restores_live":
            return 409, {"code": "LIVE"}
        if self.breaks != "restore_idle":
            row["deletedAt"] = None
        if self.breaks == "restore_renames":
            row["title"] = "restored"
        return 200, row
