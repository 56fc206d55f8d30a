"""Bodies as forms (RFC 7578): each member a part, binary members as files."""

from __future__ import annotations

import json

from conformance.bodies import all_properties
from conformance.contract import Contract, Operation
from conformance.exchange import Json

BOUNDARY = "----conformance-0b1c2d3e4f"


def encode_form(contract: Contract, operation: Operation, body: dict[str, Json]) -> tuple[bytes, str]:
    """The body of a form and its content type; text under a binary member becomes a file of that text."""
    properties = all_properties(contract, operation.body_schema or {})
    parts = []
    for name, value in body.items():
        data = value if isinstance(value, bytes) else _text(value).encode()
        told = f'Content-Disposition: form-data; name="{name}"'
        if isinstance(value, bytes) or is_binary(contract, properties.get(name, {})):
            told += f'; filename="{name}.txt"\r\nContent-Type: text/plain'
        parts.append(f"--{BOUNDARY}\r\n{told}\r\n\r\n".encode() + data + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def encode_file(data: bytes, name: str, media: str, part: str = "file") -> tuple[bytes, str]:
    """A form of one file and its content type; a quote in the file's name goes as %22, as browsers send it."""
    quoted = name.replace('"', "%22")
    head = f'Content-Disposition: form-data; name="{part}"; filename="{quoted}"\r\nContent-Type: {media}\r\n\r\n'
    form = b"".join((f"--{BOUNDARY}\r\n{head}".encode(), data, f"\r\n--{BOUNDARY}--\r\n".encode()))
    return form, f"multipart/form-data; boundary={BOUNDARY}"


def is_binary(contract: Contract, schema: Json) -> bool:
    """Whether a member holds bytes (OAS 3.1: no type or a content media type; older documents: format binary)."""
    resolved = contract.schema(schema)
    return resolved.get("format") == "binary" or "contentMediaType" in resolved or not resolved.get("type")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
