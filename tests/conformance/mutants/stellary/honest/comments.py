"""Comments and attachments of cards."""

from __future__ import annotations

from urllib.parse import quote

from tests.conformance.mutants.plain.multipart import Upload, read_upload
from tests.conformance.mutants.plain.wire import Refusal, Reply, Request, Routes, Row

from .accounts import OK
from .cards import Cards

MAX_FILE = 10 * 1024 * 1024


class Comments(Cards):
    """{C}/comments and {C}/attachments."""

    ROUTES: Routes = (
        ("GET", "{C}/comments", "list_comments"),
        ("POST", "{C}/comments", "create_comment"),
        ("DELETE", "{C}/comments/:commentId", "delete_comment"),
        ("GET", "{C}/attachments", "list_attachments"),
        ("POST", "{C}/attachments", "upload"),
        ("GET", "{C}/attachments/:attachmentId", "download"),
        ("DELETE", "{C}/attachments/:attachmentId", "delete_attachment"),
    )

    def list_comments(self, request: Request) -> object:
        """The comments of a card, the oldest first."""
        return [self.show_comment(row) for row in self.comments_of(request.card)]

    def comments_of(self, card: Row) -> list[Row]:
        """The comments of a card in order of creation."""
        return self.all_of("comments", cardId=card["id"])

    def show_comment(self, row: Row) -> Row:
        """A comment."""
        return {name: row[name] for name in ("id", "cardId", "authorId", "authorName", "content", "createdAt")}

    def create_comment(self, request: Request) -> object:
        """A new comment by the user."""
        row = self.make_comment(request.card, request.user, self.take(request, "comment")["content"])
        self.tell_card(request, "comment_added", commentId=row["id"])
        return self.show_comment(row)

    def make_comment(self, card: Row, author: Row, content: str) -> Row:
        """A comment on a card."""
        row = {"id": self.mint("comments"), "cardId": card["id"], "authorId": author["id"]}
        row |= {"authorName": author["name"], "content": content, "createdAt": self.stamp()}
        return self.keep("comments", row)

    def delete_comment(self, request: Request) -> object:
        """Take back a comment: its author may, and an admin of the workspace."""
        row = self.find("comments", request.args["commentId"], cardId=request.card["id"])
        self.check_author(request, row)
        self.drop("comments", row)
        return OK

    def check_author(self, request: Request, row: Row) -> None:
        """403 for somebody else's comment."""
        ident = request.user["id"]
        if row["authorId"] != ident and request.workspace["members"][ident]["role"] != "admin":
            raise Refusal(403, "This comment is somebody else's")

    def list_attachments(self, request: Request) -> object:
        """The attachments of a card, the oldest first."""
        return [self.show_attachment(row) for row in self.all_of("attachments", cardId=request.card["id"])]

    def show_attachment(self, row: Row) -> Row:
        """What is known of an attachment."""
        names = ("id", "cardId", "uploadedBy", "originalName", "mimeType", "size", "createdAt")
        return {name: row[name] for name in names}

    def upload(self, request: Request) -> object:
        """Keep the part ``file`` of a form."""
        if request.fault is not None:
            raise self.too_large() if request.fault.status == 413 else request.fault
        upload = read_upload(request.headers["content-type"], request.raw)
        if upload is None:
            raise self.invalid("A multipart part named file is required")
        if len(upload.data) > self.most_bytes():
            raise self.too_large()
        return self.show_attachment(self.keep_upload(request, upload))

    def too_large(self) -> Refusal:
        """The refusal of a file above the bound."""
        return Refusal(413, "File too large")

    def most_bytes(self) -> int:
        """The size of the largest file taken."""
        return MAX_FILE

    def keep_upload(self, request: Request, upload: Upload) -> Row:
        """An attachment of the request's card."""
        row = {
            "id": self.mint("attachments"),
            "cardId": request.card["id"],
            "uploadedBy": request.user["id"],
            "originalName": upload.name,
            "mimeType": upload.media,
            "size": len(upload.data),
            "createdAt": self.stamp(),
            "data": upload.data,
        }
        return self.keep("attachments", row)

    def find_attachment(self, request: Request) -> Row:
        """The attachment of the path on the card of the path."""
        return self.find("attachments", request.args["attachmentId"], cardId=request.card["id"])

    def download(self, request: Request) -> object:
        """The bytes as they came."""
        row = self.find_attachment(request)
        name = quote(row["originalName"], safe="", errors="replace")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Reply(200, None, headers, raw=row["data"], media=row["mimeType"])

    def delete_attachment(self, request: Request) -> object:
        """Forget an attachment."""
        self.drop("attachments", self.find_attachment(request))
        return OK
