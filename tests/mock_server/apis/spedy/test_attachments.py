from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.mock_server.apis.spedy.office import WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import (
    AUTH,
    LOGIN,
    MEMBER,
    OPEN_WORDS,
    OTHER_WORDS,
    SECRET_WORDS,
    upload,
    world_of,
)

LARGEST = 52_428_800
PATH = {"boardId": WEB, "ticketId": LOGIN}


def files(office: Office, query: str = "", who: str = "admin") -> list[str]:
    return [row["filename"] for row in office.rows("listAttachments", query, who, **PATH)]


@pytest.mark.parametrize(
    ("name", "data", "kind", "how"),
    [
        ("empty.txt", b"", "text/plain", "attachment"),
        ("screenshot.png", bytes(range(256)) * 40, "image/png", "inline"),
        ("Über Größe 日本.pdf", b"\r\n--xy\r\n", "application/pdf", "attachment"),
    ],
    ids=["empty", "image", "unicode"],
)
def test_the_bytes_come_back_as_they_went(name: str, data: bytes, kind: str, how: str) -> None:
    office = open_office()
    made = upload(office, name, data, kind)
    assert made.status == 201, made
    row = made.json
    assert (row["filename"], row["mimeType"], row["size"], row["commentId"]) == (name, kind, len(data), None)
    assert row["uploadedBy"]["id"] == MEMBER
    found = office.send("downloadAttachment", who="customer", **PATH, attachmentId=row["id"])
    assert (found.status, found.raw, found.headers["Content-Type"]) == (200, data, kind)
    told = found.headers["Content-Disposition"]
    assert told.isascii()
    assert told.startswith(f'{how}; filename="')
    if not name.isascii():
        assert unquote(told.partition("filename*=UTF-8''")[2]) == name


def test_a_file_may_have_50_mb() -> None:
    office = open_office()
    assert upload(office, "big.bin", b"x" * LARGEST, "application/octet-stream").status == 201
    assert upload(office, "big.bin", b"x" * (LARGEST + 1), "application/octet-stream").status == 400
    assert files(office) == ["big.bin"]


@pytest.mark.parametrize(("name", "kind"), [("a.png", "text/plain"), ("a.txt", "nonsense"), ("a.pdf", "image/png")])
def test_a_media_type_fits_the_name(name: str, kind: str) -> None:
    office = open_office()
    assert upload(office, name, b"x", kind).status == 400
    assert files(office) == []


def test_a_form_without_a_file_is_refused() -> None:
    office = open_office()
    assert office.refused("uploadAttachment", {"file": "x"}, **PATH) == 400


def test_files_of_secret_comments_are_for_the_team() -> None:
    office = open_office()
    assert upload(office, "plain.txt").status == 201
    assert upload(office, "open.txt", query=f"commentId={OPEN_WORDS}").json["commentId"] == OPEN_WORDS
    secret = upload(office, "secret.txt", query=f"commentId={SECRET_WORDS}").json["id"]
    assert files(office) == files(office, who="member") == ["plain.txt", "open.txt", "secret.txt"]
    assert files(office, who="customer") == ["plain.txt", "open.txt"]
    assert files(office, "commentId=ticket") == ["plain.txt"]
    assert files(office, f"commentId={SECRET_WORDS}") == ["secret.txt"]
    assert files(office, f"commentId={SECRET_WORDS}", "customer") == []
    assert office.refused("downloadAttachment", who="customer", **PATH, attachmentId=secret) == 404
    assert office.refused("deleteAttachment", who="customer", **PATH, attachmentId=secret) == 404


@pytest.mark.parametrize("comment", [OTHER_WORDS, "cmt_000000000005", "cmt_x", "ticket"])
def test_a_file_belongs_to_a_comment_on_its_ticket(comment: str) -> None:
    assert upload(open_office(), query=f"commentId={comment}").status == 404


@pytest.mark.parametrize(
    ("who", "status"), [("member", 204), ("lacks-tickets-delete", 403), ("customer", 403), ("lead", 204)]
)
def test_who_deletes_files(who: str, status: int) -> None:
    office = open_office()
    row = upload(office).json
    assert office.send("deleteAttachment", who=who, **PATH, attachmentId=row["id"]).status == status
    assert files(office) == ([] if status == 204 else ["notes.txt"])
    assert len(world_of(office).blobs) == (0 if status == 204 else 1)


def test_who_uploads_deletes_without_a_permission() -> None:
    office = open_office()
    row = upload(office, who="lacks-tickets-delete").json
    office.gone("deleteAttachment", who="lacks-tickets-delete", **PATH, attachmentId=row["id"])


def test_customers_upload_nothing() -> None:
    assert upload(open_office(), who="customer").status == 403


def test_a_file_is_of_its_ticket() -> None:
    office = open_office()
    row = upload(office).json
    assert office.refused("downloadAttachment", boardId=WEB, ticketId=AUTH, attachmentId=row["id"]) == 404
