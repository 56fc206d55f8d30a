"""Bodies on the wire: limits are exact, and a refusal is heard by a client that is still sending."""

import threading

import pytest

from tests.mock_server.http.door import FakeDoor
from tests.mock_server.http.serving import Served

LIMIT = FakeDoor.max_body


def frame(body: bytes, size: int) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(("length", "status"), [(0, 200), (1, 200), (LIMIT, 200), (LIMIT + 1, 413), (10_000_000, 413)])
def test_limit_with_a_declared_length(served: Served, length: int, status: int) -> None:
    with served.wire() as wire:
        wire.send(b"POST /things HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % length + b"x" * length)
        reply = wire.reply()
    assert reply.status == status
    assert reply.json.get("length", "too_large") == (length if status == 200 else "too_large")


@pytest.mark.parametrize(("length", "status"), [(5, 200), (LIMIT, 200), (LIMIT + 1, 413), (10_000_000, 413)])
def test_limit_with_chunks(served: Served, length: int, status: int) -> None:
    with served.wire() as wire:
        wire.send(b"POST /things HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + frame(b"x" * length, 5000))
        reply = wire.reply()
    assert reply.status == status
    assert reply.json.get("length", "too_large") == (length if status == 200 else "too_large")


def test_a_body_just_over_the_limit_keeps_the_connection(served: Served) -> None:
    with served.wire() as wire:
        wire.send(b"POST /things HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (LIMIT + 1) + b"x" * (LIMIT + 1))
        assert wire.reply().status == 413
        assert wire.get("/things").status == 200


def test_a_huge_body_is_refused_before_it_is_sent(served: Served) -> None:
    with served.wire() as wire:
        reply = wire.send(b"POST /things/9/archive HTTP/1.1\r\nX-Org-Id: o\r\nContent-Length: 10000000\r\n\r\n").reply()
        assert (reply.status, reply.json["error"]) == (413, "too_large")
        assert wire.at_end()
    call = served.door.calls[-1]
    assert (call.method, call.path, call.body) == ("POST", "/things/9/archive", None)
    assert call.headers["x-org-id"] == "o"


def test_a_client_that_sends_everything_first_still_hears_the_refusal(served: Served) -> None:
    with served.wire() as wire:
        wire.send(b"POST /things HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n")
        done = threading.Event()

        def pour() -> None:
            for _ in range(200):
                wire.socket.sendall(b"x" * 100_000)
            done.set()

        threading.Thread(target=pour).start()
        assert done.wait(10)
        assert wire.reply().status == 413


def test_expectation_is_answered_before_the_body(served: Served) -> None:
    with served.wire() as wire:
        wire.send(b"POST /things HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert wire.reply().status == 100
        assert wire.send(b"abc").reply().json["length"] == 3
