"""Documents: types and levels, content, trees, lists."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import open_board
from conformance.cases.stellary.steps import Row, answered, call, equal, listed, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json

TYPES = ("document", "spec", "brief", "adr", "note", "reference", "template", "spreadsheet")
CONTENT = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Prices — Größe 價格 🚀"}]},
        {
            "type": "paragraph",
            "attrs": {"textAlign": "left", "width": 0.5, "locked": False},
            "content": [
                {"type": "text", "text": 'a "quoted" <b> & \\ back\tslash', "marks": [{"type": "bold"}]},
                {
                    "type": "text",
                    "text": " link",
                    "marks": [{"type": "link", "attrs": {"href": "https://x.test/?a=1"}}],
                },
            ],
        },
        {"type": "bulletList", "content": [{"type": "listItem", "content": []}]},
    ],
}


def read(bench: Bench, document: Row) -> Row:
    """A document as it is now."""
    return answered(bench, call(bench, "getDocument", documentId=document["id"]), "reading a document")


def save(bench: Bench, document: Row, fields: dict[str, Json]) -> Row:
    """Save members of a document; the answer."""
    return answered(bench, call(bench, "updateDocument", fields, documentId=document["id"]), "saving a document")


@check(writes=True)
def types(bench: Bench, _: Subject) -> None:
    """A document is of one of eight types."""
    for kind in TYPES:
        shown = read(bench, bench.make("Document", docType=kind)).get("docType")
        equal(bench, shown, kind, f"a document made a {kind} is of another type")


@check(writes=True)
def unknown_type(bench: Bench, _: Subject) -> None:
    """A document of another type is refused with 400."""
    answer = call(bench, "createDocument", bench.body("Document", docType="poem"))
    if 200 <= answer.status < 300:
        bench.adopt(
            "Document", str(answered(bench, answer, "creating a document").get("id")), tenant=bench.maker.home()
        )
    refused(bench, answer, "a type nobody knows", 400)


@check(writes=True)
def levels(bench: Bench, _: Subject) -> None:
    """A document sits at the level of an organization, a workspace, a project or a scope."""
    project = open_board(bench).project
    organization = answered(bench, call(bench, "getOrganization"), "reading the organization")
    workspace = answered(bench, call(bench, "getWorkspace"), "reading the workspace")
    scope = bench.make("ProjectScope", projectId=project)
    places = {
        "organization": organization.get("id"),
        "workspace": workspace.get("id"),
        "project": project,
        "scope": scope["id"],
    }
    for level, place in places.items():
        shown = read(bench, bench.make("Document", contextType=level, contextId=place))
        seen = {name: shown.get(name) for name in ("contextType", "contextId")}
        # The page names the levels; the names of the members are those of the vendor's later page.
        wanted = {"contextType": level, "contextId": place}
        equal(bench, seen, wanted, f"a document made at the level {level} sits elsewhere", basis="published")


@check(writes=True)
def content_kept(bench: Bench, _: Subject) -> None:
    """The content of a document comes back as it went in."""
    document = bench.make("Document", content=CONTENT)
    equal(bench, read(bench, document).get("content"), CONTENT, "the content of a document comes back otherwise")


@check(writes=True)
def tree(bench: Bench, _: Subject) -> None:
    """A document may lie below another, named by parentId."""
    top = bench.make("Document")
    below = bench.make("Document", parentId=top["id"])
    lowest = bench.make("Document", parentId=below["id"])
    for document, parent in ((top, None), (below, top["id"]), (lowest, below["id"])):
        shown = read(bench, document).get("parentId")
        equal(bench, shown, parent, "a document lies below another one than it was put below")


@check(writes=True)
def saved_often(bench: Bench, _: Subject) -> None:
    """Title and content can be saved again and again."""
    document = bench.make("Document", content=CONTENT)
    title, content = document.get("title"), CONTENT
    for turn in range(4):
        content = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": f"{turn}"}]}]}
        save(bench, document, {"content": content})
        shown = read(bench, document)
        equal(bench, shown.get("content"), content, "a saved content is not kept")
        equal(bench, shown.get("title"), title, "saving the content changes the title")
        title = f"Saved {bench.word()}"
        save(bench, document, {"title": title})
        shown = read(bench, document)
        equal(bench, shown.get("title"), title, "a saved title is not kept")
        equal(bench, shown.get("content"), content, "saving the title changes the content")


@check(writes=True)
def branches_come_up(bench: Bench, _: Subject) -> None:
    """What lies below a deleted document comes to the top."""
    top = bench.make("Document")
    below = bench.make("Document", parentId=top["id"])
    succeeded(bench, call(bench, "deleteDocument", documentId=top["id"]), "deleting a document")
    equal(bench, read(bench, below).get("parentId"), None, "what lay below a deleted document still names it")


@check(writes=True)
def list_without_content(bench: Bench, _: Subject) -> None:
    """The list of documents leaves their content out."""
    document = bench.make("Document", content=CONTENT)
    answer = call(bench, "listDocuments")
    rows = [row for row in listed(bench, answer, "listing documents") if row.get("id") == document["id"]]
    bench.require(rows, "a new document is not listed", expected="the document", exchange=answer)
    bench.expect("content" not in rows[0], "the list of documents shows their content", exchange=answer)
