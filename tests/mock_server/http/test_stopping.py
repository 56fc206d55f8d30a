"""Ports, and an orderly end."""

import socket
import threading
import time

import pytest

from mock_server.http.address import ListenError, write_url
from mock_server.http.serve import Listener
from tests.mock_server.http.door import FakeDoor
from tests.mock_server.http.serving import Served


def test_a_request_in_flight_is_answered_and_new_ones_are_not_taken(served: Served) -> None:
    with served.wire() as busy, served.wire() as idle:
        idle.get("/things")
        busy.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        while not any(call.path == "/slow" for call in served.door.calls):
            pass
        served.listener.stop()
        time.sleep(0.1)
        idle.send(b"GET /things/late HTTP/1.1\r\nHost: x\r\n\r\n")
        assert busy.reply().json["operation"] == "slow"
        served.stop()
        assert idle.at_end()
    assert not any(call.path == "/things/late" for call in served.door.calls)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", served.port), timeout=1)


def test_the_door_is_closed_once_no_request_runs(served: Served) -> None:
    assert not served.door.closed
    served.stop()
    assert served.door.closed


def test_several_doors_get_consecutive_ports() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    listener = Listener([FakeDoor(), FakeDoor()], "127.0.0.1", port)
    assert listener.urls == [f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"]
    run = threading.Thread(target=listener.run)
    run.start()
    listener.stop()
    run.join(5)
    assert not run.is_alive()


@pytest.mark.parametrize(
    ("host", "words"),
    [("127.0.0.1", "is in use; choose another with --port"), ("no.such.host.invalid", "check --host and --port")],
)
def test_an_address_that_cannot_be_had_is_explained_in_a_line(served: Served, host: str, words: str) -> None:
    with pytest.raises(ListenError) as told:
        Listener([FakeDoor()], host, served.port)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_an_ipv6_host_is_bracketed() -> None:
    assert write_url("::1", 80) == "http://[::1]:80"
