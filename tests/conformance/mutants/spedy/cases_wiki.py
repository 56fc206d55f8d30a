"""Wiki spaces and who is what in them, each with one thing wrong."""

from __future__ import annotations

from dataclasses import replace

from tests.conformance.mutants.plain.checks import Form

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("cases", "required", "260", aim="A space takes any word for the way to its people.")
class AnyMode(Spedy):
    def form(self, name: str) -> Form:
        found = super().form(name)
        return found | ({"memberMode": replace(found["memberMode"], kind="text")} if name == "space" else {})


@mutant("cases", "260", aim="A space forgets what it was described as.")
class SpaceUndescribed(Spedy):
    def make_space(self, owner: Row, body: Row) -> Row:
        return super().make_space(owner, body | {"description": None})


@mutant("cases", "261", aim="A slug that was sent is not taken.")
class SlugOfName(Spedy):
    def make_space(self, owner: Row, body: Row) -> Row:
        return super().make_space(owner, body | {"slug": self.make_slug(body["name"])})


@mutant("cases", "527", aim="A space that is renamed gets another slug.")
class SlugFollows(Spedy):
    def update_space(self, request: Request) -> object:
        super().update_space(request)
        row = request.at["spaces"]
        return self.show_space(self.change("spaces", row, {"slug": self.make_slug(row["name"])}))


@mutant("cases", "525", aim="A space inherits from no board.")
class InheritsFromNone(Spedy):
    def create_space(self, request: Request) -> object:
        if request.raw and b"INHERIT_BOARD" in request.raw and self.take(request, "space").get("boardId") is None:
            body = self.take(request, "space")
            slug = self.make_slug(body["name"])
            return self.show_space(self.make_space(request.user, body | {"slug": slug}))
        return super().create_space(request)


@mutant("cases", "526", aim="A board has as many spaces as one likes.")
class ManySpacesOfABoard(Spedy):
    def create_space(self, request: Request) -> object:
        before = [row for row in self.all_of("spaces", orgId=request.org["id"]) if row["boardId"] is not None]
        boards = [row["boardId"] for row in before]
        for row in before:
            row["boardId"] = "brd_none"
        try:
            return super().create_space(request)
        finally:
            for row, board in zip(before, boards, strict=True):
                row["boardId"] = board


@mutant("cases", "526", aim="A board without a space is shown one that belongs to none.")
class AnySpaceOfABoard(Spedy):
    def space_of_board(self, request: Request) -> object:
        try:
            return super().space_of_board(request)
        except Refusal:
            return self.show_space(self.all_of("spaces", orgId=request.org["id"], boardId=None)[0])


@mutant("cases", "528", aim="The space of a board outlives it.")
class SpaceOutlivesBoard(Spedy):
    def delete_board(self, request: Request) -> object:
        for row in self.all_of("spaces", boardId=request.at["boards"]["id"]):
            row["boardId"], row["memberMode"] = None, "MANAGE_SEPARATE"
        return super().delete_board(request)


@mutant("cases", "sight", "266", aim="A space that inherits is closed to customers on its board.")
class CustomersShutOut(Spedy):
    def space_role(self, user: Row, space: Row) -> str | None:
        return None if user["role"] == "Customer" else super().space_role(user, space)


@mutant("cases", "sight", "266", aim="Who was once in a space that inherits stays there.")
class OnceInStaysIn(Spedy):
    def prepare(self) -> None:
        super().prepare()
        self.entered: dict[tuple[str, str], str] = {}

    def space_role(self, user: Row, space: Row) -> str | None:
        role = super().space_role(user, space)
        if role is not None:
            self.entered[user["id"], space["id"]] = role
        return self.entered.get((user["id"], space["id"]))


@mutant("cases", "529", aim="The people of a board are in its space though that is managed apart.")
class BoardOpensAll(Spedy):
    def space_role(self, user: Row, space: Row) -> str | None:
        if space["boardId"] is not None:
            return super().space_role(user, space | {"memberMode": "INHERIT_BOARD"})
        return super().space_role(user, space)


@mutant("cases", "529", aim="Who makes a space only reads in it.")
class MakerReads(Spedy):
    def space_role(self, user: Row, space: Row) -> str | None:
        role = super().space_role(user, space)
        return "reader" if role == "admin" and user["role"] != "Admin" else role


@mutant("cases", "264", "530", aim="Admins of a board do not run its space.")
class BoardAdminEdits(Spedy):
    def space_role(self, user: Row, space: Row) -> str | None:
        role = super().space_role(user, space)
        inherits = space["memberMode"] == "INHERIT_BOARD" and user["role"] != "Admin"
        return "editor" if role == "admin" and inherits else role


@mutant("cases", "264", aim="Editors delete a space.")
class EditorDeletesSpace(Spedy):
    def delete_space(self, request: Request) -> object:
        self.need_role(request, "admin", "editor")
        if self.space_role(request.user, request.at["spaces"]) == "editor":
            self.drop("spaces", request.at["spaces"])
        return super().delete_space(request)


@mutant("cases", "530", aim="Readers write.")
class ReadersWrite(Spedy):
    def need_role(self, request: Request, *roles: str) -> None:
        if "editor" not in roles:
            super().need_role(request, *roles)


@mutant("cases", "530", aim="Readers restore versions.")
class ReadersRestore(Spedy):
    def need_role(self, request: Request, *roles: str) -> None:
        if request.handler != "restore_version":
            super().need_role(request, *roles)


@mutant("cases", "530", aim="Members of a board only read in its space.")
class MembersRead(Spedy):
    def space_role(self, user: Row, space: Row) -> str | None:
        role = super().space_role(user, space)
        return "reader" if role == "editor" else role
