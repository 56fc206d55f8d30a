"""Twins as a deployment might be: behind a gateway, with other times, members and statuses than the examples show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from tests.conformance.mutants.plain.app import match
from tests.conformance.mutants.spedy.honest import Field, Refusal, Reply, Request, Row, Spedy
from tests.conformance.mutants.spedy.registry import twin

ERASED = ("delete_board", "delete_label", "reset_status", "delete_link", "delete_attachment", "delete_space")


@twin("stands behind a gateway: 405 for a method a path has not, 415 for another kind of body, 413 for one too large")
class Gateway(Spedy):
    def route(self, request: Request) -> Callable[[Request], object]:
        try:
            return super().route(request)
        except Refusal:
            parts = request.path.split("/")
            if any(len(path) == len(parts) and match(path, parts) is not None for _, path, _ in self.table):
                raise Refusal(405, f"{request.method} is not for {request.path}") from None
            raise

    def phrase(self, status: int) -> str:
        return HTTPStatus(status).phrase

    def read_body(self, request: Request) -> Row:
        kind = request.headers["content-type"].partition(";")[0].strip().lower()
        if request.raw and kind != "application/json":
            raise Refusal(415, "Send application/json")
        return super().read_body(request)

    def upload(self, request: Request) -> object:
        if request.fault is not None or len(request.raw) > self.LARGEST:
            raise Refusal(413, "The file is too large")
        if not request.headers["content-type"].lower().startswith("multipart/form-data"):
            raise Refusal(415, "Send multipart/form-data")
        return super().upload(request)


@twin("tells times by the millisecond, has more members in every object than the pages show, and other ids and orders")
class Wordy(Spedy):
    def stamp(self, seconds: float | None = None) -> str:
        moment = datetime.fromtimestamp(self.now() if seconds is None else seconds, UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"

    def mint(self, kind: str) -> str:
        prefix, _, rest = super().mint(kind).rpartition("_")
        return f"{prefix}_01J{rest.upper()}"

    def finish(self, request: Request, reply: Reply) -> Reply:
        if reply.raw is None and reply.status < 300:
            reply.body = self.dress(reply.body)
        return super().finish(request, reply)

    def dress(self, value: object) -> object:
        """A value with more members in each object but a page, and all of them the other way round."""
        if isinstance(value, list):
            return [self.dress(one) for one in value]
        if not isinstance(value, dict):
            return value
        dressed = {name: self.dress(one) for name, one in reversed(value.items())}
        return dressed if "data" in value else {"etag": "W/1", "links": {"self": None}} | dressed


@twin("answers 200 with a body to removals whose answer no page shows")
class ToldRemovals(Spedy):
    def finish(self, request: Request, reply: Reply) -> Reply:
        if reply.status == 204 and request.handler not in ERASED:
            reply = Reply(200, {"success": True})
        return super().finish(request, reply)


@twin("takes a change of state that changes nothing as done")
class Idempotent(Spedy):
    def turn(self, request: Request, *, archived: bool) -> object:
        if request.at["boards"]["isArchived"] is archived:
            return self.show_board(request.at["boards"])
        return super().turn(request, archived=archived)

    def unmark(self, kind: str, row: Row) -> Row:
        return row if row["deletedAt"] is None else super().unmark(kind, row)


@twin("refuses members of a body that no page names")
class PickyMembers(Spedy):
    def check_form(self, name: str, body: Row) -> Row:
        if not body.keys() <= self.form(name).keys():
            raise self.invalid("The body has members nobody knows")
        return super().check_form(name, body)


@twin("sorts names by the alphabet, and takes those for the same that differ by capitals alone")
class ByName(Spedy):
    def newest(self, rows: list[Row]) -> list[Row]:
        return sorted(super().newest(rows), key=lambda row: str(row.get("name", row.get("title", ""))).casefold())

    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        for row in self.all_of(kind, **where):
            if row is not but and row["name"].casefold() == name.casefold() and row.get("deletedAt") is None:
                raise self.taken(kind)


@twin("reads a page that is none as the first, and a limit that is none as the default")
class EasyPages(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        try:
            return super().read_number(request, name, default, most)
        except Refusal:
            text = request.parameter(name) or ""
            return most if most is not None and text.isdigit() and int(text) > most else default


@twin("trims the space around names")
class TrimsNames(Spedy):
    def check_text(self, key: str, field: Field, value: object) -> str:
        return super().check_text(key, field, value.strip() if isinstance(value, str) and key == "name" else value)
