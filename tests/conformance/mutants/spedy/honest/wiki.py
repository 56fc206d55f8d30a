"""{A}/wiki: spaces, pages with versions, folders."""

from __future__ import annotations

import re

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .app import GONE
from .plans import Times

NO_SLUG = re.compile(r"[^a-z0-9]+")


class Wiki(Times):
    """The written knowledge of an organization."""

    ROUTES: Routes = (
        ("GET", "{A}/wiki/spaces", "list_spaces"),
        ("POST", "{A}/wiki/spaces", "create_space"),
        ("GET", "{S}", "get_space"),
        ("PATCH", "{S}", "update_space"),
        ("DELETE", "{S}", "delete_space"),
        ("GET", "{S}/tree", "get_tree"),
        ("GET", "{A}/wiki/spaces/board/:boardId", "space_of_board"),
        ("GET", "{S}/pages", "list_pages"),
        ("POST", "{S}/pages", "create_page"),
        ("GET", "{S}/pages/:pageId", "get_page"),
        ("PATCH", "{S}/pages/:pageId", "update_page"),
        ("DELETE", "{S}/pages/:pageId", "delete_page"),
        ("GET", "{S}/pages/:pageId/versions", "list_versions"),
        ("POST", "{S}/pages/:pageId/versions/:versionId/restore", "restore_version"),
        ("POST", "{S}/folders", "create_folder"),
        ("PATCH", "{S}/folders/:folderId", "update_folder"),
        ("DELETE", "{S}/folders/:folderId", "delete_folder"),
    )

    def show_space(self, row: Row) -> Row:
        """A space."""
        return self.pick(row, "id", "name", "slug", "description", "icon", "boardId", "memberMode", "createdAt")

    def list_spaces(self, request: Request) -> object:
        """The spaces the caller sees."""
        rows, board = self.spaces_of(request), request.parameter("boardId")
        rows = [row for row in rows if board in (None, row["boardId"])]
        return self.page(request, self.newest(rows), self.show_space)

    def spaces_of(self, request: Request) -> list[Row]:
        """The spaces the caller sees."""
        rows = self.all_of("spaces", orgId=request.org["id"])
        return [row for row in rows if self.space_role(request.user, row) is not None]

    def create_space(self, request: Request) -> object:
        """A new space; its maker runs it."""
        body = self.take(request, "space")
        slug = body.get("slug") or self.make_slug(body["name"])
        if self.all_of("spaces", orgId=request.org["id"], slug=slug):
            raise self.taken("spaces")
        board = None
        if body.get("boardId") is not None:
            board = self.refer(request, "boards", body["boardId"])
            if not self.sees_board(request.user, board):
                raise self.invalid("There is no such board")
            if self.all_of("spaces", boardId=board["id"]):
                raise self.taken("spaces")
        mode = body.get("memberMode", "MANAGE_SEPARATE" if board is None else "INHERIT_BOARD")
        if mode == "INHERIT_BOARD" and board is None:
            raise self.invalid("There is no board to inherit from")
        return self.show_space(self.make_space(request.user, body | {"slug": slug, "memberMode": mode}))

    def make_slug(self, name: str) -> str:
        """A name in lower case with dashes."""
        return NO_SLUG.sub("-", name.lower()).strip("-") or "space"

    def make_space(self, owner: Row, body: Row) -> Row:
        """A space, with its maker as its admin."""
        row = {"id": self.mint("spaces"), "orgId": owner["orgId"], "description": None, "icon": None, "boardId": None}
        space = self.keep("spaces", row | {"createdAt": self.stamp()} | body)
        member = {"id": self.mint("space_members"), "orgId": owner["orgId"], "spaceId": space["id"]}
        self.keep("space_members", member | {"userId": owner["id"], "role": "admin"})
        return space

    def get_space(self, request: Request) -> object:
        """One space."""
        return self.show_space(request.at["spaces"])

    def need_role(self, request: Request, *roles: str) -> None:
        """403 for who is less in the space."""
        if self.space_role(request.user, request.at["spaces"]) not in roles:
            raise Refusal(403, "Your role in this space does not allow this")

    def update_space(self, request: Request) -> object:
        """Change a space."""
        self.need_role(request, "admin")
        row, body = request.at["spaces"], self.take(request, "space_patch")
        if body.get("memberMode") == "INHERIT_BOARD" and row["boardId"] is None:
            raise self.invalid("There is no board to inherit from")
        return self.show_space(self.change("spaces", row, body))

    def delete_space(self, request: Request) -> object:
        """A space goes with all that is in it."""
        self.need_role(request, "admin")
        self.drop("spaces", request.at["spaces"])
        return GONE

    def space_of_board(self, request: Request) -> object:
        """The space of a board."""
        found = [row for row in self.spaces_of(request) if row["boardId"] == request.at["boards"]["id"]]
        if not found:
            raise self.missing("spaces")
        return self.show_space(found[0])

    def get_tree(self, request: Request) -> object:
        """Every folder and page once."""
        space = request.at["spaces"]
        return {"data": self.grow(space, None)}

    def grow(self, space: Row, parent: str | None) -> list[Row]:
        """What lies in a folder, folders first."""
        folders = self.all_of("folders", spaceId=space["id"], parentId=parent)
        pages = self.undeleted("pages", self.all_of("pages", spaceId=space["id"], folderId=parent))
        return [
            *(
                {"type": "folder", "id": row["id"], "name": row["name"], "children": self.grow(space, row["id"])}
                for row in folders
            ),
            *({"type": "page", "id": row["id"], "name": row["title"], "children": []} for row in pages),
        ]

    def show_page(self, row: Row) -> Row:
        """A page."""
        names = ("id", "spaceId", "folderId", "title", "content", "version", "isHomepage")
        return self.pick(row, *names, "createdAt", "updatedAt")

    def list_pages(self, request: Request) -> object:
        """The pages of a space."""
        rows = self.undeleted("pages", self.all_of("pages", spaceId=request.at["spaces"]["id"]))
        return self.page(request, self.newest(rows), self.show_page)

    def create_page(self, request: Request) -> object:
        """A new page."""
        self.need_role(request, "admin", "editor")
        body, space = self.take(request, "page"), request.at["spaces"]
        self.check_folder(request, body.get("folderId"))
        return self.show_page(self.make_page(space, request.user, body))

    def check_folder(self, request: Request, ident: str | None) -> None:
        """400 for a folder that the space has not."""
        if ident is not None:
            self.refer(request, "folders", ident, spaceId=request.at["spaces"]["id"])

    def make_page(self, space: Row, author: Row, body: Row) -> Row:
        """A page of a space in its first version."""
        row = {"id": self.mint("pages"), "orgId": space["orgId"], "spaceId": space["id"], "folderId": None}
        row |= {"content": "", "version": 0, "isHomepage": False, "deletedAt": None}
        page = self.keep("pages", row | {"createdAt": self.stamp(), "updatedAt": self.stamp()} | body)
        self.turn_page(page, author, {})
        return page

    def turn_page(self, page: Row, author: Row, changes: Row) -> None:
        """Another version of a page."""
        self.change("pages", page, changes | {"version": page["version"] + 1, "updatedAt": self.stamp()})
        row = {"id": self.mint("versions"), "orgId": page["orgId"], "pageId": page["id"], "authorId": author["id"]}
        self.keep("versions", row | self.pick(page, "title", "content", "version") | {"createdAt": self.stamp()})

    def find_page(self, request: Request) -> Row:
        """The page of the path."""
        return self.find_live("pages", request.args["pageId"], spaceId=request.at["spaces"]["id"])

    def get_page(self, request: Request) -> object:
        """One page."""
        return self.show_page(self.find_page(request))

    def update_page(self, request: Request) -> object:
        """Change a page; what it was is kept."""
        self.need_role(request, "admin", "editor")
        page, body = self.find_page(request), self.take(request, "page_patch")
        self.check_folder(request, body.get("folderId"))
        self.turn_page(page, request.user, body)
        return self.show_page(page)

    def delete_page(self, request: Request) -> object:
        """A page goes."""
        self.need_role(request, "admin", "editor")
        self.mark("pages", self.find_page(request))
        return GONE

    def show_version(self, row: Row) -> Row:
        """What a page was."""
        shown = self.pick(row, "id", "version", "title", "content", "createdAt")
        return shown | {"author": self.user_ref(row["authorId"])}

    def list_versions(self, request: Request) -> object:
        """What a page was, the latest first."""
        rows = self.all_of("versions", pageId=self.find_page(request)["id"])
        return self.page(request, self.newest(rows), self.show_version)

    def restore_version(self, request: Request) -> object:
        """A page is again what it was, in a new version."""
        self.need_role(request, "admin", "editor")
        page = self.find_page(request)
        old = self.find("versions", request.args["versionId"], pageId=page["id"])
        self.turn_page(page, request.user, self.pick(old, "title", "content"))
        return self.show_page(page)

    def show_folder(self, row: Row) -> Row:
        """A folder."""
        return self.pick(row, "id", "spaceId", "parentId", "name")

    def create_folder(self, request: Request) -> object:
        """A new folder."""
        self.need_role(request, "admin", "editor")
        body, space = self.take(request, "folder"), request.at["spaces"]
        self.check_folder(request, body.get("parentId"))
        row = {"id": self.mint("folders"), "orgId": space["orgId"], "spaceId": space["id"], "parentId": None}
        return self.show_folder(self.keep("folders", row | body))

    def update_folder(self, request: Request) -> object:
        """Another name or place, but not within itself."""
        self.need_role(request, "admin", "editor")
        row = self.find("folders", request.args["folderId"], spaceId=request.at["spaces"]["id"])
        body = self.take(request, "folder_patch")
        self.check_folder(request, body.get("parentId"))
        if self.lies_within(body.get("parentId"), row["id"]):
            raise self.invalid("A folder does not lie within itself")
        return self.show_folder(self.change("folders", row, body))

    def lies_within(self, ident: str | None, folder: str) -> bool:
        """Whether a folder is another one or lies within it."""
        while ident is not None:
            if ident == folder:
                return True
            ident = self.tables["folders"][ident]["parentId"]
        return False

    def delete_folder(self, request: Request) -> object:
        """An empty folder goes."""
        self.need_role(request, "admin", "editor")
        row = self.find("folders", request.args["folderId"], spaceId=request.at["spaces"]["id"])
        if self.grow(request.at["spaces"], row["id"]):
            raise self.illegal("The folder is not empty")
        self.drop("folders", row)
        return GONE
