from __future__ import annotations

import pytest

from mock_server.engine.multipart import read_form
from tests.mock_server.engine.club import Club
from tests.mock_server.engine.driver import Reply

DATA = bytes(range(256)) + b"\r\n--edge\r\n\r\n" + b"\r\n--b"
TYPE = "multipart/form-data; boundary=edge-1"


def part(name: str, data: bytes, extra: str = "", kind: str = "") -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"{extra}\r\n' + (f"Content-Type: {kind}\r\n" if kind else "")
    return head.encode() + b"\r\n" + data


def form(*parts: bytes) -> bytes:
    return b"".join(b"--edge-1\r\n" + piece + b"\r\n" for piece in parts) + b"--edge-1--\r\n"


@pytest.fixture
def board(club: Club) -> str:
    return str(club.make("addBoard", body={"name": "Plans"})["id"])


def upload(club: Club, board: str, raw: bytes, kind: str = TYPE) -> Reply:
    return club.send("upload", boardId=board, raw=raw, headers={"content-type": kind})


def test_a_file_arrives_byte_for_byte(club: Club, board: str):
    reply = upload(
        club, board, form(part("title", b"Plan"), part("file", DATA, '; filename="pl\u00e4n.png"', "image/png"))
    )
    assert reply.json == {"name": "pl\u00e4n.png", "type": "image/png", "size": len(DATA), "title": "Plan"}
    shown = club.send("download", boardId=board)
    assert (shown.status, shown.raw, shown.headers) == (200, DATA, {"Content-Type": "image/png"})


def test_a_file_needs_no_name_and_loses_its_folders(club: Club, board: str):
    assert upload(club, board, form(part("file", b"x"))).json["name"] == "file"
    named = upload(club, board, form(part("file", b"x", '; filename="../../etc/passwd"')))
    assert named.json["name"] == "passwd"
    assert named.json["type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("raw", "kind", "code"),
    [
        (form(part("title", b"x")), TYPE, "missing_field"),
        (form(part("file", b"", '; filename=""')), TYPE, "missing_field"),
        (form(part("file", b"x" * 2001)), TYPE, "too_large"),
        (b"{}", "application/json", "media_type"),
        (b"", TYPE, "malformed"),
        (b"--edge-1--", TYPE, "missing_field"),
        (form(part("file", b"x"))[:-4], TYPE, "malformed"),
        (form(part("file", b"x")), "multipart/form-data", "malformed"),
        (form(part("file", b"x"), part("file", b"y")), TYPE, "malformed"),
        (form(b"no head"), TYPE, "malformed"),
        (form(b"Content-Disposition: attachment\r\n\r\nx"), TYPE, "malformed"),
        (form(b"Content-Disposition: form-data\r\n\r\nx"), TYPE, "malformed"),
        (form(part("title", b"\xff")), TYPE, "malformed"),
        (form(*[part(f"p{n}", b"x") for n in range(101)]), TYPE, "malformed"),
    ],
)
def test_what_is_no_such_form_is_refused(club: Club, board: str, raw: bytes, kind: str, code: str):
    reply = upload(club, board, raw, kind)
    assert reply.code == code
    assert 400 <= reply.status < 500


def test_the_largest_body_follows_the_largest_file(club: Club):
    assert club.client.twin.max_body >= 1 << 20
    assert club.send("addBoard", raw=b" " * ((1 << 20) + 1)).code == "too_large"


def test_a_boundary_that_only_begins_alike_is_content():
    body = form(part("file", b"a\r\n--edge-12"))
    with pytest.raises(ValueError, match="followed by other text"):
        read_form(TYPE, body, {"file": 9})


def test_a_handler_may_stream(club: Club, board: str):
    from mock_server.engine.call import Call

    headers = {"authorization": f"Bearer {club.tokens['ada']}", "accept": "text/event-stream"}
    path = {"houseSlug": "north", "roomSlug": "hall", "boardId": board}
    answer = club.client.twin.answer("download", path, Call("GET", "/", "", headers, b"", "", "/"))
    assert answer.headers == [("Content-Type", "text/event-stream")]
    assert not isinstance(answer.body, bytes)
    assert b"".join(answer.body) == b"data: 1\n\ndata: 2\n\n"
