"""Labels: their form, who may change them, and tickets that lose one."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import (
    TEAM_MEMBER,
    Row,
    call,
    done,
    equal,
    listed,
    refused,
    somebody,
    succeeded,
    tried,
)
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

COLOR = "#3366FF"


def try_label(bench: Bench, **fields: Json) -> Exchange:
    """Send a new label that may be refused; what comes of it is removed after the check."""
    return tried(bench, "createLabel", "Label", {"name": f"Label {bench.word()}", "color": COLOR, **fields})


def lean_label(bench: Bench, **fields: Json) -> Row:
    """A new label with no more than a name, a color and what is named here."""
    return bench.make("Label", **{"description": ..., **fields})


def labels_of(rows: Json) -> list[Json]:
    """The ids of the labels a ticket shows, as objects or as ids."""
    shown = rows.get("labels", rows.get("labelIds")) if isinstance(rows, dict) else None
    return sorted(str(one.get("id")) if isinstance(one, dict) else str(one) for one in shown or [])


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """A label needs a name of at most 50 characters and a hex color; a description has at most 200."""
    for told, fields in (
        ("without a name", {"name": ...}),
        ("with a name of 51 characters", {"name": "x" * 51}),
        ("without a color", {"color": ...}),
        ("with a color in words", {"color": "red"}),
        ("with a description of 201 characters", {"description": "x" * 201}),
    ):
        refused(bench, try_label(bench, **fields), f"a label {told}", 400)
    fields = {"name": f"{bench.word()} ".ljust(50, "x"), "description": "x" * 200}
    row = lean_label(bench, **fields)
    equal(bench, {name: row.get(name) for name in fields}, fields, "a label at its bounds is kept otherwise")
    for body in ({"name": "x" * 51}, {"color": "red"}, {"description": "x" * 201}):
        answer = call(bench, "updateLabel", body, labelId=row["id"])
        refused(bench, answer, f"a change past the bound of {', '.join(body)}", 400)


@check(writes=True)
def short_colors(bench: Bench, _: Subject) -> None:
    """A color has six hexadecimal digits after its mark."""
    for color in ("#36F", "#3366FF00", "#GGGGGG"):
        refused(bench, try_label(bench, color=color), f"a color like {color}", 400)
    equal(bench, str(lean_label(bench, color="#a1B2c3").get("color")).upper(), "#A1B2C3", "a color is kept otherwise")


@check(writes=True)
def no_description(bench: Bench, _: Subject) -> None:
    """A label without a description shows null."""
    row = lean_label(bench)
    shown = done(bench, "getLabel", "reading a label", labelId=row["id"])
    entry = next((one for one in listed(bench, "listLabels", "listing labels") if one.get("id") == row["id"]), {})
    for told, seen in (("the answer", row), ("reading", shown), ("the list", entry)):
        fits = "description" in seen and seen["description"] is None
        bench.expect(fits, f"{told} shows another description than null", expected=None, observed=seen)


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A deleted label is off every ticket, which keeps its others."""
    boards, gone, stays = [new_board(bench), new_board(bench)], lean_label(bench), lean_label(bench)
    both = [gone["id"], stays["id"]]
    tickets = [(board["id"], bench.make("Ticket", boardId=board["id"], labelIds=both)["id"]) for board in boards]
    for board, ticket in tickets:
        shown = done(bench, "getTicket", "reading a ticket", boardId=board, ticketId=ticket)
        equal(bench, labels_of(shown), sorted(both), "a ticket does not show the labels it was given")
    answer = call(bench, "deleteLabel", labelId=gone["id"])
    equal(bench, answer.status, 204, "deleting a label is not answered with 204", answer)
    for board, ticket in tickets:
        shown = done(bench, "getTicket", "reading a ticket", boardId=board, ticketId=ticket)
        equal(bench, labels_of(shown), [stays["id"]], "a ticket does not keep the label that is left and no other")
        query = {"labelId": gone["id"], "includePlanning": True}
        found = call(bench, "listTickets", boardId=board, query=query)
        if 200 <= found.status < 300:
            seen = [row.get("id") for row in bench.items(found) if isinstance(row, dict)]
            equal(bench, ticket in seen, False, "a ticket is listed by a label that was deleted")


@check(writes=True)
def open_reads(bench: Bench, _: Subject) -> None:
    """Reading labels takes no permission."""
    person, row = somebody(bench, TEAM_MEMBER, lacking="settings:edit"), lean_label(bench)
    succeeded(bench, call(bench, "getLabel", who=person, labelId=row["id"]), "reading a label without settings:edit")
    seen = [one.get("id") for one in listed(bench, "listLabels", "listing labels without settings:edit", who=person)]
    equal(bench, row["id"] in seen, True, "somebody without settings:edit is not shown a label")


@check(writes=True)
def names_in_any_case(bench: Bench, _: Subject) -> None:
    """A name is taken in every case."""
    word = bench.word()
    row, other = lean_label(bench, name=f"Label {word}"), lean_label(bench)
    refused(bench, try_label(bench, name=f"LABEL {word}"), "a name taken in another case", 409)
    answer = call(bench, "updateLabel", {"name": f"label {word}"}, labelId=other["id"])
    refused(bench, answer, "a new name taken in another case", 409)
    body = {"name": f"LABEL {word}"}
    done(bench, "updateLabel", "another case of a label's own name", body, labelId=row["id"])
