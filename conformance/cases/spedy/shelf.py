"""A wiki space of a check's own, and what cases do in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import Row, answered, call, done, listed
from conformance.exchange import Exchange, Json
from conformance.target import Principal

INHERIT, SEPARATE = "INHERIT_BOARD", "MANAGE_SEPARATE"
FOLDER, PAGE = "folder", "page"


@dataclass
class Shelf:
    """A new space; requests are those of the judge's own user unless somebody else is named."""

    bench: Bench
    space: Row

    def call(self, operation: str, body: Json = ..., *, who: Principal | None = None, **ids: Json) -> Exchange:
        """Call an operation below the space."""
        return call(self.bench, operation, body, who=who, **{"spaceId": self.space["id"], **ids})

    def done(self, operation: str, what: str, body: Json = ..., *, who: Principal | None = None, **ids: Json) -> Row:
        """As `call`, where an object must come back."""
        return answered(self.bench, self.call(operation, body, who=who, **ids), what)

    def page(self, **fields: Json) -> Row:
        """A new page with a title and no more than is named here."""
        body = {"title": f"Page {self.bench.word()}", **fields}
        return self.done("createWikiPage", "writing a page", body)

    def folder(self, within: Row | None = None) -> Row:
        """A new folder, in another one or at the top."""
        body = {"name": f"Folder {self.bench.word()}", **({"parentId": within["id"]} if within else {})}
        return self.done("createWikiFolder", "making a folder", body)

    def read(self, page: Row) -> Row:
        """A page as reading shows it."""
        return self.done("getWikiPage", "reading a page", pageId=page["id"])

    def versions(self, page: Row) -> list[Row]:
        """The versions of a page, as listed."""
        ids = {"spaceId": self.space["id"], "pageId": page["id"]}
        return listed(self.bench, "listWikiPageVersions", "listing versions", **ids)

    def places(self) -> list[tuple[Json, Json, Json]]:
        """Kind, id and the folder around it of everything in the tree, as often as it is there."""
        tree = self.done("getWikiTree", "reading the tree")
        return [*_walk(tree.get("data"), None)]


def _walk(nodes: Json, above: Json) -> Iterator[tuple[Json, Json, Json]]:
    for node in nodes if isinstance(nodes, list) else []:
        if isinstance(node, dict):
            yield node.get("type"), node.get("id"), above
            yield from _walk(node.get("children"), node.get("id"))


def new_space(bench: Bench, **fields: Json) -> Row:
    """A new space with a name and no more than is named here."""
    lean: Row = dict.fromkeys(("slug", "description", "icon", "boardId", "memberMode"), ...)
    return bench.make("WikiSpace", **{**lean, "name": f"Space {bench.word()}", **fields})


def try_space(bench: Bench, who: Principal | None = None, **fields: Json) -> Exchange:
    """Send a new space that may be refused; what comes of it is removed after the check."""
    answer = call(bench, "createWikiSpace", {"name": f"Space {bench.word()}", **fields}, who=who)
    row = answer.json() if 200 <= answer.status < 300 and answer.is_json else {}
    if row.get("id"):
        bench.adopt("WikiSpace", str(row["id"]))
    return answer


def open_shelf(bench: Bench) -> Shelf:
    """A new space that belongs to no board."""
    return Shelf(bench, new_space(bench))


def board_shelf(bench: Bench) -> Shelf:
    """The space of a new board, whose people come from there."""
    return Shelf(bench, new_space(bench, boardId=new_board(bench)["id"], memberMode=INHERIT))


def read_space(bench: Bench, space: Row) -> Row:
    """A space as reading shows it."""
    return done(bench, "getWikiSpace", "reading a space", spaceId=space["id"])


def shown(bench: Bench, who: Principal | None = None, query: Row | None = None) -> set[Json]:
    """The ids of the spaces somebody is shown."""
    return {row.get("id") for row in listed(bench, "listWikiSpaces", "listing spaces", who=who, query=query)}
