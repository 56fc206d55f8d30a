from __future__ import annotations

import socket
import threading

import httpx
import pytest

from conformance.errors import CheckSkipped, UsageError
from conformance.listener import Listener, listening
from conformance.target import Target


def target(**facts: object) -> Target:
    return Target(base_url="http://127.0.0.1:1", facts=facts)


def post(listener: Listener, path: str, body: bytes = b"{}", **headers: str) -> int:
    return httpx.post(listener.url(path), content=body, headers=headers, trust_env=False).status_code


def test_what_comes_is_kept_by_path_with_headers_and_bytes() -> None:
    with listening(target()) as listener:
        assert post(listener, "/one", b'{"n": 1}', **{"X-Signature": "abc"}) == 200
        assert post(listener, "/two", b"\xff") == 200
        (first,), (second,) = listener.at("/one"), listener.at("/two")
    assert (first.method, first.headers["x-signature"], first.json()) == ("POST", "abc", {"n": 1})
    assert (second.body, second.json()) == (b"\xff", None)


def test_answers_are_those_asked_for_and_then_200() -> None:
    with listening(target()) as listener:
        listener.statuses["/one"] = [503, 302]
        assert [post(listener, "/one") for _ in range(3)] == [503, 302, 200]
        assert post(listener, "/two") == 200


def test_waiting_ends_with_the_last_arrival_or_with_the_time() -> None:
    with listening(target()) as listener:
        assert listener.wait("/one", 1, 0.01) == []
        later = threading.Timer(0.05, lambda: [post(listener, "/one") for _ in range(2)])
        later.start()
        assert len(listener.wait("/one", 2, 30)) == 2
        later.join()
        assert listener.wait("/one", 0) == listener.at("/one")


def test_a_target_file_says_how_a_target_gets_here() -> None:
    with listening(target(webhook_url="https://tunnel.example/judge/")) as listener:
        assert listener.url("/one") == "https://tunnel.example/judge/one"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with listening(target(webhook_listen=f"127.0.0.1:{port}")) as listener:
        assert post(listener, "/judge/one") == 200
        assert [arrival.path for arrival in listener.at("/one")] == ["/judge/one"]


def test_an_address_that_is_taken_skips_a_check() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(CheckSkipped, match="nobody can listen"), listening(target(webhook_listen=address)):
            pass


@pytest.mark.parametrize("address", ["9000", "localhost", "localhost:http"])
def test_an_address_that_is_none_is_a_mistake_in_the_file(address: str) -> None:
    with pytest.raises(UsageError, match="webhook_listen"), listening(target(webhook_listen=address)):
        pass
