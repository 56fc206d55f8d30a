"""Files that come back otherwise than they went."""

from __future__ import annotations

from tests.conformance.mutants.plain.multipart import Upload

from .honest import Refusal, Reply, Request, Row, Stellary
from .registry import mutant


@mutant("cases", "115", aim="Line ends in an attachment are changed.")
class LineEndsChanged(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        upload.data = upload.data.replace(b"\r\n", b"\n")
        return super().keep_upload(request, upload)


@mutant("cases", "115", aim="Attachments go through a text decoder.")
class BytesDecoded(Stellary):
    def download(self, request: Request) -> object:
        reply = super().download(request)
        if isinstance(reply, Reply) and reply.raw is not None:
            reply.raw = reply.raw.decode("utf-8", "replace").encode()
        return reply


@mutant("cases", "115", aim="The last byte of an attachment is missing.")
class LastByteMissing(Stellary):
    def download(self, request: Request) -> object:
        reply = super().download(request)
        if isinstance(reply, Reply) and reply.raw:
            reply.raw = reply.raw[:-1]
        return reply


@mutant("cases", "115", aim="Attachments come back as octet streams.")
class TypeForgotten(Stellary):
    def download(self, request: Request) -> object:
        reply = super().download(request)
        if isinstance(reply, Reply):
            reply.media = "application/octet-stream"
        return reply


@mutant("cases", "115", aim="Attachments come back as base64 inside JSON.")
class DownloadAsJson(Stellary):
    def download(self, request: Request) -> object:
        return {"data": self.find_attachment(request)["data"].hex()}


@mutant("cases", "114", aim="The size of an attachment is the length of the whole form.")
class SizeOfForm(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        return super().keep_upload(request, upload) | {"size": len(request.raw)}

    def show_attachment(self, row: Row) -> Row:
        return super().show_attachment(row) | {"size": row["size"] + 1}


@mutant("cases", "114", aim="The size of an attachment counts kilobytes.")
class SizeInKilobytes(Stellary):
    def show_attachment(self, row: Row) -> Row:
        return super().show_attachment(row) | {"size": row["size"] // 1024}


@mutant("cases", "114", aim="The name of an attachment loses what is not ASCII.")
class NameInAscii(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        upload.name = upload.name.encode("ascii", "replace").decode()
        return super().keep_upload(request, upload)


@mutant("cases", "114", aim="Every attachment is called file.")
class NameForgotten(Stellary):
    def show_attachment(self, row: Row) -> Row:
        return super().show_attachment(row) | {"originalName": "file"}


@mutant("cases", "114", aim="mimeType is guessed from nothing: always application/pdf.")
class MimeFixed(Stellary):
    def show_attachment(self, row: Row) -> Row:
        return super().show_attachment(row) | {"mimeType": "application/pdf"}


@mutant("cases", "114", aim="Attachments are uploaded by the owner of the workspace, whoever did it.")
class UploaderFixed(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        return self.change(
            "attachments", super().keep_upload(request, upload), {"uploadedBy": request.workspace["ownerId"]}
        )


@mutant("cases", "113", aim="A file of eleven megabytes is taken.")
class NoLargestFile(Stellary):
    def most_bytes(self) -> int:
        return 1 << 40


@mutant("cases", "113", aim="A file of nine megabytes is refused.")
class LargestFileFiveMegabytes(Stellary):
    def most_bytes(self) -> int:
        return 5 * 1024 * 1024


@mutant("cases", "113", aim="A file that is too large is cut and taken.")
class LargeFileCut(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        upload.data = upload.data[: 10 * 1024 * 1024]
        return super().keep_upload(request, upload)

    def most_bytes(self) -> int:
        return 1 << 40


@mutant("cases", "113", aim="An empty file is refused.")
class EmptyFileRefused(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        if not upload.data:
            raise Refusal(400, "The file is empty")
        return super().keep_upload(request, upload)


@mutant("cases", "112", aim="A JSON body makes an attachment.")
class JsonMakesFile(Stellary):
    def upload(self, request: Request) -> object:
        if request.headers["content-type"] == "application/json":
            return self.show_attachment(self.keep_upload(request, Upload("body.json", "application/json", request.raw)))
        return super().upload(request)


@mutant("cases", "115", "249", aim="All attachments of a card hold the bytes of the last one.")
class LastFileWins(Stellary):
    def keep_upload(self, request: Request, upload: Upload) -> Row:
        for row in self.all_of("attachments", cardId=request.card["id"]):
            row["data"] = upload.data
        return super().keep_upload(request, upload)
