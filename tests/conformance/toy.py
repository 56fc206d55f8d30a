"""A toy API of notes: its contract, an honest WSGI server of it, and a server on a raw socket that misbehaves."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from conformance.check import Body, Check, Subject
from conformance.contract import Contract, read
from conformance.plan import Plan, make_plan
from conformance.target import Target

NOTE = {
    "type": "object",
    "required": ["id", "title"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "mood": {"enum": ["calm", "loud"], "x-source": {"basis": "assumed"}},
    },
}
ERROR = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": "string"}},
    "x-source": {"basis": "published"},
}


def answer(schema: Any) -> dict[str, Any]:
    return {"description": "an answer", "content": {"application/json": {"schema": schema}}}


def document() -> dict[str, Any]:
    note, problem = {"$ref": "#/components/schemas/Note"}, answer({"$ref": "#/components/schemas/Error"})
    new = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string", "maxLength": 40}}}
    body = {"required": True, "content": {"application/json": {"schema": new, "example": {"title": "Milk"}}}}
    id_ = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    said = {"basis": "documented"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": "1"},
        "x-conventions": {
            "errors": {
                "envelope": {"code": "$response.body#/code"},
                "precedence": [],
                "causes": {"missing": {"status": 404, "code": "GONE", "basis": "documented", "also": [410]}},
            },
            "alias": {"prefix": "/v1"},
            "tenancy": {"from": "$request.header.x-shop", "foreign": "missing"},
        },
        "paths": {
            "/notes": {
                "get": {
                    "operationId": "listNotes",
                    "x-acts": {"resource": "Note", "as": "list", "tolerates": {"items": ["$response.body#/notes"]}},
                    "x-source": said,
                    "responses": {"200": answer({"type": "array", "items": note}), "default": problem},
                },
                "post": {
                    "operationId": "createNote",
                    "x-acts": {"resource": "Note", "as": "create", "tolerates": {"status": [200]}},
                    "x-source": said,
                    "requestBody": body,
                    "responses": {"201": answer(note), "default": problem},
                },
            },
            "/notes/{id}": {
                "parameters": [id_],
                "get": {
                    "operationId": "readNote",
                    "x-acts": {"resource": "Note", "as": "read"},
                    "x-source": said,
                    "responses": {"200": answer(note), "default": problem},
                },
                "delete": {
                    "operationId": "deleteNote",
                    "x-acts": {"resource": "Note", "as": "delete"},
                    "x-source": said,
                    "responses": {"204": {"description": "gone"}, "default": problem},
                },
            },
        },
        "components": {
            "x-resources": {
                "Note": {
                    "schema": "#/components/schemas/Note",
                    "id": {"field": "id", "form": "note-{hex:6}"},
                    "unique": [{"fields": ["title"], "within": "api", "cause": "missing"}],
                }
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Note": NOTE, "Error": ERROR},
        },
    }


def row(number: int, *checks: str, basis: str = "documented", **more: Any) -> dict[str, Any]:
    return {"id": f"TOY-{number:03}", "says": f"Rule {number}.", "basis": basis, "checks": list(checks), **more}


def toy(*rows: dict[str, Any]) -> Contract:
    return read({"api": "toy", "hash": "0" * 64, "document": document(), "requirements": list(rows)})


@dataclass
class Notes:
    """An honest server; what it keeps and what it was asked can be looked at."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: list[dict[str, Any]] = field(default_factory=list)
    made: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.seen.append(dict(environ))
        status, body = self.answer(environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix("/v1"), environ)
        start_response(f"{status} X", [("Content-Type", "application/json")])
        return [b"" if body is None else json.dumps(body).encode()]

    def answer(self, method: str, path: str, environ: dict[str, Any]) -> tuple[int, Any]:
        name = path.removeprefix("/notes/")
        if path == "/notes" and method == "GET":
            return 200, list(self.rows.values())
        if path == "/notes" and method == "POST":
            sent = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
            self.made += 1
            made = {"id": f"note-{self.made:06x}", "title": sent["title"], "mood": "calm"}
            self.rows[made["id"]] = made
            return 201, made
        if name in self.rows and method == "GET":
            return 200, self.rows[name]
        if name in self.rows and method == "DELETE":
            del self.rows[name]
            return 204, None
        return 404, {"code": "GONE"}


def check_of(run: Body, **options: Any) -> Check:
    """A check that is in no registry: ``cases/toy.<function>``."""
    run.__doc__ = run.__doc__ or "The server keeps this rule."
    return Check("cases", "toy", run.__name__, run, **options)


def plan_of(contract: Contract, *checks: Check, **target: Any) -> Plan:
    base = target.pop("base_url", "http://127.0.0.1:9")
    return make_plan(contract, Target(base_url=base, **target), checks=checks)


def bad_note(bench: Any, subject: Subject) -> None:
    """A note that nobody made is not found."""
    seen = bench.client.call("readNote", {"id": "nobody"})
    bench.expect(seen.status == 200, "an unknown note is found", expected=200, observed=seen.status, exchange=seen)


@contextmanager
def raw_server(reply: bytes | None, hang: bool = False) -> Iterator[str]:
    """A TCP server that gives one reply to every connection: bytes, nothing and a closed socket, or (``hang``) what
    there is and never an end.
    """
    with socket.create_server(("127.0.0.1", 0)) as door:
        done, held = threading.Event(), []

        def serve() -> None:
            while not done.is_set():
                try:
                    connection, _ = door.accept()
                except OSError:
                    return
                if hang:
                    held.append(connection)
                    if reply is not None:
                        connection.recv(65536)
                        connection.sendall(reply)
                    continue
                with connection:
                    connection.recv(65536)
                    if reply is not None:
                        connection.sendall(reply)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            done.set()
            door.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            for connection in held:
                connection.close()


def http(body: bytes, media: str = "application/json", status: int = 200, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"content-type: {media}", f"content-length: {len(body)}", "connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body
