from __future__ import annotations

import pytest

from mock_server.engine import open_twin
from tests.mock_server.engine.driver import NOON, Client


@pytest.fixture
def limited() -> Client:
    return Client(open_twin("codespar", clock=NOON))


def test_the_hundred_and_first_waits_for_the_window(limited: Client):
    assert {limited.send("listTasks").status for _ in range(100)} == {200}
    limited.control("POST", "clock", {"advance": 20})
    reply = limited.send("listTasks")
    assert (reply.status, reply.code, reply.headers["Retry-After"]) == (429, "RATE_LIMITED", "40")
    assert limited.send("listTasks", address="127.0.0.2").status == 200
    limited.control("POST", "clock", {"advance": 40})
    assert limited.send("listTasks").status == 200


def test_webhooks_are_counted_apart(limited: Client):
    headers = {"x-github-event": "ping"}
    statuses = [limited.send("receiveGithubEvent", body={}, headers=headers).status for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    assert limited.send("listTasks").status == 200


def test_refused_requests_count_and_the_limit_comes_first(limited: Client):
    for _ in range(100):
        assert limited.send("listTasks", tenant="nobody").status == 404
    assert limited.send("listTasks", tenant="nobody").status == 429


def test_the_switch_and_the_option(limited: Client):
    limited.control("POST", "limits", {"enabled": False})
    assert {limited.send("listTasks").status for _ in range(120)} == {200}
    limited.control("POST", "limits", {"enabled": True})
    assert [limited.send("listTasks").status for _ in range(101)][-1] == 429
    free = Client(open_twin("codespar", rate_limits=False))
    assert {free.send("listTasks").status for _ in range(120)} == {200}


def test_worlds_are_counted_apart(limited: Client):
    for _ in range(101):
        last = limited.send("listTasks")
    assert last.status == 429
    assert Client(limited.twin, "other").send("listTasks").status == 200


def test_a_reset_begins_a_new_window(limited: Client):
    for _ in range(101):
        limited.send("listTasks")
    assert limited.send("listTasks").status == 429
    limited.control("POST", "reset")
    assert limited.send("listTasks").status == 200
