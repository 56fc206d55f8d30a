"""Files that are sent, and what comes back of them."""

from __future__ import annotations

from conformance.cases.stellary.board import Board
from conformance.cases.stellary.steps import Row, answered
from conformance.exchange import Exchange
from conformance.forms import encode_file
from conformance.target import Principal


def send(
    board: Board,
    card: Row,
    data: bytes = b"hello",
    name: str = "notes.txt",
    media: str = "text/plain",
    *,
    part: str = "file",
    who: Principal | None = None,
) -> Exchange:
    """Upload a file to a card; whatever comes back."""
    ids = {"projectId": board.project, "cardId": card["id"]}
    body, kind = encode_file(data, name, media, part)
    return board.bench.client.call("uploadAttachment", ids, content=body, headers={"content-type": kind}, principal=who)


def put(
    board: Board,
    card: Row,
    data: bytes = b"hello",
    name: str = "notes.txt",
    media: str = "text/plain",
    who: Principal | None = None,
) -> Row:
    """Upload a file that must be taken; it goes with the card."""
    return answered(board.bench, send(board, card, data, name, media, who=who), "uploading a file")


def fetch(board: Board, card: Row, file: Row) -> Exchange:
    """Download a file."""
    return board.call("downloadAttachment", cardId=card["id"], attachmentId=file.get("id"))


def listed_files(board: Board, card: Row) -> list[Row]:
    """The attachments of a card as they are listed."""
    return board.rows("listAttachments", "listing the attachments", cardId=card["id"])


def media_of(answer: Exchange) -> str:
    """The media type of an answer without parameters."""
    return str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()
