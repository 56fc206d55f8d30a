"""What a client meets on the wire, over real sockets."""

import pytest

from tests.mock_server.http.serving import Served

ENVELOPE = {"unknown_route", "unknown_method", "too_large", "malformed_request", "internal"}
CASES = [
    ("unknown path", b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", 404, "unknown_route"),
    ("trailing slash", b"GET /things/ HTTP/1.1\r\nHost: x\r\n\r\n", 404, "unknown_route"),
    ("double slash", b"GET //things HTTP/1.1\r\nHost: x\r\n\r\n", 404, "unknown_route"),
    ("asterisk", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 404, "unknown_route"),
    ("unknown method", b"PUT /things HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405, "unknown_method"),
    ("invented method", b"BREW /things HTTP/1.1\r\nHost: x\r\n\r\n", 405, "unknown_method"),
    ("method Falcon reserves", b"WEBSOCKET /things HTTP/1.1\r\nHost: x\r\n\r\n", 405, "unknown_method"),
    ("lower-case method", b"get /things HTTP/1.1\r\nHost: x\r\n\r\n", 400, "malformed_request"),
    ("bytes outside ASCII", b"GET /things/caf\xc3\xa9 HTTP/1.1\r\n\r\n", 400, "malformed_request"),
    ("no request line", b"\x16\x03\x01 nonsense\r\n\r\n", 400, "malformed_request"),
    ("header without colon", b"GET /things HTTP/1.1\r\nnonsense\r\n\r\n", 400, "malformed_request"),
    ("bare line feed", b"GET /things HTTP/1.1\r\nA: b\nC: d\r\n\r\n", 400, "malformed_request"),
    ("length no number", b"POST /things HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400, "malformed_request"),
    ("bad chunk", b"POST /things HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "malformed_request"),
    ("other coding", b"POST /things HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "malformed_request"),
    ("huge header", b"GET /things HTTP/1.1\r\nA: " + b"a" * 300_000 + b"\r\n\r\n", 400, "malformed_request"),
    ("exception", b"GET /boom HTTP/1.1\r\nHost: x\r\n\r\n", 500, "internal"),
    ("unsendable header", b"GET /bad-header HTTP/1.1\r\nHost: x\r\n\r\n", 500, "internal"),
    ("unknown control path", b"GET /__mock__/other HTTP/1.1\r\nHost: x\r\n\r\n", 404, "unknown_route"),
]


@pytest.mark.parametrize(("request_", "status", "error"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_every_refusal_leaves_in_the_envelope(served: Served, request_: bytes, status: int, error: str) -> None:
    with served.wire() as wire:
        reply = wire.send(request_).reply()
    assert (reply.status, reply.json["error"]) == (status, error)
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-api-version"] == "v1"
    assert b"Traceback" not in reply.body


def test_the_reason_of_a_malformed_request_reaches_the_door(served: Served) -> None:
    with served.wire() as wire:
        reply = wire.send(b"POST /things HTTP/1.1\r\nContent-Length: x\r\n\r\n").reply()
    assert reply.json["why"] == "Content-Length is invalid"
    assert served.door.calls[-1].body is None


def test_unknown_method_names_the_known_ones(served: Served) -> None:
    assert served.get("/things", "PUT").headers["allow"] == "GET, HEAD, POST"


def test_the_door_sees_the_whole_call(served: Served) -> None:
    seen = served.get("/things/a%2Fb?x=1&x=%20", "GET", "X-Org-Id: o", "X-Org-Id: p").json
    assert seen["operation"] == "read"
    assert seen["parameters"] == {"id": "a/b"}
    assert seen["path"] == "/things/a/b"
    assert seen["query"] == "x=1&x=%20"
    assert seen["target"] == "/things/a%2Fb?x=1&x=%20"
    assert seen["address"] == "127.0.0.1"
    assert seen["headers"]["x-org-id"] == "o, p"


@pytest.mark.parametrize(
    ("target", "identifier"),
    [
        ("/things/%00", "\0"),
        ("/things/..", ".."),
        ("/things/%2e%2e%2fetc", "../etc"),
        ("/things/%FF%FE", "\ufffd\ufffd"),
        ("/things/%", "%"),
        ("/things/" + "i" * 5000, "i" * 5000),
        ("/things/caf%C3%A9", "café"),
        ("http://elsewhere/things/1", "1"),
    ],
)
def test_odd_ids_are_ids(served: Served, target: str, identifier: str) -> None:
    assert served.get(target).json["parameters"] == {"id": identifier}


def test_head_is_get_without_its_body(served: Served) -> None:
    with served.wire() as wire:
        head = wire.get("/things", "HEAD")
        after = wire.get("/things")
    assert (head.status, after.status) == (200, 200)
    assert int(head.headers["content-length"]) > 0
    assert head.body == b""
    assert served.door.calls[0].method == "HEAD"


def test_head_of_a_stream_closes_it(served: Served) -> None:
    assert served.get("/stream", "HEAD").status == 200
    assert served.door.streams_closed.acquire(timeout=1)


def test_repeated_header_fields_stay_apart(served: Served) -> None:
    assert served.get("/things").headers["set-cookie"] == "a=1; b=2"


def test_one_connection_serves_many_requests(served: Served) -> None:
    with served.wire() as wire:
        for number in range(50):
            assert wire.get(f"/things/{number}").json["parameters"] == {"id": str(number)}


def test_pipelined_requests_are_answered_in_order_and_garbage_ends_the_connection(served: Served) -> None:
    with served.wire() as wire:
        wire.send(b"GET /things/1 HTTP/1.1\r\n\r\nGET /things/2 HTTP/1.1\r\n\r\n\x00garbage\r\n\r\n")
        replies = [wire.reply() for _ in range(3)]
        assert [reply.status for reply in replies] == [200, 200, 400]
        assert replies[2].json["error"] == "malformed_request"
        assert replies[2].headers["connection"] == "close"
        assert wire.at_end()


@pytest.mark.parametrize(
    "half",
    [b"GET /thi", b"GET /things HTTP/1.1\r\nHo", b"POST /things HTTP/1.1\r\nContent-Length: 100\r\n\r\nonly this"],
)
def test_a_request_that_never_ends_disturbs_nobody(served: Served, half: bytes) -> None:
    with served.wire() as wire:
        wire.send(half)
        assert served.get("/things").status == 200
    assert served.get("/things").status == 200
    assert len(served.door.calls) == 2


def test_control_paths_go_to_the_control_door(served: Served) -> None:
    assert served.get("/__mock__/clock").json == {"control": True}


def test_a_broken_refusal_is_a_500_not_a_hanging_client(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    served.door.refuse_breaks = True
    assert served.get("/nothing").json == {"error": "internal"}
    with served.wire() as wire:
        assert wire.send(b"nonsense\r\n\r\n").reply().json == {"error": "internal"}
    served.door.crash_breaks = True
    reply = served.get("/nothing")
    assert (reply.status, reply.body) == (500, b"internal error\n")
    assert "refuse broke" in caplog.text


def test_a_dropped_connection_sends_nothing(served: Served) -> None:
    with served.wire() as wire:
        assert wire.send(b"GET /drop HTTP/1.1\r\n\r\n").at_end()
    assert served.get("/things").status == 200


def test_a_large_answer_arrives_whole(served: Served) -> None:
    assert len(served.get("/large").body) == 20_000_000
