from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mock_server.engine import deliveries
from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.contract import ContractError
from mock_server.engine.deliveries import Delivery, send
from mock_server.engine.hooks import Hooks
from tests.mock_server.engine import office as offices
from tests.mock_server.engine.office import Office
from tests.mock_server.engine.receiver import Receiver, receiving

HEADERS = {"Content-Type": "application/json", "X-Signature": "abc"}


@pytest.fixture
def target() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def office(tmp_path: Path, target: Receiver, monkeypatch: pytest.MonkeyPatch) -> Office:
    def announce(act: Act) -> Any:
        for number in range(3):
            act.post(target.url(f"/hook?n={number}"), b'{"n": %d}' % number, HEADERS, "told", {"n": number})
        return {}

    def told(turn: Turn) -> None:
        ticket = turn.get("Ticket", "k1") or {}
        n, status = turn.payload["n"], turn.payload["status"]
        turn.change("Ticket", "k1", {"title": f"{ticket['title']} {n}:{status or turn.payload['error']}"})
        if status == 503:
            turn.later(60, "again", {"n": n})

    def again(turn: Turn) -> None:
        turn.post(target.url("/again"), b"{}", HEADERS, "told", turn.payload)

    hooks = Hooks({**offices.HOOKS.handlers, "use": announce}, steps={"told": told, "again": again})
    monkeypatch.setattr(offices, "HOOKS", hooks)
    return Office(tmp_path)


def settle(office: Office) -> dict[str, int]:
    found = office.client.control("POST", "deliveries").json
    return {name: found[name] for name in ("waiting", "answered", "failed")}


def title(office: Office) -> str:
    return str(office.send("getTicket", "ann").json["title"])


def test_posts_arrive_in_order_and_a_step_is_told(office: Office, target: Receiver):
    assert office.send("useFirm").status == 200
    assert settle(office) == {"waiting": 0, "answered": 3, "failed": 0}
    assert [(path, body) for path, _, body in target.arrived] == [
        (f"/hook?n={number}", b'{"n": %d}' % number) for number in range(3)
    ]
    assert {(headers["content-type"], headers["x-signature"]) for _, headers, _ in target.arrived} == {
        ("application/json", "abc")
    }
    assert title(office) == "One 0:200 1:200 2:200"


def test_no_request_waits_for_a_post(office: Office, target: Receiver):
    target.open.clear()
    assert office.send("useFirm").status == 200
    assert title(office) == "One"
    target.open.set()
    assert settle(office)["answered"] == 3
    assert title(office) == "One 0:200 1:200 2:200"


def test_a_retry_waits_for_the_clock_of_the_world(office: Office, target: Receiver):
    target.statuses[:] = [200, 503, 200, 503]
    office.send("useFirm")
    assert settle(office)["answered"] == 3
    assert title(office) == "One 0:200 1:503 2:200"
    for seconds, posts in ((59, 3), (1, 4), (59, 4), (1, 5)):
        office.client.control("POST", "clock", {"advance": seconds})
        assert settle(office)["answered"] == posts
    assert [path for path, _, _ in target.arrived[3:]] == ["/again", "/again"]
    assert title(office) == "One 0:200 1:503 2:200 1:503 1:200"


@pytest.mark.parametrize("way", ["reset", "restore", "forget"])
def test_a_world_that_goes_back_forgets_what_is_on_its_way(office: Office, target: Receiver, way: str):
    snapshot = office.client.control("POST", "snapshot").json["snapshot"]
    target.open.clear()
    office.send("useFirm")
    old = office.client.twin.worlds.get("default").deliveries
    while not target.arrived:
        pass
    office.client.control("POST", way, {"snapshot": snapshot} if way == "restore" else None)
    target.open.set()
    assert old.wait(5)["waiting"] == 0
    assert len(target.arrived) == 1
    assert title(office) == "One"
    office.send("useFirm")
    assert settle(office)["answered"] == 3


def test_a_step_that_fails_does_not_hold_up_the_others(office: Office, target: Receiver):
    office.rows.store.remove("Ticket", "k1")
    office.send("useFirm")
    assert settle(office) == {"waiting": 0, "answered": 3, "failed": 0}


def test_a_step_nobody_wrote_is_told_at_once(office: Office):
    with pytest.raises(ContractError, match="step 'none'"):
        office.client.twin.worlds.get("default").post("http://127.0.0.1/", b"", {}, "none", {})


def test_the_end_of_a_server_lets_posts_arrive(office: Office, target: Receiver):
    office.send("useFirm")
    office.client.twin.close()
    assert len(target.arrived) == 3
    assert title(office) == "One 0:200 1:200 2:200"


def post(url: str, *hosts: str, headers: dict[str, str] | None = None) -> tuple[int | None, str | None]:
    return send(Delivery(url, b"{}", headers or {}, "told", {}), frozenset(hosts))


@pytest.mark.parametrize("status", [200, 204, 302, 307, 404, 500])
def test_the_first_answer_is_the_outcome(target: Receiver, status: int):
    target.statuses.append(status)
    assert post(target.url("", "localhost" if status == 200 else "127.0.0.1")) == (status, None)
    assert [path for path, _, _ in target.arrived] == ["/"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.test/hook", "example.test is not this machine; --allow-webhook-host example.test allows it"),
        ("http://10.0.0.1/hook", "10.0.0.1 is not this machine"),
        ("http://0.0.0.0/", "0.0.0.0 is not this machine"),
        ("http://localhost.example.test/", "localhost.example.test is not this machine"),
        ("http://2130706433/", "2130706433 is not this machine"),
        ("http://127.0.0.1@example.test/", "example.test is not this machine"),
        ("ftp://127.0.0.1/", "no http or https URL"),
        ("/hook", "no http or https URL"),
        ("http://[::1/", "Invalid IPv6 URL"),
        ("http://127.0.0.1:99999/", "Port out of range"),
    ],
)
def test_a_post_leaves_this_machine_only_where_it_is_allowed(url: str, words: str):
    status, error = post(url)
    assert status is None
    assert words in (error or "")


def test_an_allowed_host_is_tried(monkeypatch: pytest.MonkeyPatch):
    tried: list[Any] = []

    def connect(address: Any, *_: Any, **__: Any) -> Any:
        tried.append(address)
        raise OSError("no way there")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert post("http://Hooks.Example.test:81/x", "hooks.example.test") == (None, "no way there")
    assert post("https://hooks.example.test/x", "hooks.example.test") == (None, "no way there")
    assert tried == [("hooks.example.test", 81), ("hooks.example.test", 443)]


def test_a_target_that_is_not_there_or_silent_or_no_http_is_an_error(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/"
        assert post(url) == (None, "Connection refused")
        monkeypatch.setattr(deliveries, "TIMEOUT", 0.05)
        probe.listen()
        assert post(url) == (None, "no answer within 0.05 seconds")
    assert post(url, headers={"X": "a\nb"})[1] == "Invalid header value b'a\\nb'"
    with receiving() as target:
        assert post(target.url("/a b"))[1] == "no HTTP answer (InvalidURL)"
