"""The one part of a multipart/form-data body that an upload is about (RFC 7578)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

BOUNDARY = re.compile(r'boundary=(?:"([^"]+)"|([^;\s]+))', re.IGNORECASE)
NAME = re.compile(r'[;\s]name="((?:\\.|[^"\\])*)"', re.IGNORECASE)
FILENAME = re.compile(r'filename="((?:\\.|[^"\\])*)"', re.IGNORECASE)
FILENAME_STAR = re.compile(r"filename\*=UTF-8''([^;\s]+)", re.IGNORECASE)
MEDIA = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(;[ -~]*)?")


@dataclass
class Upload:
    """One file as it came: its name, media type and bytes."""

    name: str
    media: str
    data: bytes


def read_upload(content_type: str, raw: bytes) -> Upload | None:
    """The part called ``file``; None where the body is no multipart form or has no such part."""
    found = BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/form-data") or not found:
        return None
    mark = b"\r\n--" + (found[1] or found[2]).encode("latin-1", "replace")
    for part in (b"\r\n" + raw).split(mark)[1:]:
        head, gap, data = part.partition(b"\r\n\r\n")
        if gap and (upload := _read_part(head.decode("utf-8", "replace"), data)):
            return upload
    return None


def _read_part(head: str, data: bytes) -> Upload | None:
    media, disposition = "application/octet-stream", ""
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-type" and MEDIA.fullmatch(value.strip()):
            media = value.strip()
        if name.strip().lower() == "content-disposition":
            disposition = value
    named = NAME.search(disposition)
    if not named or named[1] != "file":
        return None
    return Upload(_file_name(disposition), media, data)


def _file_name(disposition: str) -> str:
    if star := FILENAME_STAR.search(disposition):
        return unquote(star[1])
    plain = FILENAME.search(disposition)
    # Browsers send a quote in a name as %22, other clients behind a backslash.
    return re.sub(r"\\(.)", r"\1", plain[1]).replace("%22", '"') if plain else "file"
