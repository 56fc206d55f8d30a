"""A door without an engine: it echoes, streams, sleeps and breaks on request."""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence

from mock_server.engine.call import Answer, Call, Headers, Refusal, Route
from mock_server.engine.deliveries import Deliveries, Delivery

JSON: Headers = [("Content-Type", "application/json"), ("X-Api-Version", "v1")]
STATUS: dict[Refusal, int] = {"unknown_route": 404, "unknown_method": 405, "too_large": 413, "malformed_request": 400}
ROUTES = [
    Route("GET", "/things", "list"),
    Route("POST", "/things", "create"),
    Route("GET", "/things/{id}", "read"),
    Route("DELETE", "/things/{thing_id}", "delete"),
    Route("POST", "/things/{id}/archive", "archive"),
    Route("GET", "/stream", "stream"),
    Route("GET", "/slow", "slow"),
    Route("GET", "/boom", "boom"),
    Route("GET", "/drop", "drop"),
    Route("GET", "/bad-header", "bad_header"),
    Route("GET", "/large", "large"),
    Route("POST", "/hooks", "hooks"),
]


class Ticks:
    """An endless stream that tells when it is closed."""

    def __init__(self, closed: threading.Semaphore) -> None:
        self._closed = closed

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        time.sleep(0.02)
        return b"data: tick\n\n"

    def close(self) -> None:
        self._closed.release()


class FakeDoor:
    name = "fake"
    routes: Sequence[Route] = ROUTES
    max_body = 1_000_000

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.crashes: list[Exception] = []
        self.streams_closed = threading.Semaphore(0)
        self.refuse_breaks = False
        self.crash_breaks = False
        self.pause = 0.5
        self.deliveries = Deliveries(lambda *_: None, frozenset())
        self.closed = False

    def answer(self, operation: str, parameters: Mapping[str, str], call: Call) -> Answer:
        self.calls.append(call)
        if operation == "boom":
            raise RuntimeError("boom")
        if operation == "stream":
            return Answer(200, [("Content-Type", "text/event-stream")], Ticks(self.streams_closed))
        if operation == "drop":
            return Answer(0, [], b"")
        if operation == "bad_header":
            return Answer(200, [("X-Name", "two\r\nlines")], b"")
        if operation == "large":
            return Answer(200, list(JSON), b"x" * 20_000_000)
        if operation == "hooks":
            for _ in range(3):
                self.deliveries.add(Delivery((call.body or b"").decode(), b"{}", {}, "", {}))
        if operation == "slow":
            time.sleep(self.pause)
        seen = {
            "operation": operation,
            "parameters": dict(parameters),
            "method": call.method,
            "path": call.path,
            "query": call.query,
            "target": call.target,
            "address": call.address,
            "headers": dict(call.headers),
            "length": len(call.body or b""),
        }
        return Answer(200, [*JSON, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")], json.dumps(seen).encode())

    def refuse(self, kind: Refusal, call: Call, allow: Sequence[str] = ()) -> Answer:
        self.calls.append(call)
        if self.refuse_breaks:
            raise RuntimeError("refuse broke")
        headers = [*JSON, ("Allow", ", ".join(allow))] if allow else list(JSON)
        return Answer(STATUS[kind], headers, json.dumps({"error": kind, "why": call.malformed}).encode())

    def control(self, call: Call) -> Answer | None:
        self.calls.append(call)
        return Answer(200, list(JSON), b'{"control": true}') if call.path == "/__mock__/clock" else None

    def close(self) -> None:
        self.deliveries.wait(5)
        self.closed = True

    def crash(self, call: Call, error: Exception) -> Answer:
        self.crashes.append(error)
        if self.crash_breaks:
            raise RuntimeError("crash broke")
        return Answer(500, list(JSON), b'{"error": "internal"}')
