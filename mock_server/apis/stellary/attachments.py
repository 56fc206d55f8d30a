"""Files on cards."""

from __future__ import annotations

import re
from urllib.parse import quote

from mock_server.engine.act import Act
from mock_server.engine.raw import Raw
from mock_server.engine.table import Row

LARGEST = 10_485_760
"""Bytes of the largest file."""
UNKNOWN = "application/octet-stream"
# A media type as RFC 9110 writes it, with parameters whose values are tokens or plain quoted texts.
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105  # a pattern, no secret
_MEDIA_TYPE = re.compile(rf'{_TOKEN}/{_TOKEN}(\s*;\s*{_TOKEN}=({_TOKEN}|"[ -!#-\[\]-~]*"))*')
_LONGEST_TYPE = 255


def describe_file(act: Act) -> None:
    """What is known of the part `file`; its media type is kept as it was sent, where it is one."""
    upload = act.files.get("file")
    if upload is None:
        act.refuse("invalid", "the part file is no file")
    if len(upload.data) > LARGEST:
        act.refuse("too_large", f"a file may have {LARGEST} bytes")
    kind = upload.content_type
    fits = len(kind) <= _LONGEST_TYPE and _MEDIA_TYPE.fullmatch(kind) is not None
    act.fields = {"originalName": upload.filename, "mimeType": kind if fits else UNKNOWN, "size": len(upload.data)}


def keep_file(act: Act, row: Row, _before: Row | None) -> None:
    """Keep the bytes beside the row."""
    act.keep(row["id"], act.files["file"].data)


def download_attachment(act: Act) -> Raw:
    """The bytes as they came, with their media type and their name."""
    row = act.current
    name = quote(row["originalName"], safe="", errors="replace")
    headers = [("Content-Type", row["mimeType"]), ("Content-Disposition", f"attachment; filename*=UTF-8''{name}")]
    return Raw(200, headers, act.bytes_of(row["id"]) or b"")


def forget_file(act: Act, row: Row, _before: Row | None) -> None:
    """Let the bytes of a deleted attachment go."""
    act.world.blobs.pop(row["id"], None)


def sweep_files(act: Act) -> None:
    """Let the bytes of all attachments go whose rows went with something else."""
    for name in [*act.world.blobs]:
        if act.get("Attachment", name) is None:
            del act.world.blobs[name]


HANDLERS = {"download_attachment": download_attachment}
PREPARES = {"uploadAttachment": describe_file}
EFFECTS = {"deleteAttachment": forget_file, "uploadAttachment": keep_file}
