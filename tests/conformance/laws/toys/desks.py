"""An honest server of `contracts/desks`, and some that count wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .door import TOKEN, Answer, Door, Refused, Row

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

WINDOW = 3600.0


class Desks(Door):
    """Rows by kind, and for each budget how much of it is used. All tokens are those of one user."""

    quotas: ClassVar[dict[str, int]] = {"letters": 6, "parcels": 3}

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {"tokens": [], "letters": [], "parcels": []}
        self.used: dict[tuple[str, str], int] = {}
        self.token, self.made, self.clock = TOKEN, 0, 0.0

    def advance(self, seconds: float) -> None:
        self.clock += seconds
        if self.clock >= WINDOW:
            self.used, self.clock = {}, 0.0

    def way(self, environ: WSGIEnvironment) -> list[str]:
        self.token = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
        if self.token not in (TOKEN, *(row["token"] for row in self.rows["tokens"])):
            raise Refused(401, "WHO")
        return str(environ["PATH_INFO"]).strip("/").split("/")

    def answer(self, method: str, parts: list[str], query: dict[str, str], body: Row) -> Answer:
        kind, *rest = parts
        if kind not in self.rows:
            raise Refused(404, "MISSING")
        self.count(method, kind)
        match method, rest:
            case "GET", []:
                return 200, self.rows[kind]
            case "POST", []:
                self.made += 1
                row = {"id": f"{kind[:-1]}-{self.made}", "text": body["text"]}
                row |= {"token": f"sesame-{self.made}"} if kind == "tokens" else {}
                self.rows[kind].append(row)
                return 201, row
            case "DELETE", [name] if any(row["id"] == name for row in self.rows[kind]):
                self.rows[kind] = [row for row in self.rows[kind] if row["id"] != name]
                return 204, None
        raise Refused(404, "MISSING")

    def count(self, method: str, kind: str) -> None:
        """Count a request against its budget."""
        if method != "POST" or kind not in self.quotas:
            return
        key = self.budget(kind)
        self.used[key] = self.used.get(key, 0) + 1
        if self.used[key] > self.quota(kind):
            raise Refused(429, "TOO_MANY")

    def budget(self, kind: str) -> tuple[str, str]:
        return self.token, kind

    def quota(self, kind: str) -> int:
        return self.quotas[kind]


class NeverCounts(Desks):
    breaks = "limits.token_quota"

    def count(self, method: str, kind: str) -> None:
        """As often as anybody likes."""


class CountsOneMore(Desks):
    breaks = "limits.token_quota"

    def quota(self, kind: str) -> int:
        return super().quota(kind) + 1


class CountsTheUser(Desks):
    breaks = "limits.per_token"

    def budget(self, kind: str) -> tuple[str, str]:
        return "", kind


class CountsTogether(Desks):
    breaks = "limits.token_apart"

    def budget(self, kind: str) -> tuple[str, str]:
        return self.token, ""


class ShutsTheTokenOut(Desks):
    breaks = "limits.token_apart"

    def count(self, method: str, kind: str) -> None:
        if self.used.get((self.token, "letters"), 0) > self.quotas["letters"]:
            raise Refused(429, "TOO_MANY")
        super().count(method, kind)


class NeverForgets(Desks):
    breaks = "limits.token_window"

    def advance(self, seconds: float) -> None:
        """What was used stays used."""


class LimitsReading(Desks):
    breaks = "limits.none"

    def count(self, method: str, kind: str) -> None:
        self.used["", "GET"] = self.used.get(("", "GET"), 0) + (method == "GET")
        if method == "GET" and self.used["", "GET"] > 40:
            raise Refused(429, "TOO_MANY")
        super().count(method, kind)
