from __future__ import annotations

import threading
from typing import Any

import pytest

from conformance.client import Client
from conformance.errors import BadAnswer, CheckSkipped, RequestCapReached
from conformance.redact import Secret
from conformance.target import ANONYMOUS, ControlDoor, Principal, Target, Tenant
from conformance.wire import raw_target

from .toy import Notes, http, raw_server, toy


def client_of(app: Any = None, **target: Any) -> Any:
    target.setdefault("base_url", "http://127.0.0.1:9")
    return Client(toy(), Target(**target), app=app or Notes())


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/notes/a%2Fb", None, "/notes/a%2Fb"),
        ("/notes/../x", None, "/notes/../x"),
        ("/notes/%00", {"a": [1, 2], "b": True, "c": None}, "/notes/%00?a=1&a=2&b=true&c="),
        ("/notes", [("a", "1"), ("a", "x y")], "/notes?a=1&a=x+y"),
        ("/notes/ü", "a=1&a=%zz", "/notes/%C3%BC?a=1&a=%zz"),
        ("/notes", {"n": 1, "zero": 0}, "/notes?n=1&zero=0"),
        ("/notes", {}, "/notes"),
    ],
)
def test_paths_leave_as_they_are(path: Any, query: Any, target: Any) -> None:
    app = Notes()
    seen = client_of(app).send("GET", path, query=query)
    assert (seen.request.path, app.seen[0]["REQUEST_URI"]) == (target, target)
    assert raw_target(path, query) == target


def test_a_real_socket_gets_the_raw_path_and_the_prefix_of_the_base_url() -> None:
    with raw_server(http(b"{}")) as url:
        client = Client(toy(), Target(url + "/root"))
        seen = client.send("GET", "/notes/a%2Fb/../c", query={"q": "x"})
    assert (seen.status, seen.json()) == (200, {})
    assert seen.request.url == f"{url}/root/notes/a%2Fb/../c?q=x"
    assert "--path-as-is" in seen.curl()


def test_an_answer_that_is_no_answer_is_an_exchange_with_an_error() -> None:
    with raw_server(None) as url:
        seen = Client(toy(), Target(url)).call("listNotes")
    assert (seen.status, seen.response, seen.text) == (0, None, "")
    assert seen.error is not None
    with pytest.raises(BadAnswer, match="no answer"):
        seen.json()


def test_redirects_are_answers() -> None:
    with raw_server(http(b"", "text/plain", 302, "location: /elsewhere")) as url:
        assert Client(toy(), Target(url)).call("listNotes").status == 302


@pytest.mark.parametrize("body", [b"<p>", b"", b"NaN", b'{"a": Infinity}', b"\xff\xfe"])
def test_what_is_no_json_is_said(body: Any) -> None:
    with raw_server(http(body)) as url:
        seen = Client(toy(), Target(url)).call("listNotes")
    assert not seen.is_json
    with pytest.raises(BadAnswer, match="not JSON"):
        seen.json()


def test_the_operation_is_found_by_path_and_alias() -> None:
    client = client_of()
    found = [client.send(m, p).operation for m, p in [("GET", "/notes/1"), ("GET", "/v1/notes/1"), ("PUT", "/notes/1")]]
    assert found == ["readNote", "readNote", None]
    assert client.call("readNote", {"id": "1"}, prefix="/v1").request.path == "/v1/notes/1"


def test_the_cap_holds_and_clean_up_is_exempt() -> None:
    client = client_of(max_requests=2)
    client.call("listNotes")
    client.call("listNotes")
    with pytest.raises(RequestCapReached, match="the request cap of 2 is reached"):
        client.call("listNotes")
    client.uncapped = True
    assert client.call("listNotes").status == 200


def test_a_pace_is_kept_over_any_minute() -> None:
    now, slept = [0.0], []

    def sleep(seconds: Any) -> Any:
        slept.append(seconds)
        now[0] += seconds

    target = Target("http://127.0.0.1:9", pace=3)
    client = Client(toy(), target, app=Notes(), clock=lambda: now[0], sleep=sleep)
    for _ in range(7):
        client.call("listNotes")
        now[0] += 1
    assert slept == [57.0, 57.0]


def test_tenants_and_principals_become_headers() -> None:
    app = Notes()
    ann, bob = Principal("ann", tenant="acme", token=Secret("token-ann")), Principal("bob", token=Secret("token-bob"))
    acme = Tenant("acme", "org-acme")
    client = client_of(app, tenants=(acme, Tenant("default")), principals=(ann, bob))
    for options in ({}, {"tenant": "acme"}, {"tenant": acme, "principal": "bob"}, {"principal": ANONYMOUS}):
        client.call("listNotes", **options)
    seen = [(e.get("HTTP_X_SHOP"), e.get("HTTP_AUTHORIZATION")) for e in app.seen]
    assert seen == [
        (None, "Bearer token-ann"),
        ("org-acme", "Bearer token-ann"),
        ("org-acme", "Bearer token-bob"),
        (None, None),
    ]


def test_the_world_of_the_control_door_goes_with_every_request() -> None:
    app = Notes()
    client_of(app, control=ControlDoor("http://127.0.0.1:9", "judge")).call("listNotes")
    assert app.seen[0]["HTTP_X_MOCK_WORLD"] == "judge"


def test_header_values_may_be_anything_a_header_can_hold() -> None:
    app = Notes()
    client_of(app).send("GET", "/notes", headers={"X-Shop": "../../é"})
    assert app.seen[0]["HTTP_X_SHOP"].encode("latin-1").decode() == "../../é"


def test_an_address_this_machine_does_not_have_skips_the_check() -> None:
    with pytest.raises(CheckSkipped, match=r"cannot send from 203\.0\.113\.9"):
        Client(toy(), Target("http://127.0.0.1:9")).send("GET", "/notes", address="203.0.113.9")


def test_requests_leave_from_the_address_asked_for() -> None:
    with raw_server(http(b"{}")) as url:
        client = Client(toy(), Target(url, addresses=("127.0.0.2", "127.0.0.3")))
        assert client.addresses(2) == ["127.0.0.2", "127.0.0.3"]
        assert client.send("GET", "/notes", address="127.0.0.2").status == 200
        with pytest.raises(CheckSkipped, match="needs 3 source addresses"):
            client.addresses(3)


def test_ten_at_once_really_are_at_once() -> None:
    barrier = threading.Barrier(10, timeout=5)

    class Meeting(Notes):
        def answer(self, method: Any, path: Any, environ: Any) -> Any:
            barrier.wait()
            return 200, [environ["QUERY_STRING"]]

    client = client_of(Meeting())
    answers = client.together([lambda n=n: client.call("listNotes", query={"n": n}) for n in range(10)])
    assert [a.json() for a in answers] == [[f"n={n}"] for n in range(10)]


REMOTE = {"base_url": "https://api.example.test"}
ACME = Tenant("acme", "org-acme", disposable=True)


@pytest.mark.parametrize(
    ("target", "options", "reason"),
    [
        (REMOTE, {}, "does not say writes = true"),
        ({**REMOTE, "writes": True}, {}, "names no tenant with disposable = true"),
        ({**REMOTE, "writes": True, "tenants": (ACME,)}, {}, "outside the disposable tenants"),
        (
            {**REMOTE, "writes": True, "tenants": (ACME, Tenant("b", "b"))},
            {"tenant": "b"},
            "outside the disposable tenants",
        ),
    ],
)
def test_nothing_is_written_where_the_target_file_does_not_allow_it(target: Any, options: Any, reason: Any) -> None:
    app = Notes()
    client = client_of(app, **target)
    with pytest.raises(CheckSkipped, match=reason):
        client.call("createNote", json={"title": "x"}, **options)
    assert client.call("listNotes").status == 200
    assert len(app.seen) == 1


def test_a_disposable_tenant_may_be_written_to() -> None:
    client = client_of(**REMOTE, writes=True, tenants=(ACME,))
    assert client.call("createNote", json={"title": "x"}, tenant="acme").status == 201


def test_a_stream_is_read_until_it_will_do_or_the_time_is_up() -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
    with raw_server(head + b"data: 1\n\n", hang=True) as url:
        client = Client(toy(), Target(url))
        assert client.call("listNotes", timeout=0.2).error == "no complete answer within 0.2 s"
        seen = client.call("listNotes", enough=lambda body: b"data" in body)
        assert (seen.text, seen.seconds < 1) == ("data: 1\n\n", True)
        assert client.call("listNotes", timeout=0.2, enough=lambda _: False).text == "data: 1\n\n"
