"""The review of documents. Its checks belong to the subject documents."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.documents import read
from conformance.cases.stellary.steps import Row, answered, call, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange


def submit(bench: Bench, document: Row) -> Row:
    """Ask for the review of a document; the answer."""
    return answered(bench, call(bench, "submitDocument", documentId=document["id"]), "submitting a document")


def review(bench: Bench, document: Row, status: str, notes: str | None = None) -> Exchange:
    """Give a verdict on a document, whatever comes of it."""
    body = {"status": status} | ({"notes": notes} if notes else {})
    return call(bench, "reviewDocument", body, documentId=document["id"])


@check(module="documents", writes=True)
def starts_as_draft(bench: Bench, _: Subject) -> None:
    """The answer to the creation of a document shows status draft."""
    equal(bench, bench.make("Document").get("status"), "draft", "a new document is no draft")


@check(module="documents", writes=True)
def review_begins_with_draft(bench: Bench, _: Subject) -> None:
    """The review of a document begins with a draft."""
    document = bench.make("Document")
    shown = read(bench, document)
    # A document that does not show its status may still be a draft; what it allows says so.
    equal(bench, shown.get("status", "draft"), "draft", "a new document is no draft")
    refused(bench, review(bench, document, "approved"), "the review of a draft", 409, 400, basis="assumed")
    seen = submit(bench, document)
    equal(bench, seen.get("status", "pending_review"), "pending_review", "a draft cannot be submitted at once")


@check(module="documents", writes=True)
def submission(bench: Bench, _: Subject) -> None:
    """A submitted draft is pending_review."""
    document = bench.make("Document")
    told = submit(bench, document).get("status")
    equal(bench, told, "pending_review", "the answer to a submission shows another status", basis="assumed")
    equal(bench, read(bench, document).get("status"), "pending_review", "a submitted draft is not pending_review")


@check(module="documents", writes=True)
def verdict(bench: Bench, _: Subject) -> None:
    """A review makes the document approved or changes_requested, with notes."""
    for status in ("approved", "changes_requested"):
        document, notes = bench.make("Document"), f"Because of {bench.word()}"
        submit(bench, document)
        answered(bench, review(bench, document, status, notes), f"a review that says {status}")
        shown = read(bench, document)
        equal(bench, shown.get("status"), status, f"a document reviewed as {status} has another status")
        bench.expect(
            notes in str(shown.get("reviewNotes", shown)),
            "the notes of a review are not kept",
            expected=notes,
            observed=shown,
            basis="assumed",  # the page names them in the request alone
        )


@check(module="documents", writes=True)
def submitted_again(bench: Bench, _: Subject) -> None:
    """A document sent back for changes can be submitted again."""
    document = bench.make("Document")
    submit(bench, document)
    answered(bench, review(bench, document, "changes_requested", "More"), "a review that says changes_requested")
    submit(bench, document)
    shown = read(bench, document).get("status")
    equal(bench, shown, "pending_review", "a document submitted again is not pending_review")
