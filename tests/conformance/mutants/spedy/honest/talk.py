"""Comments, watchers and attachments of tickets."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from tests.conformance.mutants.plain.multipart import Upload, read_upload
from tests.conformance.mutants.plain.wire import Refusal, Reply, Request, Routes, Row

from .app import GONE, MAX_FILE
from .tickets import Relations


class Talk(Relations):
    """What is said about a ticket, who hears of it, and files."""

    ROUTES: Routes = (
        ("GET", "{T}/comments", "list_comments"),
        ("POST", "{T}/comments", "create_comment"),
        ("PATCH", "{T}/comments/:commentId", "update_comment"),
        ("DELETE", "{T}/comments/:commentId", "delete_comment"),
        ("POST", "{T}/watch", "watch"),
        ("DELETE", "{T}/watch", "unwatch"),
        ("GET", "{T}/watch-status", "watch_status"),
        ("GET", "{T}/watchers", "list_watchers"),
        ("GET", "{T}/attachments", "list_attachments"),
        ("POST", "{T}/attachments/upload", "upload"),
        ("GET", "{T}/attachments/:attachmentId/download", "download"),
        ("DELETE", "{T}/attachments/:attachmentId", "delete_attachment"),
    )

    def show_comment(self, row: Row) -> Row:
        """A comment."""
        shown = self.pick(row, "id", "content", "isSecret", "createdAt", "updatedAt", "deletedAt")
        return shown | {"author": self.user_ref(row["authorId"])}

    def hears(self, user: Row, comment: Row) -> bool:
        """Whether somebody may know of a comment."""
        return user["role"] != "Customer" or not comment["isSecret"]

    def comments_for(self, request: Request) -> list[Row]:
        """The comments of the ticket that the caller may know of."""
        rows = self.undeleted("comments", self.all_of("comments", ticketId=request.at["tickets"]["id"]))
        return [row for row in rows if self.hears(request.user, row)]

    def list_comments(self, request: Request) -> object:
        """The comments of a ticket, the oldest first."""
        return self.page(request, self.oldest(self.comments_for(request)), self.show_comment)

    def create_comment(self, request: Request) -> object:
        """A new comment; a customer has no secrets."""
        body = self.take(request, "comment")
        if body.get("isSecret") and request.user["role"] == "Customer":
            raise Refusal(403, "A customer has no secret comments")
        row = self.say(request.at["tickets"], request.user, body)
        self.note(request, "commentAdded")
        self.watch_for(request.at["tickets"], request.user["id"])
        self.tell(request, "ticket.comment_added", self.show_comment(row) | {"ticketId": row["ticketId"]})
        return self.show_comment(row)

    def say(self, ticket: Row, author: Row, body: Row) -> Row:
        """A comment on a ticket."""
        row = {"id": self.mint("comments"), "orgId": ticket["orgId"], "ticketId": ticket["id"], "isSecret": False}
        row |= {"authorId": author["id"], "createdAt": self.stamp(), "updatedAt": self.stamp(), "deletedAt": None}
        return self.keep("comments", row | body)

    def find_comment(self, request: Request) -> Row:
        """The comment of the path, as far as the caller may know of it."""
        row = self.find_live("comments", request.args["commentId"], ticketId=request.at["tickets"]["id"])
        if not self.hears(request.user, row):
            raise self.missing("comments")
        return row

    def update_comment(self, request: Request) -> object:
        """Other words, from the author alone."""
        row = self.find_comment(request)
        if not self.is_author(request, row):
            raise Refusal(403, "Only the author may do this")
        body = self.take(request, "comment_patch")
        return self.show_comment(self.change("comments", row, body | {"updatedAt": self.stamp()}))

    def is_author(self, request: Request, row: Row) -> bool:
        """Whether the caller wrote a comment."""
        return bool(row["authorId"] == request.user["id"])

    def delete_comment(self, request: Request) -> object:
        """A comment goes: by its author, or by who may delete tickets."""
        row = self.find_comment(request)
        if not self.is_author(request, row) and not self.has(request.user, "tickets:delete"):
            raise Refusal(403, "It is somebody else's")
        self.mark("comments", row)
        return GONE

    def watch_for(self, ticket: Row, user_id: str) -> None:
        """Somebody will hear of a ticket; twice is once."""
        if not self.all_of("watchers", ticketId=ticket["id"], userId=user_id):
            row = {"id": self.mint("watchers"), "orgId": ticket["orgId"], "ticketId": ticket["id"], "userId": user_id}
            self.keep("watchers", row | {"createdAt": self.stamp()})

    def watching(self, request: Request) -> list[Row]:
        """What makes the caller a watcher."""
        return self.all_of("watchers", ticketId=request.at["tickets"]["id"], userId=request.user["id"])

    def watch(self, request: Request) -> object:
        """The caller will hear of the ticket."""
        self.watch_for(request.at["tickets"], request.user["id"])
        return {"isWatching": True}

    def unwatch(self, request: Request) -> object:
        """The caller will not."""
        for row in self.watching(request):
            self.drop("watchers", row)
        return {"isWatching": False}

    def watch_status(self, request: Request) -> object:
        """Whether the caller hears of the ticket."""
        return {"isWatching": bool(self.watching(request))}

    def list_watchers(self, request: Request) -> object:
        """Who hears of the ticket."""
        return self.page(request, self.all_of("watchers", ticketId=request.at["tickets"]["id"]), self.show_watcher)

    def show_watcher(self, row: Row) -> Row:
        """Who watches."""
        return self.pick(self.tables["users"][row["userId"]], "id", "name", "email")

    def show_attachment(self, row: Row) -> Row:
        """A file without its bytes."""
        shown = self.pick(row, "id", "filename", "mimeType", "size", "createdAt", "commentId")
        return shown | {"uploadedBy": self.user_ref(row["userId"])}

    def files_for(self, request: Request) -> list[Row]:
        """The files of the ticket that the caller may know of."""
        rows = self.all_of("attachments", ticketId=request.at["tickets"]["id"])
        return [row for row in rows if self.may_open(request.user, row)]

    def may_open(self, user: Row, file: Row) -> bool:
        """Whether somebody may know of a file: as of the comment it hangs on."""
        comment = self.tables["comments"].get(file["commentId"] or "")
        return comment is None or self.hears(user, comment)

    def list_attachments(self, request: Request) -> object:
        """The files of a ticket, of a comment, or of the ticket itself."""
        rows, wanted = self.files_for(request), request.parameter("commentId")
        if wanted is not None:
            rows = [row for row in rows if row["commentId"] == (None if wanted == "ticket" else wanted)]
        return self.page(request, self.oldest(rows), self.show_attachment)

    def upload(self, request: Request) -> object:
        """A file comes in; customers bring none."""
        if request.user["role"] == "Customer":
            raise Refusal(403, "A customer uploads no files")
        if request.fault is not None:
            raise self.invalid("The file is too large")
        found, comment = read_upload(request.headers["content-type"], request.raw), request.parameter("commentId")
        if found is None:
            raise self.invalid("Send a form with a part called file")
        if comment is not None and not self.is_comment_of(request, comment):
            raise self.missing("comments")
        self.check_file(found)
        row = {"id": self.mint("attachments"), "orgId": request.org["id"], "ticketId": request.at["tickets"]["id"]}
        row |= {"commentId": comment, "filename": found.name, "mimeType": found.media, "size": len(found.data)}
        row |= {"userId": request.user["id"], "createdAt": self.stamp(), "data": found.data}
        return self.show_attachment(self.keep("attachments", row))

    def is_comment_of(self, request: Request, ident: str) -> bool:
        """Whether a comment belongs to the ticket, and the caller may know of it."""
        return any(row["id"] == ident for row in self.comments_for(request))

    def check_file(self, file: Upload) -> None:
        """400 for too many bytes, or a type that is not that of the name."""
        if len(file.data) > MAX_FILE:
            raise self.invalid("The file is too large")
        guessed = mimetypes.guess_type(file.name)[0]
        if guessed is not None and guessed != file.media.partition(";")[0].strip().lower():
            raise self.invalid("The type of the file is not that of its name")

    def find_file(self, request: Request) -> Row:
        """The file of the path, as far as the caller may know of it."""
        row = self.find("attachments", request.args["attachmentId"], ticketId=request.at["tickets"]["id"])
        if not self.may_open(request.user, row):
            raise self.missing("attachments")
        return row

    def download(self, request: Request) -> object:
        """The bytes; images are shown, others saved."""
        row = self.find_file(request)
        way = "inline" if row["mimeType"].startswith("image/") else "attachment"
        headers = {"Content-Disposition": f"{way}; filename*=UTF-8''{quote(row['filename'], safe='')}"}
        return Reply(200, None, headers, raw=row["data"], media=row["mimeType"])

    def delete_attachment(self, request: Request) -> object:
        """A file goes: by who brought it, or who may delete tickets."""
        row = self.find_file(request)
        if row["userId"] != request.user["id"] and not self.has(request.user, "tickets:delete"):
            raise Refusal(403, "It is somebody else's")
        self.drop("attachments", row)
        return GONE
