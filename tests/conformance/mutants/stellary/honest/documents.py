"""The knowledge base of a workspace and its review."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .accounts import OK
from .relations import Relations

SHOWN = (
    *("id", "title", "docType", "content", "parentId", "contextType", "contextId", "tags", "status", "reviewNotes"),
    *("createdAt", "updatedAt"),
)


class Documents(Relations):
    """{W}/documents."""

    ROUTES: Routes = (
        ("POST", "{W}/documents", "create_document"),
        ("GET", "{W}/documents", "list_documents"),
        ("GET", "{W}/documents/:documentId", "get_document"),
        ("PATCH", "{W}/documents/:documentId", "update_document"),
        ("DELETE", "{W}/documents/:documentId", "delete_document"),
        ("POST", "{W}/documents/:documentId/submit-review", "submit_document"),
        ("POST", "{W}/documents/:documentId/review", "review_document"),
    )

    def create_document(self, request: Request) -> object:
        """A new draft."""
        body = self.take(request, "document")
        self.check_parent(request, body.get("parentId"))
        row: Row = {"docType": "document", "content": {"type": "doc", "content": []}, "parentId": None, "tags": []}
        row |= {"contextType": "workspace", "contextId": request.workspace["id"]} | body
        row |= {"id": self.mint("documents"), "workspaceId": request.workspace["id"], "status": "draft"}
        row |= {"reviewNotes": None, "createdAt": self.stamp(), "updatedAt": self.stamp()}
        return self.show_document(self.keep("documents", row))

    def check_parent(self, request: Request, ident: str | None, child: str | None = None) -> None:
        """404 for a parent that is not in the workspace, 400 for one that is the document or lies below it."""
        while ident is not None:
            if ident == child:
                raise self.invalid("A document cannot lie below itself")
            ident = self.find("documents", ident, workspaceId=request.workspace["id"])["parentId"]

    def show_document(self, row: Row) -> Row:
        """A document whole."""
        return {name: row[name] for name in SHOWN}

    def list_documents(self, request: Request) -> object:
        """The documents of the workspace without their content, narrowed by what the query names."""
        rows = self.documents_of(request, self.take_query(request, "document_query"))
        return [{name: member for name, member in self.show_document(row).items() if name != "content"} for row in rows]

    def documents_of(self, request: Request, wanted: Row) -> list[Row]:
        """The documents of the workspace whose members are as wanted."""
        return self.all_of("documents", workspaceId=request.workspace["id"], **wanted)

    def find_document(self, request: Request) -> Row:
        """The document of the path in the workspace of the path."""
        return self.find("documents", request.args["documentId"], workspaceId=request.workspace["id"])

    def get_document(self, request: Request) -> object:
        """One document with its content."""
        return self.show_document(self.find_document(request))

    def update_document(self, request: Request) -> object:
        """Change the members that are sent; the state of the review stays."""
        row = self.find_document(request)
        body = self.take(request, "document_patch")
        self.check_parent(request, body.get("parentId"), row["id"])
        return self.show_document(self.change("documents", row, body | {"updatedAt": self.stamp()}))

    def delete_document(self, request: Request) -> object:
        """A document goes; what lay below it comes to the top."""
        row = self.find_document(request)
        for child in self.all_of("documents", parentId=row["id"]):
            self.change("documents", child, {"parentId": None})
        self.drop("documents", row)
        return OK

    def submit_document(self, request: Request) -> object:
        """Ask for a review."""
        row = self.find_document(request)
        self.check_document(row, "draft", "changes_requested")
        return self.show_document(self.change("documents", row, {"status": "pending_review"}))

    def review_document(self, request: Request) -> object:
        """Give the verdict of a review."""
        row = self.find_document(request)
        body = self.take(request, "document_review")
        self.check_document(row, "pending_review")
        verdict = {"status": body["status"], "reviewNotes": body.get("notes")}
        return self.show_document(self.change("documents", row, verdict))

    def check_document(self, row: Row, *statuses: str) -> None:
        """409 unless a document has one of these statuses."""
        if row["status"] not in statuses:
            raise Refusal(409, f"The document is {row['status']}")
