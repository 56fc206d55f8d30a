from __future__ import annotations

import pytest

from mock_server.apis.spedy.media import read_type, say_disposition, settle_type


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
    ("told", "name", "kind"),
    [
        ("image/png", "a.png", "image/png"),
        ("image/png; q=1", "A.PNG", "image/png"),
        ("image/jpg", "a.jpeg", "image/jpg"),
        ("application/zip", "a.tar.gz", None),
        ("application/x-gzip", "a.tar.gz", "application/x-gzip"),
        ("text/html", "a.png", None),
        ("application/javascript", "a.js", "application/javascript"),
        ("text/plain", "a.unheard-of", "text/plain"),
        ("nonsense", "a.unheard-of", None),
        ("application/octet-stream", "README", "application/octet-stream"),
        ("application/octet-stream", "a.png", "image/png"),
    ],
)
def test_a_media_type_fits_the_ending(told: str, name: str, kind: str | None) -> None:
    assert settle_type(told, name) == kind


def test_a_name_is_told_to_old_and_new_clients() -> None:
    assert say_disposition("image/png", "a.png") == 'inline; filename="a.png"'
    assert say_disposition("text/plain", 'ü "1"%.txt') == (
        "attachment; filename=\"_ _1__.txt\"; filename*=UTF-8''%C3%BC%20%221%22%25.txt"
    )
