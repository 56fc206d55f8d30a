"""Both servers in processes of their own: ready line, requests, streams, SIGTERM."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mock_server.http import fast
from mock_server.http.address import ListenError
from tests.mock_server.engine.receiver import receiving
from tests.mock_server.http.wire import Wire

HERE = Path(__file__).parents[3]

pytestmark = pytest.mark.slow


@dataclass
class Lane:
    process: subprocess.Popen[str]
    port: int

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


@pytest.fixture(params=["waitress", "granian"])
def lane(request: pytest.FixtureRequest) -> Iterator[Lane]:
    command = [sys.executable, "-m", "tests.mock_server.http.serve_fake", request.param]
    environ = {**os.environ, "HTTP_X_LEAK": "from the environment"}
    with subprocess.Popen(command, cwd=HERE, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        try:
            yield Lane(process, int(line.rpartition(":")[2]))
        finally:
            process.terminate()


def test_requests_are_answered_and_sigterm_ends_in_order(lane: Lane) -> None:
    with Wire(lane.port) as wire:
        reply = wire.get("/things/%C3%A9%00?x=1")
        assert reply.json["parameters"] == {"id": "é\0"}
        assert reply.json["query"] == "x=1"
        assert "x-leak" not in reply.json["headers"]
        assert wire.get("/nothing").json["error"] == "unknown_route"
        assert wire.get("/things", "PUT").status == 405
        assert wire.get("/things", "HEAD").body == b""
        assert wire.get("/boom").status == 500
    assert lane.end() == 0


def test_what_is_on_its_way_arrives_before_the_end(lane: Lane) -> None:
    with receiving() as target:
        target.open.clear()
        url = target.url().encode()
        with Wire(lane.port) as wire:
            wire.send(b"POST /hooks HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(url), url))
            assert wire.reply().status == 200
        while not target.arrived:
            pass
        lane.process.send_signal(signal.SIGTERM)
        target.open.set()
        assert lane.process.wait(10) == 0
        assert len(target.arrived) == 3


def test_the_host_arrives_as_it_was_sent(lane: Lane) -> None:
    with Wire(lane.port) as wire:
        wire.send(b"GET /things HTTP/1.1\r\nHost: Acme.Example.test:8080\r\n\r\n")
        assert wire.reply().json["headers"]["host"] == "Acme.Example.test:8080"


@pytest.mark.parametrize("framing", ["length", "chunks"])
@pytest.mark.parametrize(("length", "status"), [(3, 200), (1_000_000, 200), (1_000_001, 413)])
def test_the_body_limit_is_the_same_on_both(lane: Lane, framing: str, length: int, status: int) -> None:
    head = b"POST /things HTTP/1.1\r\nHost: x\r\n"
    body = b"x" * length
    with Wire(lane.port) as wire:
        if framing == "length":
            wire.send(head + b"Content-Length: %d\r\n\r\n" % length + body)
        else:
            wire.send(head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (length, body))
        assert wire.reply().status == status


def test_a_stream_comes_in_chunks_and_does_not_hold_up_the_end(lane: Lane) -> None:
    with Wire(lane.port) as wire:
        wire.send(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
        assert wire.reply().headers["content-type"] == "text/event-stream"
        with Wire(lane.port) as other:
            assert other.get("/things").status == 200
        begun = time.monotonic()
        assert lane.end() == 0
        assert time.monotonic() - begun < 8


def test_a_dropped_connection_brings_no_answer(lane: Lane) -> None:
    with Wire(lane.port) as wire:
        wire.send(b"GET /drop HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not wire.socket.recv(1000).endswith(b"}")
    with Wire(lane.port) as wire:
        assert wire.get("/things").status == 200


def test_without_granian_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ListenError, match=r"pip install 'twinspec\[fast\]'"):
        fast.check_installed()


def test_a_port_in_use_is_not_shared(lane: Lane) -> None:
    with pytest.raises(ListenError, match="is in use"):
        fast.reserve_port("127.0.0.1", lane.port)
