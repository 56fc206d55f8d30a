"""The requests that are measured, and the rows they need."""

from dataclasses import dataclass
from typing import Any

import orjson

from mock_server.engine import Twin, open_twin
from mock_server.engine.call import Answer, Call

API = "codespar"
WORLD = "bench"
HEADERS = {"content-type": "application/json", "x-mock-world": WORLD, "host": "127.0.0.1", "accept": "*/*"}
PAGE = "page=1&limit=20"


@dataclass(frozen=True)
class Sample:
    """One kind of request; `{n}` in the body becomes a new number each time."""

    name: str
    method: str
    operation: str
    path: str
    query: str
    parameters: dict[str, str]
    body: str

    @property
    def target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    def make_body(self, number: int) -> bytes:
        return self.body.replace("{n}", str(number)).encode()

    def make_call(self, number: int) -> Call:
        body = self.make_body(number)
        headers = {**HEADERS, "content-length": str(len(body))} if body else HEADERS
        return Call(self.method, self.path, self.query, headers, body, "127.0.0.1", self.target)


def open_filled(entries: int = 100) -> Twin:
    """A twin without limits whose world holds so many audit entries and 20 agents."""
    twin = open_twin(API, rate_limits=False)
    for rows in make_rows(entries):
        tell(twin, "seed", rows)
    return twin


def make_rows(entries: int) -> list[dict[str, Any]]:
    """Bodies for the control door's `seed`, each below the limit of a request body."""
    agents = [{"name": f"bench-{n}", "type": "coordinator", "autonomyLevel": 1} for n in range(20)]
    audit = [
        {
            "timestamp": "2024-01-15T14:32:00Z",
            "actorType": "user",
            "actorId": f"slack:U{n:08d}",
            "action": "deploy",
            "result": "approved",
            "metadata": {"risk": "high", "environment": "staging"},
            "hash": f"sha256:{n:064x}",
        }
        for n in range(entries)
    ]
    step = 2000
    return [{"Agent": agents}, *({"AuditEntry": audit[at : at + step]} for at in range(0, entries, step))]


def tell(twin: Twin, door: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask the control door in process.

    Raises:
        RuntimeError: it refused.
    """
    call = Call("POST", f"/__mock__/{door}", "", HEADERS, orjson.dumps(body or {}), "127.0.0.1", f"/__mock__/{door}")
    answer = twin.control(call)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"control door: {door}: {answer.body if answer else 'closed'!r}")
    read: dict[str, Any] = orjson.loads(read_bytes(answer))
    return read


def read_bytes(answer: Answer) -> bytes:
    return answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)


def list_samples(agent: str) -> list[Sample]:
    """GET one, GET a list of 20, POST with validation; `agent` is the id of an agent in the bench's world."""
    body = '{"name":"made-{n}","type":"coordinator","autonomyLevel":3}'
    return [
        Sample("GET one", "GET", "getAgent", f"/api/agents/{agent}", "", {"id": agent}, ""),
        Sample("GET list of 20", "GET", "listAudit", "/api/audit", PAGE, {}, ""),
        Sample("POST validated", "POST", "createAgent", "/api/agents", "", {}, body),
    ]


def find_agent(listed: bytes) -> str:
    """The id of the first agent of a list."""
    found: str = orjson.loads(listed)[0]["id"]
    return found


def list_agents_call() -> Call:
    return Call("GET", "/api/agents", "", HEADERS, b"", "127.0.0.1", "/api/agents")
