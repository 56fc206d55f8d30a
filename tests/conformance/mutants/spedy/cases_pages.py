"""Wiki pages and folders, each with one thing wrong."""

from __future__ import annotations

from dataclasses import replace

from tests.conformance.mutants.plain.checks import Form

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("cases", "267", aim="A version is what the page was before its change.")
class VersionsLag(Spedy):
    def turn_page(self, page: Row, author: Row, changes: Row) -> None:
        before = self.pick(page, "title", "content")
        super().turn_page(page, author, changes)
        self.change("versions", self.all_of("versions", pageId=page["id"])[-1], before)


@mutant("cases", "267", aim="Restoring a version drops those after it.")
class RestoreDropsLater(Spedy):
    def restore_version(self, request: Request) -> object:
        page = self.find_page(request)
        old = self.find("versions", request.args["versionId"], pageId=page["id"])
        for row in self.all_of("versions", pageId=page["id"]):
            if row["version"] > old["version"]:
                self.drop("versions", row)
        return super().restore_version(request)


@mutant("cases", "267", aim="Restoring a version leaves the title as it is.")
class RestoreKeepsTitle(Spedy):
    def restore_version(self, request: Request) -> object:
        page = self.find_page(request)
        title = page["title"]
        super().restore_version(request)
        return self.show_page(self.change("pages", page, {"title": title}))


@mutant("cases", "533", aim="Versions are listed with the oldest first.")
class OldestVersionFirst(Spedy):
    def newest(self, rows: list[Row]) -> list[Row]:
        found = super().newest(rows)
        return found[::-1] if found and "pageId" in found[0] else found


@mutant("cases", "533", aim="Versions are numbered from 0.")
class VersionsFromZero(Spedy):
    def make_page(self, space: Row, author: Row, body: Row) -> Row:
        return super().make_page(space, author, body | {"version": -1})


@mutant("cases", "534", aim="A page takes the version of another.")
class VersionOfAnyPage(Spedy):
    def restore_version(self, request: Request) -> object:
        self.need_role(request, "admin", "editor")
        page, old = self.find_page(request), self.find("versions", request.args["versionId"])
        self.turn_page(page, request.user, self.pick(old, "title", "content"))
        return self.show_page(page)


@mutant("cases", "535", aim="Pages and folders lie in folders of other spaces.")
class FolderOfAnySpace(Spedy):
    def check_folder(self, request: Request, ident: str | None) -> None:
        if ident is not None:
            self.refer(request, "folders", ident)


@mutant("cases", "535", aim="Folders are moved into those of other spaces.")
class FoldersStray(Spedy):
    def check_folder(self, request: Request, ident: str | None) -> None:
        if request.handler != "update_folder":
            super().check_folder(request, ident)


@mutant("cases", "535", aim="A page does not leave its folder.")
class PagesStick(Spedy):
    def turn_page(self, page: Row, author: Row, changes: Row) -> None:
        kept = {key: value for key, value in changes.items() if key != "folderId" or value is not None}
        super().turn_page(page, author, kept)


@mutant("cases", "532", aim="A page without content says so.")
class PageOfNothing(Spedy):
    def make_page(self, space: Row, author: Row, body: Row) -> Row:
        return super().make_page(space, author, {"content": "Nothing yet"} | body)


@mutant("cases", "532", aim="A page needs content.")
class ContentNeeded(Spedy):
    def form(self, name: str) -> Form:
        found = super().form(name)
        return found | ({"content": replace(found["content"], required=True)} if name == "page" else {})


@mutant("cases", "536", aim="The versions of a deleted page are still there.")
class VersionsOutlive(Spedy):
    def find_page(self, request: Request) -> Row:
        if "versions" in request.path and request.method == "GET":
            return self.find("pages", request.args["pageId"], spaceId=request.at["spaces"]["id"])
        return super().find_page(request)


@mutant("cases", "263", "536", aim="The tree shows deleted pages.")
class TreeOfDeleted(Spedy):
    def undeleted(self, kind: str, rows: list[Row]) -> list[Row]:
        return rows if self.growing else super().undeleted(kind, rows)

    growing = False

    def get_tree(self, request: Request) -> object:
        self.growing = True
        try:
            return super().get_tree(request)
        finally:
            self.growing = False


@mutant("cases", "537", aim="Folders lie no deeper than three.")
class FlatFolders(Spedy):
    def create_folder(self, request: Request) -> object:
        parent, depth = self.take(request, "folder").get("parentId"), 0
        while parent is not None and parent in self.tables["folders"]:
            parent, depth = self.tables["folders"][parent]["parentId"], depth + 1
        if depth >= 3:
            raise self.invalid("Folders lie no deeper")
        return super().create_folder(request)


@mutant("cases", "538", aim="A folder is put into one below it.")
class FolderBelowItself(Spedy):
    def lies_within(self, ident: str | None, folder: str) -> bool:
        return ident == folder


@mutant("cases", "539", aim="A folder goes with what is in it.")
class FilledFolderGoes(Spedy):
    def delete_folder(self, request: Request) -> object:
        for row in self.all_of("folders", parentId=request.args["folderId"]):
            self.drop("folders", row)
        for row in self.all_of("pages", folderId=request.args["folderId"]):
            self.mark("pages", row)
        return super().delete_folder(request)


@mutant("cases", "539", aim="A folder with pages in it is deleted, and they lie at the top.")
class PagesMoveUp(Spedy):
    def delete_folder(self, request: Request) -> object:
        for row in self.all_of("pages", folderId=request.args["folderId"]):
            row["folderId"] = None
        return super().delete_folder(request)
