"""A walk through a Stellary subject whose diary tells two servers apart.

Ids become their order of appearance, times and tokens a letter, so that the diaries of two servers that keep the same
promises the same way are equal.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from tests.conformance.mutants.asking import JSON, Answer, ask

from .asking import enter
from .honest import PEOPLE, Stellary

IDENT = re.compile(r"[0-9a-f]{24}")
SECRET = re.compile(r"eyJ[\w.-]+|(?<=\"token\": \")[^\"]+|synth_[0-9a-f]{4,}|[0-9a-f]{16}\$[0-9a-f]{64}")
TIME = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]+Z")


class Tour:
    """One walk. ``keep`` names the id of an answer for later paths and bodies, in which ``{name}`` stands for it."""

    def __init__(self, app: Stellary) -> None:
        self.app = app
        self.diary: list[str] = []
        self.known: dict[str, str] = {"W": "/orgs/acme/workspaces/engineering"}
        self.tokens = {tag: enter(app, tag).token for tag in PEOPLE}
        self.seen: dict[str, str] = {}

    def go(self, who: str, line: str, body: Any = None, keep: str = "", media: str = JSON, **headers: str) -> Answer:
        """One request by one of the people, or by the holder of a kept token."""
        text = body if isinstance(body, bytes) else self.fill(json.dumps(body))
        if who:
            headers["AUTHORIZATION"] = f"Bearer {self.tokens.get(who, who)}"
        sent = text if isinstance(text, bytes) else json.loads(text)
        answer = ask(self.app, self.fill(line), sent, media=media, **headers)
        if isinstance(answer.body, bytes):
            # Some subjects call JSON something else, and the tour goes on all the same.
            with suppress(ValueError):
                answer.body = json.loads(answer.body)
        shown = answer.body if isinstance(answer.body, dict | list | int) else repr(answer.body)
        caller, kind = who if who in PEOPLE else "", answer.headers.get("Content-Type")
        self.note(f"{caller} {line} {answer.status} {kind} {json.dumps(shown)}")
        if keep and isinstance(answer.body, dict):
            self.known[keep] = str(answer.body.get("id", answer.body.get("_id", "none")))
            self.known[f"{keep}_token"] = self.tokens[keep] = str(answer.body.get("token", "none"))
        return answer

    def fill(self, text: str) -> str:
        """A text with the kept names in it."""
        return re.sub(r"\{(\w+)\}", lambda found: self.known.get(found[1], "none"), text)

    def note(self, text: str) -> None:
        """Write into the diary."""
        text = SECRET.sub(lambda found: f"<{len(found[0])}>" if found[0].startswith("synth_") else "<secret>", text)
        text = TIME.sub("<time>", text)
        self.diary.append(IDENT.sub(lambda found: self.seen.setdefault(found[0], f"<{len(self.seen)}>"), text))

    def look(self, who: str, *lines: str) -> None:
        """Several reads."""
        for line in lines:
            self.go(who, f"GET {line}")


def first_id(answer: Answer, place: int = 0) -> str:
    """The id of a row of a list."""
    rows = answer.body.get("data", []) if isinstance(answer.body, dict) else answer.body
    return str(rows[place]["id"]) if len(rows) > place else "none"


def start(tour: Tour) -> None:
    """Keep the ids of the first project, its columns and its first card."""
    projects = tour.go("owner", "GET {W}/projects")
    tour.known["B"] = f"{tour.known['W']}/projects/{first_id(projects)}"
    tour.known["B2"] = f"{tour.known['W']}/projects/{first_id(projects, 1)}"
    columns = tour.go("owner", "GET {B}/columns")
    tour.known |= {f"col{place}": first_id(columns, place) for place in range(3)}
    tour.known["foreign_col"] = first_id(tour.go("owner", "GET {B2}/columns"))
    tour.go("owner", "POST {B}/columns/{col0}/cards", {"title": "mine"}, keep="card")
    tour.known["C"] = f"{tour.known['B']}/cards/{tour.known['card']}"
