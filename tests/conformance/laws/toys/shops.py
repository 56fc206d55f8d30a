"""An honest server of `contracts/shops`, written without the engine."""

from __future__ import annotations

from .door import Answer, Door, Refused, Row

OPEN, SHUT = "corner", "attic"
DELETED = "2026-01-01T00:00:00Z"  # these shops have no clock


class Shops(Door):
    """Two shops, one whose pinboard is open; the rows of each lie apart."""

    def __init__(self, *, pinboard: bool = True) -> None:
        both = (OPEN, SHUT)
        self.shops: dict[str, Row] = {name: {"name": name, "pinboard": pinboard and name == OPEN} for name in both}
        self.notes: dict[str, list[Row]] = {name: [] for name in both}
        self.pins: dict[str, list[Row]] = {name: [] for name in both}
        self.made = 0

    def answer(self, method: str, parts: list[str], query: dict[str, str], body: Row) -> Answer:
        match method, parts:
            case "GET", ["shops"]:
                return 200, list(self.shops.values())
            case _, ["shops", name, *_] if name not in self.shops:
                raise Refused(404, "NO_SHOP")
            case "GET", ["shops", name]:
                return 200, self.shops[name]
            case "PATCH", ["shops", name]:
                self.turn(self.shops[name], body)
                return 200, self.shops[name]
            case _, ["shops", name, "notes", *rest]:
                return self.note(method, self.notes[name], rest, query, body)
            case _, ["shops", name, "pins", *rest]:
                self.enter(self.shops[name], method, rest)
                return self.pin(method, self.pins[name], rest, body)
        raise Refused(404, "MISSING")

    def turn(self, shop: Row, change: Row) -> None:
        shop.update(change)

    def enter(self, shop: Row, _method: str, _rest: list[str]) -> None:
        if not shop["pinboard"]:
            raise Refused(403, "CLOSED")

    def note(self, method: str, rows: list[Row], rest: list[str], query: dict[str, str], body: Row) -> Answer:
        match method, rest:
            case "GET", []:
                shown = self.listed(rows, query.get("deleted") == "true")
                size = min(int(query.get("size", 2)), 5)
                start = (int(query.get("page", 1)) - 1) * size
                return 200, {"notes": shown[start : start + size], "total": len(shown)}
            case "POST", []:
                rows.append({"id": self.name("note", rows), "text": body["text"], "deletedAt": None})
                return 201, rows[-1]
            case "GET", [name]:
                return 200, self.read(rows, name)
            case "DELETE", [name]:
                self.erase(rows, name)
                return 204, None
            case "POST", [name, "restore"]:
                return 200, self.restore(self.find(rows, name))
        raise Refused(404, "MISSING")

    def pin(self, method: str, rows: list[Row], rest: list[str], body: Row) -> Answer:
        if method == "POST":
            rows.append({"id": self.name("pin", rows), "text": body["text"]})
            return 201, rows[-1]
        row = self.find(rows, rest[0]) if rest else {}
        if method == "DELETE":
            rows.remove(row)
            return 204, None
        return 200, row or rows

    def name(self, kind: str, _rows: list[Row]) -> str:
        self.made += 1
        return f"{kind}-{self.made:04}"

    def find(self, rows: list[Row], name: str, *, live: bool = False) -> Row:
        found = [row for row in rows if row["id"] == name and not (live and row["deletedAt"])]
        if not found:
            raise Refused(404, "MISSING")
        return found[0]

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return [row for row in rows if deleted or not row["deletedAt"]]

    def read(self, rows: list[Row], name: str) -> Row:
        return self.find(rows, name, live=True)

    def erase(self, rows: list[Row], name: str) -> None:
        self.find(rows, name, live=True)["deletedAt"] = DELETED

    def restore(self, row: Row) -> Row:
        if not row["deletedAt"]:
            raise Refused(409, "NOT_DELETED")
        row["deletedAt"] = None
        return row
