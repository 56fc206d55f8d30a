"""Files on tickets and comments."""

from __future__ import annotations

from mock_server.apis.spedy.media import say_disposition, settle_type
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.raw import Raw
from mock_server.engine.table import Row


def upload_attachment(act: Act) -> Json:
    """Keep the part `file`, for the ticket or for a comment on it; its media type must fit its name."""
    comment = _find_comment(act)
    upload = act.files.get("file")
    if upload is None:
        act.refuse("missing_field", "the part file is no file")
    kind = settle_type(upload.content_type, upload.filename)
    if kind is None:
        act.refuse("invalid", "the media type does not fit the ending of the name")
    fields: dict[str, Json] = {"filename": upload.filename, "mimeType": kind, "size": len(upload.data)}
    if comment is not None:
        fields |= {"commentId": comment["id"], "onSecretComment": comment["isSecret"]}
    row = act.create("Attachment", fields)
    act.keep(row["id"], upload.data)
    return act.show("Attachment", row, "Attachment")


def _find_comment(act: Act) -> Row | None:
    comment_id = act.query.get("commentId")
    if comment_id is None:
        return None
    comment = act.find("Comment", str(comment_id))
    if comment is None or comment["ticketId"] != act.path_row("Ticket")["id"]:
        act.refuse("not_found", "commentId names no comment on the ticket")
    return comment


def download_attachment(act: Act) -> Raw:
    """The bytes as they came."""
    row = act.current
    headers = [
        ("Content-Type", row["mimeType"]),
        ("Content-Disposition", say_disposition(row["mimeType"], row["filename"])),
    ]
    return Raw(200, headers, act.bytes_of(row["id"]) or b"")


def forget_file(act: Act, row: Row, _before: Row | None) -> None:
    """Let the bytes of a deleted attachment go."""
    act.world.blobs.pop(row["id"], None)


HANDLERS = {"download_attachment": download_attachment, "upload_attachment": upload_attachment}
EFFECTS = {"deleteAttachment": forget_file}
