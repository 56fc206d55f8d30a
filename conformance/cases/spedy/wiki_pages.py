"""Wiki pages: every change is a version, and an old one can be had back."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.shelf import Shelf, open_shelf
from conformance.cases.spedy.steps import Row, equal, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json


def change(shelf: Shelf, page: Row, **fields: Json) -> Row:
    """A page after a change."""
    return shelf.done("updateWikiPage", "changing a page", fields, pageId=page["id"])


def history(shelf: Shelf, page: Row) -> list[list[Json]]:
    """Number, title and content of each version, as listed."""
    names = ("version", "title", "content")
    return [[row.get(name) for name in names] for row in shelf.versions(page)]


@check(writes=True)
def versions(bench: Bench, _: Subject) -> None:
    """Each change of a page adds a version with what the page is then, and keeps those before."""
    shelf = open_shelf(bench)
    page = shelf.page(content="One")
    title = page["title"]
    equal(bench, [row[1:] for row in history(shelf, page)], [[title, "One"]], "a new page has no first version")
    change(shelf, page, content="Two")
    now = change(shelf, page, title="Renamed")
    equal(bench, shelf.read(page), now, "a page is read otherwise than its change answered")
    wanted = [["Renamed", "Two"], [title, "Two"], [title, "One"]]
    seen = [row[1:] for row in history(shelf, page)]
    equal(bench, sorted(map(str, seen)), sorted(map(str, wanted)), "the versions are not what the page was")


@check(writes=True)
def numbered(bench: Bench, _: Subject) -> None:
    """Versions are numbered from 1 without a gap, the latest first; a page tells the number of its own."""
    shelf = open_shelf(bench)
    page = shelf.page(content="One")
    told = [page.get("version")]
    told += [change(shelf, page, content=content).get("version") for content in ("Two", "Three")]
    equal(bench, told, [1, 2, 3], "a page tells another number of its version")
    equal(bench, [row[0] for row in history(shelf, page)], [3, 2, 1], "versions are numbered or ordered otherwise")


@check(writes=True)
def restored(bench: Bench, _: Subject) -> None:
    """Restoring a version gives the page its title and content as a new version, and keeps all others."""
    shelf = open_shelf(bench)
    page = shelf.page(content="One")
    change(shelf, page, content="Two", title="Renamed")
    before = shelf.versions(page)
    old = next((row for row in before if row.get("content") == "One"), {})
    bench.require(old, "a version is not listed", expected="the first version")
    ids = {"pageId": page["id"], "versionId": old["id"]}
    back = shelf.done("restoreWikiPageVersion", "restoring a version", **ids)
    seen = [[row.get(name) for name in ("title", "content")] for row in (back, shelf.read(page))]
    equal(bench, seen, [[page["title"], "One"]] * 2, "a page is not what the restored version was")
    after = shelf.versions(page)
    kept = [row for row in after if row.get("id") in {one.get("id") for one in before}]
    equal(bench, kept, before, "restoring a version changes those that were there")
    equal(bench, len(after), len(before) + 1, "restoring a version adds no new one")


@check(writes=True)
def of_its_page(bench: Bench, _: Subject) -> None:
    """A version of one page is none of another."""
    shelf = open_shelf(bench)
    page, other = shelf.page(content="One"), shelf.page(content="Two")
    ids = {"pageId": page["id"], "versionId": shelf.versions(other)[0]["id"]}
    refused(bench, shelf.call("restoreWikiPageVersion", **ids), "a version of another page", 404)
    equal(bench, shelf.read(page), page, "a page takes the version of another")


@check(writes=True)
def of_its_space(bench: Bench, _: Subject) -> None:
    """A page lies in a folder of its space or in none, and of no other space."""
    shelf, other = open_shelf(bench), open_shelf(bench)
    own, foreign = shelf.folder(), other.folder()
    page = shelf.page(folderId=own["id"])
    equal(bench, page.get("folderId"), own["id"], "a page does not lie in its folder")
    answer = shelf.call("updateWikiPage", {"folderId": foreign["id"]}, pageId=page["id"])
    refused(bench, answer, "a folder of another space", 400, 404, 409)
    answer = shelf.call("createWikiPage", {"title": "Strayed", "folderId": foreign["id"]})
    refused(bench, answer, "a new page in a folder of another space", 400, 404, 409)
    equal(bench, shelf.read(page).get("folderId"), own["id"], "a page lies in a folder of another space")
    equal(bench, change(shelf, page, folderId=None).get("folderId"), None, "a page does not leave its folder")


@check(writes=True)
def usual(bench: Bench, _: Subject) -> None:
    """A page needs a title alone; it is empty then, lies in no folder and is not the homepage."""
    shelf = open_shelf(bench)
    page = shelf.page()
    seen = [page.get(name) for name in ("content", "folderId", "isHomepage")]
    equal(bench, seen, ["", None, False], "a page with a title alone is something else")
    refused(bench, shelf.call("createWikiPage", {"content": "No title"}), "a page without a title", 400)
    refused(bench, shelf.call("createWikiPage", {"title": "x" * 201}), "a title of 201 characters", 400)
    shelf.page(title="x" * 200)


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A deleted page is gone, with its versions."""
    shelf = open_shelf(bench)
    page, kept = shelf.page(content="One"), shelf.page()
    version = shelf.versions(page)[0]["id"]
    succeeded(bench, shelf.call("deleteWikiPage", pageId=page["id"]), "deleting a page")
    for operation, more in (
        ("getWikiPage", {}),
        ("listWikiPageVersions", {}),
        ("restoreWikiPageVersion", {"versionId": version}),
    ):
        refused(bench, shelf.call(operation, pageId=page["id"], **more), f"{operation} of a deleted page", 404)
    equal(bench, [ident for _, ident, _ in shelf.places()], [kept["id"]], "a deleted page is in the tree")
