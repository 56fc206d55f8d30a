"""Media types of files: whether one fits the ending of a name, and how a download says both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from mimetypes import MimeTypes
from urllib.parse import quote

BYTES = "application/octet-stream"
"""What a file is of which nothing else is said."""
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")  # RFC 6838, section 4.2
_ALIASES: Mapping[str, str] = {
    "application/javascript": "text/javascript",
    "application/x-gzip": "application/gzip",
    "application/x-javascript": "text/javascript",
    "application/x-pdf": "application/pdf",
    "application/x-zip-compressed": "application/zip",
    "application/xml": "text/xml",
    "audio/x-wav": "audio/wav",
    "image/jpg": "image/jpeg",
    "image/x-ms-bmp": "image/bmp",
    "text/x-markdown": "text/markdown",
}
_PACKED: Mapping[str, str] = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
# The types of Python alone: those of the machine would differ from one to the next.
_ENDINGS = MimeTypes()


def read_type(text: str) -> str | None:
    """The media type in a Content-Type, in lower case and without parameters; None where there is none."""
    found = text.partition(";")[0].strip().lower()
    return found if _TYPE.fullmatch(found) else None


def settle_type(told: str, filename: str) -> str | None:
    """The media type of a file, by what it says of itself and the ending of its name; None where these clash.

    Where it says no more than that it is bytes, the ending tells; an ending nobody knows goes with any type.
    """
    kind, known = read_type(told), _guess(filename)
    if kind == BYTES:
        return known or BYTES
    return kind if kind is not None and (known is None or _plain(known) == _plain(kind)) else None


def say_disposition(kind: str, filename: str) -> str:
    """The Content-Disposition of a download (RFC 6266): images in place, and the name for old and new clients."""
    how = "inline" if kind.startswith("image/") else "attachment"
    plain = re.sub(r'[^ -~]|["\\%]', "_", filename)
    told = f'{how}; filename="{plain}"'
    if plain == filename:
        return told
    return f"{told}; filename*=UTF-8''{quote(filename, safe='', errors='replace')}"


def _guess(filename: str) -> str | None:
    known, packing = _ENDINGS.guess_type(filename.rpartition("/")[2])
    return _PACKED.get(packing) if packing is not None else known


def _plain(kind: str) -> str:
    return _ALIASES.get(kind, kind)
