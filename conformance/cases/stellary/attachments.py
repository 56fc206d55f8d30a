"""Attachments: what is taken, what is shown of it, and that it comes back as it went in."""

from __future__ import annotations

import re
from urllib.parse import unquote

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.files import fetch, listed_files, media_of, put, send
from conformance.cases.stellary.people import colleague, own_profile
from conformance.cases.stellary.steps import Row, equal, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange

BINARY = "application/octet-stream"
MEGABYTE = 1024 * 1024
ODD_NAMES = (
    "with two  spaces.txt",
    "Übermäßig groß.txt",
    "議事録.txt",
    "план.txt",
    "rocket 🚀.txt",
    'a "quoted" one.txt',
)
MIXED = bytes(range(256)) + b"\r\n\n\r\r\n--\r\n" + bytes(reversed(range(256)))


def bytes_of(answer: Exchange) -> bytes:
    """The bytes of an answer."""
    return answer.response.body if answer.response else b""


@check(writes=True)
def multipart_alone(bench: Bench, _: Subject) -> None:
    """A file comes as the part file of multipart/form-data; a JSON body is refused."""
    board = open_board(bench)
    card = board.card()
    put(board, card)
    ids = {"projectId": board.project, "cardId": card["id"]}
    json = {"content-type": "application/json"}
    body = b'{"file": "aGVsbG8=", "originalName": "notes.txt"}'
    answer = bench.client.call("uploadAttachment", ids, content=body, headers=json)
    refused(bench, answer, "a file in JSON", 415, 400)
    refused(bench, send(board, card, part="document"), "a form without a part called file", 400)
    equal(bench, len(listed_files(board, card)), 1, "a refused upload leaves an attachment")


def judge_size(board: Board, card: Row, size: int, what: str, *, fits: bool) -> None:
    """Upload so many bytes and judge whether they are taken; a finding leaves its steps out, which are too large."""
    answer = send(board, card, bytes(size), f"{size}.bin", BINARY)
    wanted = (200, 201) if fits else (413, 400)
    verdict = "is not taken" if fits else "is not refused with 413 or 400"
    board.bench.expect(
        answer.status in wanted,
        f"a file of {what} {verdict}",
        expected=list(wanted),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        steps=[],
    )


@check(writes=True)
def size_limit(bench: Bench, _: Subject) -> None:
    """A file of 10 MB or less is taken, a larger one refused."""
    board = open_board(bench)
    card = board.card()
    judge_size(board, card, 9 * MEGABYTE, "9 MB", fits=True)
    judge_size(board, card, 11 * MEGABYTE, "11 MB", fits=False)
    sizes = [row.get("size") for row in listed_files(board, card)]
    bench.expect(
        all(isinstance(size, int) and size <= 10 * MEGABYTE for size in sizes),
        "a card shows a file that is too large",
        expected="none above 10 MB",
        observed=sizes,
        steps=[],
    )


@check(writes=True)
def exact_limit(bench: Bench, _: Subject) -> None:
    """10 MB are 10485760 bytes; one more is refused with 413 or 400."""
    board = open_board(bench)
    card = board.card()
    judge_size(board, card, 10 * MEGABYTE, "10485760 bytes", fits=True)
    judge_size(board, card, 10 * MEGABYTE + 1, "10485761 bytes", fits=False)


@check(writes=True)
def metadata(bench: Bench, _: Subject) -> None:
    """An attachment shows name, type and size of the upload, and the caller as uploadedBy."""
    board = open_board(bench)
    card = board.card()
    other = colleague(bench, or_skip=False)
    for who, name, media, size in (
        (None, "api-spec.pdf", "application/pdf", 2500),
        (other, "chart.png", "image/png", 7),
    ):
        made = put(board, card, b"x" * size, name, media, who)
        rows = [row for row in listed_files(board, card) if row.get("id") == made.get("id")]
        wanted = {"originalName": name, "mimeType": media, "size": size, "cardId": card["id"]}
        wanted["uploadedBy"] = own_profile(bench, who)["id"]
        for row, where in ((made, "the answer"), (rows[0] if rows else {}, "the list")):
            seen = {key: row.get(key) for key in wanted}
            equal(bench, seen, wanted, f"{where} does not show what was uploaded, and by whom")


@check(writes=True)
def same_bytes(bench: Bench, _: Subject) -> None:
    """A download has the bytes and the type of the upload."""
    board = open_board(bench)
    card = board.card()
    sent = {
        "a.png": ("image/png", MIXED),
        "b.txt": ("text/plain", b"one\r\ntwo\nthree\r\n"),
        "c.bin": (BINARY, b"\x00\xff"),
    }
    made = []
    for name, (media, data) in sent.items():
        made.append((media, data, put(board, card, data, name, media)))
    for media, data, file in made:
        answer = fetch(board, card, file)
        succeeded(bench, answer, "downloading a file")
        same = bytes_of(answer) == data
        seen = f"{len(bytes_of(answer))} bytes"
        bench.expect(
            same, f"a file of {media} comes back with other bytes", expected=f"{len(data)} bytes", observed=seen
        )
        equal(bench, media_of(answer), media, f"a file of {media} comes back with another type", answer)


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A deleted attachment is neither listed nor downloaded."""
    board = open_board(bench)
    card = board.card()
    gone, stays = put(board, card), put(board, card, b"stays", "stays.txt")
    board.removed("deleteAttachment", "deleting an attachment", cardId=card["id"], attachmentId=gone.get("id"))
    seen = [row.get("id") for row in listed_files(board, card)]
    equal(bench, seen, [stays.get("id")], "the list does not hold the attachments that are left and no other")
    refused(bench, fetch(board, card, gone), "downloading a deleted attachment", 404)
    equal(bench, bytes_of(fetch(board, card, stays)), b"stays", "deleting an attachment spoils another")


@check(writes=True)
def count(bench: Bench, _: Subject) -> None:
    """The attachmentCount of a card follows its attachments."""
    board = open_board(bench)
    card = board.card()
    file = put(board, card)
    put(board, card)
    equal(bench, board.seen(card).get("attachmentCount"), 2, "attachmentCount is not the number of attachments")
    board.removed("deleteAttachment", "deleting an attachment", cardId=card["id"], attachmentId=file.get("id"))
    equal(bench, board.seen(card).get("attachmentCount"), 1, "attachmentCount does not fall with a deletion")


@check(writes=True)
def file_name(bench: Bench, _: Subject) -> None:
    """A download names the file in Content-Disposition."""
    board = open_board(bench)
    card = board.card()
    answer = fetch(board, card, put(board, card, name="api-spec.txt"))
    told = str(answer.headers.get("content-disposition", ""))
    found = re.search(r"filename\*=(?:UTF-8|utf-8)'[^']*'([^;\s]+)", told) or re.search(r'filename="?([^";]+)', told)
    name = unquote(found[1]) if found else told
    equal(bench, name, "api-spec.txt", "a download does not name its file in Content-Disposition", answer)


@check(writes=True)
def odd_files(bench: Bench, _: Subject) -> None:
    """Empty files and names in any script come back as they went in."""
    board = open_board(bench)
    card = board.card()
    empty = put(board, card, b"", "empty.txt")
    equal(bench, empty.get("size"), 0, "an empty file has a size")
    answer = fetch(board, card, empty)
    equal(bench, [answer.status, len(bytes_of(answer))], [200, 0], "an empty file does not come back", answer)
    for name in ODD_NAMES:
        seen = put(board, card, name=name).get("originalName")
        told = str(seen).replace("%22", '"').replace('\\"', '"')
        equal(bench, told, name, "a file's name does not come back as it went in")
