"""An honest server of `contracts/shelves`, written without the engine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .door import Answer, Door, Refused, Row

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

NORTH, SOUTH, POOR = "north", "south", "poor"
TOKENS = {f"sesame-{house}": (house, ("volumes:edit",)) for house in (NORTH, SOUTH, POOR)}
GUEST = "sesame-guest"
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
Rows = list[Row]
Query = dict[str, str]


def moment(text: str) -> dt.datetime:
    """The time a text names; INVALID where it names none."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise Refused(400, "INVALID") from None


class Shelves(Door):
    """The rows of all houses by kind. A broken one overrides the step it breaks."""

    kinds = ("shelf", "volume", "loan", "reader", "tag", "club")

    def __init__(self) -> None:
        self.rows: dict[str, Rows] = {kind: [] for kind in self.kinds}
        self.made = 0
        self.house, self.scopes = NORTH, ("volumes:edit",)

    def way(self, environ: WSGIEnvironment) -> list[str]:
        token = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
        found = {**TOKENS, GUEST: (NORTH, ("volumes:view",))}.get(token)
        if found is None:
            raise Refused(401, "WHO")
        self.house, self.scopes = found
        return str(environ["PATH_INFO"]).strip("/").split("/")

    def answer(self, method: str, parts: list[str], query: Query, body: Row) -> Answer:
        kinds = {"shelves": "shelf", "readers": "reader", "tags": "tag", "clubs": "club"}
        if parts[0] not in kinds:
            raise Refused(404, "MISSING")
        kind = kinds[parts[0]]
        if kind == "club":
            self.check_plan(method, parts[1:])
        if kind != "shelf" or len(parts) == 1:
            return self.act(kind, None, method, parts[1:], query, body)
        shelf = self.find("shelf", parts[1])
        match method, parts[2:]:
            case "PATCH", ["settings"]:
                self.turn(shelf, body)
                return 200, self.show("shelf", shelf)
            case "POST", ["archive" | "unarchive" as word]:
                self.archive(shelf, word == "archive")
                return 200, self.show("shelf", shelf)
            case _, ["volumes", *rest]:
                return self.volumes(shelf, method, rest, query, body)
        return self.act("shelf", None, method, parts[1:], query, body)

    def volumes(self, shelf: Row, method: str, rest: list[str], query: Query, body: Row) -> Answer:
        if len(rest) > 2 or (len(rest) == 2 and rest[1] != "restore"):
            volume = self.find("volume", rest[0], shelf)
            self.check_lending(shelf, method, rest[2:])
            self.check_active(shelf, method)
            return self.act("loan", volume, method, rest[2:], query, body)
        if len(rest) == 2:
            row = self.find("volume", rest[0], shelf, deleted=True)
            self.restore(row)
            return 200, self.show("volume", row)
        if method == "DELETE" and "volumes:edit" not in self.scopes:
            raise Refused(403, "SCOPE")
        if method in ("POST", "PATCH"):
            self.check_active(shelf, method)
        return self.act("volume", shelf, method, rest, query, body)

    def check_plan(self, _method: str, _rest: list[str]) -> None:
        if self.house == POOR:
            raise Refused(403, "NO_PLAN")

    def check_lending(self, shelf: Row, _method: str, _rest: list[str]) -> None:
        if not shelf["lending"]:
            raise Refused(403, "CLOSED")

    def check_active(self, shelf: Row, method: str) -> None:
        if shelf["isArchived"] and method != "GET":
            raise Refused(409, "ARCHIVED")

    def turn(self, shelf: Row, body: Row) -> None:
        shelf.update(body)

    def archive(self, shelf: Row, wanted: bool) -> None:
        if shelf["isArchived"] == wanted:
            raise Refused(409, "ILLEGAL")
        shelf["isArchived"] = wanted

    def act(self, kind: str, above: Row | None, method: str, rest: list[str], query: Query, body: Row) -> Answer:
        match method, rest:
            case "GET", []:
                return 200, self.page(kind, self.listed(kind, above, query), query)
            case "POST", []:
                return 201, self.show(kind, self.create(kind, above, body))
            case "GET", [name]:
                return 200, self.show(kind, self.find(kind, name, above))
            case "PATCH", [name]:
                row = self.find(kind, name, above)
                self.check(kind, body, row["above"], row)
                row.update(body)
                return 200, self.show(kind, row)
            case "DELETE", [name]:
                self.delete(kind, self.find(kind, name, above))
                return 204, None
        raise Refused(404, "MISSING")

    def create(self, kind: str, above: Row | None, body: Row) -> Row:
        self.check(kind, body, above["id"] if above else None, None)
        self.made += 1
        stamp = (START + dt.timedelta(seconds=self.made)).isoformat().replace("+00:00", "Z")
        fresh: dict[str, Row] = {
            "shelf": {"lending": True, "isArchived": False},
            "volume": {"note": None, "grade": "low", "state": "new", "dueAt": None, "readerId": None, "tagIds": []},
        }
        own = {"id": f"{kind}-{self.made}", "house": self.house, "above": above["id"] if above else None}
        row = {**own, **fresh.get(kind, {}), **body, "createdAt": stamp, "deletedAt": None}
        self.rows[kind].append(row)
        return row

    def check(self, kind: str, body: Row, above: str | None, row: Row | None) -> None:
        """What a body must keep to: its references, and names nobody else has."""
        if kind == "volume":
            self.check_references(body)
        name = {"shelf": "name", "volume": "title", "reader": "name"}.get(kind)
        if name in body:
            self.check_free(kind, str(name), body[name], above, row)

    def check_references(self, body: Row) -> None:
        self.refer("reader", body.get("readerId"))
        for tag in body.get("tagIds") or []:
            self.refer("tag", tag)

    def refer(self, kind: str, name: str | None) -> None:
        if name is not None and self.look(kind, name) is None:
            raise Refused(400, "NO_SUCH")

    def look(self, kind: str, name: str) -> Row | None:
        """A live row of the caller's house."""
        found = (row for row in self.rows[kind] if row["id"] == name and row["house"] == self.house)
        return next((row for row in found if not row["deletedAt"]), None)

    def check_free(self, kind: str, field: str, value: str, above: str | None, row: Row | None) -> None:
        others = [r for r in self.rows[kind] if r is not row and (r["house"], r["above"]) == (self.house, above)]
        if any(r[field] == value and self.holds(kind, r) for r in others):
            raise Refused(409, "TAKEN")

    def holds(self, kind: str, row: Row) -> bool:
        """Whether a row keeps its name to itself."""
        return kind == "reader" or not row["deletedAt"]

    def find(self, kind: str, name: str, above: Row | None = None, *, deleted: bool = False) -> Row:
        for row in self.rows[kind]:
            under = above is None or row["above"] == above["id"]
            if row["id"] == name and row["house"] == self.house and under and (deleted or not row["deletedAt"]):
                return row
        raise Refused(404, "MISSING")

    def delete(self, kind: str, row: Row) -> None:
        if kind in ("volume", "reader"):
            row["deletedAt"] = row["createdAt"]
        else:
            self.rows[kind].remove(row)

    def restore(self, row: Row) -> None:
        if not row["deletedAt"]:
            raise Refused(409, "ILLEGAL")
        self.check_free("volume", "title", row["title"], row["above"], row)
        row["deletedAt"] = None

    def show(self, kind: str, row: Row) -> Row:
        shown = {name: value for name, value in row.items() if name not in ("house", "above", "tagIds")}
        shown |= {f"{upper}Id": row["above"]} if (upper := {"volume": "shelf", "loan": "volume"}.get(kind)) else {}
        if kind == "shelf":
            live = [r for r in self.rows["volume"] if r["above"] == row["id"] and self.counted(r)]
            shown |= {"volumes": len(live), "counts": self.tally(live)}
        if kind == "volume":
            shown |= {"reader": self.copy("reader", row["readerId"], "name")}
            shown |= {"tags": [copied for tag in row["tagIds"] if (copied := self.copy("tag", tag, "text"))]}
        if kind in ("shelf", "loan", "tag", "club"):
            del shown["deletedAt"]
        return shown

    def counted(self, volume: Row) -> bool:
        return not volume["deletedAt"]

    def tally(self, volumes: Rows) -> Row:
        gone = sum(v["state"] == "gone" for v in volumes)
        return {"open": len(volumes) - gone, "gone": gone, "all": len(volumes)}

    def copy(self, kind: str, name: str | None, field: str) -> Row | None:
        row = self.look(kind, name) if name else None
        return {"id": row["id"], field: row[field]} if row else None

    def listed(self, kind: str, above: Row | None, query: Query) -> Rows:
        """The rows a list shows, oldest first."""
        flag = kind == "volume" and query.get("includeDeleted") == "true"
        reveal = self.reveals(flag)
        rows = [row for row in self.rows[kind] if row["house"] == self.house and (reveal or not row["deletedAt"])]
        rows = [row for row in rows if above is None or row["above"] == above["id"]]
        return [row for row in rows if kind != "volume" or self.matches(row, query)]

    def reveals(self, flag: bool) -> bool:
        return flag and "volumes:edit" in self.scopes

    def matches(self, row: Row, query: Query) -> bool:
        """Whether a volume passes each filter that was given."""
        given = {name: value for name, value in query.items() if name not in ("page", "limit", "includeDeleted")}
        tests: dict[str, Any] = {
            "grade": lambda v: row["grade"] == v,
            "state": lambda v: row["state"] == v,
            "readerId": lambda v: row["readerId"] == (None if v == "nobody" else v),
            "tagId": lambda v: self.tagged(row, v),
            "search": lambda v: self.found(row, v),
            "dueBefore": lambda v: self.until(row["dueAt"], moment(v)),
            "dueAfter": lambda v: self.since(row["dueAt"], moment(v)),
            "overdue": lambda v: v != "true" or self.overdue(row),
            "noDue": lambda v: v != "true" or row["dueAt"] is None,
            "includeGone": lambda _: True,
        }
        return self.shows_gone(row, query) and self.joined([tests[name](value) for name, value in given.items()])

    def joined(self, passed: list[bool]) -> bool:
        return all(passed)

    def shows_gone(self, row: Row, query: Query) -> bool:
        return row["state"] != "gone" or "state" in query or query.get("includeGone") == "true"

    def tagged(self, row: Row, value: str) -> bool:
        return bool(set(row["tagIds"]) & set(value.split(",")))

    def found(self, row: Row, value: str) -> bool:
        return any(value.casefold() in (row[name] or "").casefold() for name in ("title", "note"))

    def until(self, due: str | None, value: dt.datetime) -> bool:
        return due is not None and moment(due) <= value

    def since(self, due: str | None, value: dt.datetime) -> bool:
        return due is not None and moment(due) >= value

    def overdue(self, row: Row) -> bool:
        return row["dueAt"] is not None and moment(row["dueAt"]) < dt.datetime.now(dt.UTC) and row["state"] != "gone"

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        """One page of a list, newest first."""
        try:
            number, size = int(query.get("page", 1)), int(query.get("limit", 20))
        except ValueError:
            raise Refused(400, "INVALID") from None
        if number < 1 or not 1 <= size <= self.most():
            raise Refused(400, "INVALID")
        shown = [self.show(kind, row) for row in reversed(rows)][(number - 1) * size : number * size]
        return self.wrap(kind, shown, len(rows), number, size)

    def most(self) -> int:
        return 100

    def wrap(self, _kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        return {"data": shown, "total": total, "page": number, "pageSize": size, "totalPages": -(-total // size)}
