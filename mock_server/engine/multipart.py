"""Multipart form bodies (RFC 7578), read strictly: texts and files by the name of their part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from email.utils import collapse_rfc2231_value

from mock_server.engine.contract import Contract, Json, Operation
from mock_server.engine.parameters import clean_text
from mock_server.engine.raw import Upload
from mock_server.engine.refs import follow

MEDIA_TYPE = "multipart/form-data"
FRAME = 1 << 16
"""Bytes a body may have beside its files: boundaries, part headers, texts."""
UNBOUNDED = 16 << 20
"""Bytes read of a file whose schema names no maxLength."""
_MOST_PARTS = 100
_LONGEST_HEAD = 8_192


@dataclass(frozen=True, slots=True)
class Part:
    """One part; a text has no file name."""

    name: str
    filename: str | None
    content_type: str
    data: bytes


def file_sizes(document: Mapping[str, Json], operation: Operation) -> dict[str, int]:
    """The parts of an operation's body that are files (`format: binary`), with the most bytes each may have."""
    if operation.body is None or operation.body.media_type != MEDIA_TYPE:
        return {}
    members = follow(document, operation.body.schema).get("properties", {})
    found = {name: follow(document, member) for name, member in members.items()}
    return {
        name: member.get("maxLength", UNBOUNDED)
        for name, member in found.items()
        if member.get("format") == "binary" or "contentMediaType" in member
    }


def find_largest(contract: Contract, usual: int) -> int:
    """The most bytes any operation of an API reads; `usual` is the bound of those without files."""
    sizes = [file_sizes(contract.document, operation) for operation in contract.operations.values()]
    # A file that is a little too large is read, so that who may not send it at all learns that first.
    return max(usual, *(2 * sum(size.values()) + FRAME if size else 0 for size in sizes), 0)


def read_form(content_type: str, body: bytes, files: Mapping[str, int]) -> tuple[dict[str, Json], dict[str, Upload]]:
    """Members by name as a validator sees them (a file as its name), and the uploads.

    A part without a file name whose name is one of `files` is a file all the same; a file part without name and
    content, as browsers send for an empty field, counts as absent.

    Raises:
        ValueError: the body is no such form; the message says why.
    """
    members: dict[str, Json] = {}
    uploads: dict[str, Upload] = {}
    for part in split_parts(content_type, body):
        if part.name in members:
            raise ValueError(f"part {part.name[:100]!r} is sent twice")
        if part.filename == "" and not part.data:
            continue
        if part.filename is None and part.name not in files:
            members[part.name] = part.data.decode("utf-8")
            continue
        filename = (part.filename or part.name).replace("\\", "/").rpartition("/")[2]
        uploads[part.name] = Upload(filename, part.content_type, part.data)
        members[part.name] = filename
    return members, uploads


def split_parts(content_type: str, body: bytes) -> list[Part]:
    """The parts of a body, in order; ValueError where boundary, delimiters or part headers are not as they must be."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if not boundary or len(boundary) > 70 or not boundary.isascii():
        raise ValueError("its Content-Type names no boundary")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise ValueError("it does not end with its boundary")
    if len(pieces) - 2 > _MOST_PARTS:
        raise ValueError(f"it has more than {_MOST_PARTS} parts")
    return [_read_part(piece) for piece in pieces[1:-1]]


def _read_part(piece: bytes) -> Part:
    line, _, rest = piece.partition(b"\r\n")
    if line.strip(b" \t"):
        raise ValueError("a boundary is followed by other text")
    head, found, data = rest.partition(b"\r\n\r\n")
    if not found or len(head) > _LONGEST_HEAD:
        raise ValueError("a part has no end of its headers")
    # Browsers and clients send names as plain UTF-8 (RFC 7578, section 5.1).
    fields = message_from_string(head.decode("utf-8") + "\r\n\r\n")
    if fields.get_content_disposition() != "form-data":
        raise ValueError("a part has no Content-Disposition form-data")
    name = fields.get_param("name", header="content-disposition")
    if name is None:
        raise ValueError("a part has no name")
    filename = fields.get_filename()
    kind = fields.get("content-type", "application/octet-stream" if filename is not None else "text/plain")
    return Part(
        clean_text(collapse_rfc2231_value(name)),
        clean_text(filename) if filename is not None else None,
        clean_text(str(kind)),
        data,
    )
