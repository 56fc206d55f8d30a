from __future__ import annotations

import pytest

from mock_server.apis.spedy.media import fits, read_type, say_disposition


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("text/plain", "text/plain"),
        ("Image/PNG; q=1", "image/png"),
        ("text", None),
        ("", None),
        ("a/b/c", None),
        ("text/pl ain", None),
    ],
)
def test_a_content_type_is_read_without_its_parameters(text: str, kind: str | None) -> None:
    assert read_type(text) == kind


@pytest.mark.parametrize(
    ("kind", "name", "fitting"),
    [
        ("image/png", "a.png", True),
        ("image/png", "A.PNG", True),
        ("image/jpg", "a.jpeg", True),
        ("application/zip", "a.tar.gz", False),
        ("application/x-gzip", "a.tar.gz", True),
        ("text/html", "a.png", False),
        ("application/javascript", "a.js", True),
        ("application/octet-stream", "README", True),
        ("text/plain", "a.unheard-of", True),
    ],
)
def test_a_media_type_fits_the_ending(kind: str, name: str, fitting: bool) -> None:
    assert fits(kind, name) is fitting


def test_a_name_is_told_to_old_and_new_clients() -> None:
    assert say_disposition("image/png", "a.png") == 'inline; filename="a.png"'
    assert say_disposition("text/plain", 'ü "1"%.txt') == (
        "attachment; filename=\"_ _1__.txt\"; filename*=UTF-8''%C3%BC%20%221%22%25.txt"
    )
