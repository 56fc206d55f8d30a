"""Requests to a Stellary subject in somebody's name, for tests of the subjects themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.conformance.mutants.asking import JSON, Answer, ask

from .honest import PEOPLE, Stellary

BOUNDARY = "a-line-nobody-writes"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass
class Caller:
    """Somebody with a token."""

    app: Stellary
    token: str

    def __call__(self, line: str, body: object = None, *, media: str = JSON, **headers: str) -> Answer:
        """One request: ``line`` is 'METHOD /path?query'."""
        return ask(self.app, line, body, media=media, AUTHORIZATION=f"Bearer {self.token}", **headers)


def enter(app: Stellary, tag: str) -> Caller:
    """Log in one of the people of the seeded world."""
    email, password = PEOPLE[tag]
    body = ask(app, "POST /auth/login", {"email": email, "password": password}).body
    # Some subjects call JSON something else.
    return Caller(app, (json.loads(body) if isinstance(body, bytes) else body)["access_token"])


def form_of(data: bytes, name: str = "x.bin", media: str = "application/octet-stream") -> bytes:
    """A form with one file, as ``FORM`` announces it."""
    quoted = name.replace('"', "%22")
    head = f'Content-Disposition: form-data; name="file"; filename="{quoted}"\r\nContent-Type: {media}\r\n\r\n'
    return b"".join((f"--{BOUNDARY}\r\n{head}".encode(), data, f"\r\n--{BOUNDARY}--\r\n".encode()))
