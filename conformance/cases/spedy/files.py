"""Files that are sent, and what comes back of them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from conformance.cases.spedy.desk import Desk
from conformance.cases.spedy.steps import Row, answered
from conformance.exchange import Exchange, Json
from conformance.forms import encode_file
from conformance.target import Principal


def send(
    desk: Desk,
    ticket: Row,
    data: bytes = b"hello",
    name: str = "notes.txt",
    media: str = "text/plain",
    *,
    part: str = "file",
    comment: Row | None = None,
    who: Principal | None = None,
) -> Exchange:
    """Upload a file to a ticket, or to a comment on it; whatever comes back."""
    query: Json = {"commentId": comment["id"]} if comment is not None else None
    body, kind = encode_file(data, name, media, part)
    return desk.bench.client.call(
        "uploadAttachment", desk.ids(ticket), content=body, headers={"content-type": kind}, query=query, principal=who
    )


def put(
    desk: Desk,
    ticket: Row,
    data: bytes = b"hello",
    name: str = "notes.txt",
    media: str = "text/plain",
    *,
    comment: Row | None = None,
    who: Principal | None = None,
) -> Row:
    """Upload a file that must be taken; it goes with the board."""
    answer = send(desk, ticket, data, name, media, comment=comment, who=who)
    return answered(desk.bench, answer, "uploading a file")


def fetch(desk: Desk, ticket: Row, file: Row, who: Principal | None = None) -> Exchange:
    """Download a file."""
    return desk.call("downloadAttachment", ticket, who=who, attachmentId=file.get("id"))


def bytes_of(answer: Exchange) -> bytes:
    """The bytes of an answer."""
    return answer.response.body if answer.response else b""


def listed_names(desk: Desk, ticket: Row, **query: Json) -> list[object]:
    """The names of the files a list shows."""
    return [row.get("filename") for row in desk.rows("listAttachments", "listing files", ticket, query=query or None)]


def media_of(answer: Exchange) -> str:
    """The media type of an answer without parameters."""
    return str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()


def disposition_of(answer: Exchange) -> tuple[str, str]:
    """How a download is to be shown, and the file's name; the extended form of it first (RFC 6266, section 4.3)."""
    told = str(answer.headers.get("content-disposition", ""))
    kind = told.partition(";")[0].strip().lower()
    if found := re.search(r"filename\*=(?:UTF-8|utf-8)'[^']*'([^;\s]+)", told):
        return kind, unquote(found[1])
    found = re.search(r'filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)', told)
    return kind, (found[1] or found[2] or "").replace("\\", "") if found else ""
