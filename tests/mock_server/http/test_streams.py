import time
from collections.abc import Iterator

import pytest

from mock_server.http.serve import GRACE, THREADS
from mock_server.http.streams import Streams
from tests.mock_server.http.serving import Served

OPEN = b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"


def test_chunks_arrive_as_they_are_made(served: Served) -> None:
    with served.wire() as wire:
        begun = time.monotonic()
        wire.send(OPEN)
        reply = wire.reply()
        assert reply.headers["content-type"] == "text/event-stream"
        assert reply.headers["transfer-encoding"] == "chunked"
        assert b"data: tick" in wire.socket.recv(1000)
        assert time.monotonic() - begun < 5


def test_a_stream_is_closed_when_its_client_leaves(served: Served) -> None:
    with served.wire() as wire:
        wire.send(OPEN).reply()
    assert served.door.streams_closed.acquire(timeout=5)


def test_more_streams_than_workers_starve_nobody(served: Served) -> None:
    wires = [served.wire().send(OPEN) for _ in range(THREADS + 3)]
    try:
        for wire in wires:
            assert wire.reply().status == 200
        assert served.get("/things").status == 200
    finally:
        for wire in wires:
            wire.socket.close()
    for _ in wires:
        assert served.door.streams_closed.acquire(timeout=5)


def test_open_streams_end_when_the_server_stops(served: Served) -> None:
    with served.wire() as wire:
        wire.send(OPEN).reply()
        begun = time.monotonic()
        served.stop()
        assert served.door.streams_closed.acquire(timeout=1)
        assert time.monotonic() - begun < GRACE


def test_a_stream_is_counted_until_it_is_closed_once() -> None:
    counts: list[int] = []
    streams = Streams(counts.append)
    stream = streams.open([b"a"])
    assert list(stream) == [b"a"]
    stream.close()
    stream.close()
    assert counts == [1, 0]


def test_a_source_that_fails_to_close_is_still_counted_off() -> None:
    def source() -> Iterator[bytes]:
        try:
            yield b"a"
        finally:
            raise OSError("stuck")

    counts: list[int] = []
    stream = Streams(counts.append).open(source())
    next(stream)
    with pytest.raises(OSError, match="stuck"):
        stream.close()
    assert counts == [1, 0]
