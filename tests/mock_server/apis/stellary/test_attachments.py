from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.mock_server.apis.stellary.boardroom import Person, open_board
from tests.mock_server.engine.driver import Reply

LARGEST = 10_485_760


def upload(owner: Person, card: str, data: bytes, name: str = "api-spec.pdf", kind: str = "application/pdf") -> Reply:
    head = f'--xyz\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    headers = {"authorization": f"Bearer {owner.token}", "content-type": "multipart/form-data; boundary=xyz"}
    raw = head.encode() + data + b"\r\n--xyz--\r\n"
    return owner.client.send("uploadAttachment", raw=raw, headers=headers, **{**owner.path, "cardId": card})


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "empty.txt"), (bytes(range(256)) * 40, "api-spec.pdf"), (b"\r\n--xy\r\n", "Über Größe.pdf")],
)
def test_the_bytes_come_back_as_they_went(data: bytes, name: str) -> None:
    owner = open_board()
    card = owner.card()
    made = upload(owner, card["id"], data, name)
    assert made.status == 201, made
    row = made.json
    assert (row["originalName"], row["mimeType"], row["size"]) == (name, "application/pdf", len(data))
    assert (row["uploadedBy"], row["cardId"]) == (owner.id, card["id"])
    found = owner.send("downloadAttachment", cardId=card["id"], attachmentId=row["id"])
    assert (found.status, found.raw) == (200, data)
    assert found.headers["Content-Type"] == "application/pdf"
    value = found.headers["Content-Disposition"].removeprefix("attachment; filename*=UTF-8''")
    assert value.isascii()
    assert unquote(value) == name
    assert owner.read(card)["attachmentCount"] == 1


def test_a_file_may_have_10_mb() -> None:
    owner = open_board()
    card = owner.card()["id"]
    assert upload(owner, card, b"x" * LARGEST).status == 201
    assert upload(owner, card, b"x" * (LARGEST + 1)).status == 413
    assert len(owner.get("listAttachments", cardId=card)) == 1


def test_a_media_type_that_is_none_is_not_sent_back() -> None:
    owner = open_board()
    card = owner.card()["id"]
    row = upload(owner, card, b"x", kind="nonsense").json
    assert row["mimeType"] == "application/octet-stream"


def test_a_json_body_is_no_file() -> None:
    owner = open_board()
    assert owner.send("uploadAttachment", {"file": "x"}, cardId=owner.card()["id"]).status in (400, 415)


@pytest.mark.parametrize("gone", ["attachment", "card", "column", "organization"])
def test_bytes_go_with_what_held_them(gone: str) -> None:
    owner = open_board()
    card = owner.card()
    row = upload(owner, card["id"], b"x").json
    path = {"cardId": card["id"], "attachmentId": row["id"], "columnId": card["columnId"]}
    operation = f"delete{gone.capitalize()}"
    owner.get(operation, **path)
    assert owner.send("downloadAttachment", **path).status == 404
    world = owner.client.twin.worlds.get(owner.client.world or "")
    assert world.blobs == {}
