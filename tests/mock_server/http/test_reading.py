import io

import pytest

from mock_server.http.reading import read_body, read_headers, read_target, split_target


@pytest.mark.parametrize(
    ("raw", "path", "segments"),
    [
        ("/a/b?x=1", "/a/b", ["a", "b"]),
        ("/a%2Fb/c", "/a/b/c", ["a/b", "c"]),
        ("/a/%00/..", "/a/\0/..", ["a", "\0", ".."]),
        ("/a/%C3%A9", "/a/é", ["a", "é"]),
        ("/a/\xc3\xa9", "/a/é", ["a", "é"]),
        ("/a/%FF", "/a/\ufffd", ["a", "\ufffd"]),
        ("/a/%zz%", "/a/%zz%", ["a", "%zz%"]),
        ("//a/", "//a/", ["", "a", ""]),
        ("/a#frag", "/a", ["a"]),
        ("http://host:80/a/b?x", "/a/b", ["a", "b"]),
        ("http://host", "/", [""]),
        ("*", "*", ["*"]),
        ("", "", [""]),
    ],
)
def test_target_is_split_before_it_is_decoded(raw: str, path: str, segments: list[str]) -> None:
    target = split_target(raw)
    assert (target.sent, target.path, target.segments) == (raw, path, segments)


def test_without_a_raw_target_the_decoded_path_serves() -> None:
    target = read_target({"PATH_INFO": "/a/\xc3\xa9", "QUERY_STRING": "x=1"})
    assert (target.sent, target.path, target.segments) == ("/a/%C3%A9?x=1", "/a/é", ["a", "é"])


def test_header_names_are_lower_case() -> None:
    env = {"HTTP_X_ORG_ID": "o", "CONTENT_TYPE": "t", "CONTENT_LENGTH": "3", "REQUEST_METHOD": "GET"}
    assert read_headers(env) == {"x-org-id": "o", "content-type": "t", "content-length": "3"}


def test_an_empty_header_is_there_and_an_empty_variable_is_not() -> None:
    assert read_headers({"HTTP_X_ORG_ID": "", "CONTENT_TYPE": "", "PATH_INFO": "/"}) == {"x-org-id": ""}


class Unreadable(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("read although it is too long")


def test_a_declared_length_over_the_limit_is_never_read() -> None:
    assert read_body({"CONTENT_LENGTH": "11", "wsgi.input": Unreadable()}, 10) is None


@pytest.mark.parametrize(
    ("env", "body"),
    [
        ({}, b""),
        ({"CONTENT_LENGTH": ""}, b""),
        ({"CONTENT_LENGTH": "0"}, b""),
        ({"CONTENT_LENGTH": "3"}, b"abc"),
        ({"CONTENT_LENGTH": "10"}, b"abcdefghij"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, None),
    ],
)
def test_body_up_to_the_limit(env: dict[str, str], body: bytes | None) -> None:
    assert read_body({**env, "wsgi.input": io.BytesIO(b"abcdefghijkl")}, 10) == body


def test_chunked_body_at_the_limit_is_read() -> None:
    assert read_body({"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": io.BytesIO(b"x" * 10)}, 10) == b"x" * 10


@pytest.mark.parametrize(
    ("length", "why"), [("²", "not a number"), ("-1", "not a number"), ("9", "ended after 3 of 9")]
)
def test_a_length_that_lies_is_told(length: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_body({"CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(b"abc")}, 10)
