"""Requests straight through `Twin.answer`, without a transport."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from mock_server.engine import Twin
from mock_server.engine.call import Answer, Call
from mock_server.engine.fixtures import Fixtures
from mock_server.engine.hooks import Hooks
from mock_server.engine.opening import Options, build_twin

NOON = "2024-01-15T15:00:00Z"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.raw)

    @property
    def code(self) -> str:
        return str(self.json["code"])


@dataclass
class Client:
    twin: Twin
    world: str | None = None

    def send(
        self,
        operation: str,
        *,
        body: Any = None,
        raw: bytes | None = b"",
        query: str = "",
        tenant: str | None = None,
        headers: dict[str, str] | None = None,
        address: str = "127.0.0.1",
        **path: str,
    ) -> Reply:
        content = orjson.dumps(body) if body is not None else raw
        sent = {"content-type": "application/json"} if content else {}
        if tenant is not None:
            sent["x-org-id"] = tenant
        if self.world:
            sent["x-mock-world"] = self.world
        call = Call("GET", "/api/x", query, {**sent, **(headers or {})}, content, address, "/api/x")
        return read(self.twin.answer(operation, path, call))

    def control(self, method: str, name: str, body: Any = None, *, raw: bytes = b"") -> Reply:
        path = f"/__mock__/{name}"
        content = orjson.dumps(body) if body is not None else raw
        headers = {"x-mock-world": self.world} if self.world else {}
        answer = self.twin.control(Call(method, path, "", headers, content, "127.0.0.1", path))
        assert answer is not None
        return read(answer)

    def agent(self, name: str = "Nightly fixer", **fields: Any) -> dict[str, Any]:
        reply = self.send("createAgent", body={"name": name, "type": "task", **fields})
        assert reply.status == 201, reply
        return dict(reply.json)

    def audit(self, tenant: str | None = None, query: str = "limit=100") -> dict[str, Any]:
        reply = self.send("listAudit", query=query, tenant=tenant)
        assert reply.status == 200, reply
        return dict(reply.json)


def read(answer: Answer) -> Reply:
    assert isinstance(answer.body, bytes)
    return Reply(answer.status, dict(answer.headers), answer.body)


def open_toy(folder: Path, bundle: dict[str, Any], **options: Any) -> Client:
    return Client(build_twin(bundle, Fixtures(folder), Hooks(), Options(clock=NOON, **options)))
