"""Wiki folders: nested, never within themselves, and deleted only when empty."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.shelf import FOLDER, Shelf, open_shelf
from conformance.cases.spedy.steps import Row, equal, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

DEPTH = 6


def move(shelf: Shelf, folder: Row, parent: Json) -> Exchange:
    """Ask for a folder to be put somewhere."""
    return shelf.call("updateWikiFolder", {"parentId": parent}, folderId=folder["id"])


@check(writes=True)
def nested(bench: Bench, _: Subject) -> None:
    """Folders lie in folders as deep as one likes, and keep their names and places."""
    shelf = open_shelf(bench)
    row = shelf.folder()
    wanted = {(FOLDER, row["id"], None)}
    for _level in range(DEPTH):
        inner = shelf.folder(row)
        equal(bench, inner.get("parentId"), row["id"], "a folder does not say where it lies")
        wanted.add((FOLDER, inner["id"], row["id"]))
        row = inner
    equal(bench, set(shelf.places()), wanted, "nested folders lie elsewhere in the tree")
    renamed = shelf.done("updateWikiFolder", "renaming a folder", {"name": "Renamed"}, folderId=row["id"])
    seen = [renamed.get(name) for name in ("name", "parentId")]
    equal(bench, seen, ["Renamed", row.get("parentId")], "a renamed folder has another name, or moves")


@check(writes=True)
def no_cycle(bench: Bench, _: Subject) -> None:
    """A folder is put neither into itself nor into one below it."""
    shelf = open_shelf(bench)
    outer = shelf.folder()
    inner = shelf.folder(outer)
    deep = shelf.folder(inner)
    before = sorted(map(str, shelf.places()))
    for parent in (outer, inner, deep):
        refused(bench, move(shelf, outer, parent["id"]), "a folder within itself", 400)
    equal(bench, sorted(map(str, shelf.places())), before, "a refused move moves a folder")


@check(writes=True)
def of_its_space(bench: Bench, _: Subject) -> None:
    """A folder lies in its own space alone."""
    shelf, other = open_shelf(bench), open_shelf(bench)
    folder, foreign = shelf.folder(), other.folder()
    refused(bench, move(shelf, folder, foreign["id"]), "a folder put into another space", 400, 404, 409)
    answer = shelf.call("createWikiFolder", {"name": "Strayed", "parentId": foreign["id"]})
    refused(bench, answer, "a new folder in one of another space", 400, 404, 409)
    equal(bench, shelf.places(), [(FOLDER, folder["id"], None)], "a folder of another space is in the tree")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A folder with something in it is not deleted; an empty one is."""
    shelf = open_shelf(bench)
    outer = shelf.folder()
    inner = shelf.folder(outer)
    page = shelf.page(folderId=inner["id"])

    def delete(row: Row) -> Exchange:
        return shelf.call("deleteWikiFolder", folderId=row["id"])

    refused(bench, delete(outer), "deleting a folder with a folder in it", 409)
    refused(bench, delete(inner), "deleting a folder with a page in it", 409)
    equal(bench, len(shelf.places()), 3, "a refused deletion deletes")
    succeeded(bench, shelf.call("deleteWikiPage", pageId=page["id"]), "deleting a page")
    for row in (inner, outer):
        succeeded(bench, delete(row), "deleting an empty folder")
    equal(bench, shelf.places(), [], "a deleted folder is in the tree")
