"""Custom fields: their types and options, and their values on cards."""

from __future__ import annotations

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

OPTIONS: list[Json] = ["low", "mid", "high"]
VALUES: dict[str, Json] = {
    "text": "Some words",
    "number": 42,
    "select": "mid",
    "multi-select": ["low", "high"],
    "date": "2026-04-01T00:00:00Z",
    "boolean": True,
}
WRONG: dict[str, list[Json]] = {
    "number": ["many", True],
    "select": ["none of them", 3],
    "multi-select": [["low", "none of them"], "low"],
    "date": ["soon", 3],
    "boolean": ["maybe", 3],
}


def field(board: Board, kind: str, **more: Json) -> Row:
    """A new custom field; those one selects from have three options."""
    options: Json = OPTIONS if "select" in kind else ...
    fields: dict[str, Json] = {"name": f"Field {board.bench.word()}", "type": kind, "options": options, **more}
    return board.bench.make("CustomField", projectId=board.project, **fields)


def try_field(board: Board, **body: Json) -> Exchange:
    """Send a field that may be refused; what comes of it is removed after the check."""
    answer = board.call("createField", {"name": f"Field {board.bench.word()}", **body})
    board.keep("CustomField", answer, fieldId=None)
    return answer


def listed_field(board: Board, one: Row) -> Row:
    """A field as the list shows it; empty where it does not."""
    return next((row for row in board.rows("listFields", "listing fields") if row.get("id") == one["id"]), {})


def fill(board: Board, card: Row, values: dict[str, Json]) -> Exchange:
    """Set values on a card: field id to value."""
    return board.call("setCardFields", values, cardId=card["id"])


def filled(board: Board, card: Row, values: dict[str, Json]) -> None:
    """Set values that must be taken."""
    answer = fill(board, card, values)
    board.bench.require(200 <= answer.status < 300, "values are not taken", expected="2xx", exchange=answer)


def values_of(board: Board, card: Row) -> dict[str, Json]:
    """The values a card shows by field id; how is stated nowhere, so a card without skips the check."""
    shown = board.seen(card).get("customFields")
    if isinstance(shown, list):
        return {str(one.get("fieldId")): one.get("value") for one in shown if isinstance(one, dict)}
    if not isinstance(shown, dict):
        board.bench.skip("a card does not show its custom values as customFields")
    return dict(shown or {})


@check(writes=True)
def types(bench: Bench, _: Subject) -> None:
    """A custom field is of type text, number, select, multi-select, date or boolean."""
    board = open_board(bench)
    for kind in VALUES:
        made = field(board, kind)
        equal(bench, made.get("type"), kind, f"the answer shows a field of type {kind} as another")
        equal(bench, listed_field(board, made).get("type"), kind, f"the list shows a field of type {kind} as another")
    refused(bench, try_field(board, type="rainbow"), "a field of an unknown type", 400)


@check(writes=True)
def options(bench: Bench, _: Subject) -> None:
    """A field of type select or multi-select has options."""
    board = open_board(bench)
    for kind in ("select", "multi-select"):
        made = field(board, kind)
        for row, where in ((made, "the answer"), (listed_field(board, made), "the list")):
            equal(bench, row.get("options"), OPTIONS, f"{where} does not show the options of a {kind} field")


@check(writes=True)
def change(bench: Bench, _: Subject) -> None:
    """Name, type and options of a field can be changed."""
    board = open_board(bench)
    made, name = field(board, "select"), f"Renamed {bench.word()}"
    for changes in ({"name": name}, {"options": ["one", "two"]}, {"type": "multi-select", "options": OPTIONS}):
        board.done("updateField", "changing a field", changes, fieldId=made["id"])
        row = listed_field(board, made)
        seen = {key: row.get(key) for key in changes}
        equal(bench, seen, changes, f"a change of {' and '.join(changes)} of a field is not kept")
    equal(bench, listed_field(board, made).get("name"), name, "a later change undoes the name of a field")


@check(writes=True)
def deletion_clears_cards(bench: Bench, _: Subject) -> None:
    """With a field go its values on all cards."""
    board = open_board(bench)
    gone, stays = str(field(board, "text")["id"]), str(field(board, "text")["id"])
    column = board.column()
    cards = [board.card(column), board.card(column)]
    for card in cards:
        filled(board, card, {gone: "gone", stays: "stays"})
    board.removed("deleteField", "deleting a field", fieldId=gone)
    for number, card in enumerate(cards, 1):
        seen = values_of(board, card)
        equal(bench, seen, {stays: "stays"}, f"card {number} of two does not keep the value that is left and no other")


@check(writes=True)
def values(bench: Bench, _: Subject) -> None:
    """Values are set on a card as an object from field id to value."""
    board = open_board(bench)
    wanted = {str(field(board, kind)["id"]): (kind, value) for kind, value in VALUES.items()}
    card = board.card()
    other = board.card({"id": card["columnId"]})
    filled(board, card, {ident: value for ident, (_kind, value) in wanted.items()})
    seen = values_of(board, card)
    for ident, (kind, value) in wanted.items():
        fits = agrees(seen.get(ident), value)
        bench.expect(fits, f"a {kind} value does not come back", expected=value, observed=seen.get(ident))
    equal(bench, values_of(board, other), {}, "values show on another card")


@check(writes=True)
def wrong_type(bench: Bench, _: Subject) -> None:
    """A value that is not of its field's type is refused with 400."""
    board = open_board(bench)
    card = board.card()
    for kind, odd in WRONG.items():
        ident = str(field(board, kind)["id"])
        for value in odd:
            refused(bench, fill(board, card, {ident: value}), f"the value {value!r} of a {kind} field", 400)
    equal(bench, values_of(board, card), {}, "a refused value shows on the card")


@check(writes=True)
def options_needed(bench: Bench, _: Subject) -> None:
    """A field of type select or multi-select without options is refused with 400."""
    board = open_board(bench)
    for kind in ("select", "multi-select"):
        refused(bench, try_field(board, type=kind), f"a {kind} field without options", 400)
        refused(bench, try_field(board, type=kind, options=[]), f"a {kind} field with no option in its list", 400)


@check(writes=True)
def unknown_field(bench: Bench, _: Subject) -> None:
    """The value of an unknown field is refused with 400 or 404."""
    board = open_board(bench)
    card, unknown = board.card(), bench.unknown_id("CustomField")
    refused(bench, fill(board, card, {unknown: "lost"}), "the value of an unknown field", 400, 404)
    seen = values_of(board, card)
    bench.expect(unknown not in seen, "a card shows the value of an unknown field", expected="none", observed=seen)


@check(writes=True)
def merged(bench: Bench, _: Subject) -> None:
    """Setting one value leaves the others."""
    board = open_board(bench)
    one, two = str(field(board, "text")["id"]), str(field(board, "number")["id"])
    card = board.card()
    filled(board, card, {one: "first", two: 1})
    filled(board, card, {two: 2})
    equal(bench, values_of(board, card), {one: "first", two: 2}, "setting one value changes another")
