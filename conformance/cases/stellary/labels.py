"""Labels: of their project, on its cards, and off them again."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board, other_board
from conformance.cases.stellary.steps import Row, equal, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json


def label(board: Board, **fields: Json) -> Row:
    """A new label of a project."""
    return board.bench.make("Label", projectId=board.project, **fields)


def on_card(board: Board, card: Row) -> list[Json]:
    """The ids of the labels a card shows; how it shows them is stated nowhere, so a card without skips the check."""
    shown = board.seen(card)
    found = next((shown[name] for name in ("labels", "labelIds") if isinstance(shown.get(name), list)), None)
    if found is None:
        board.bench.skip("a card does not show its labels as labels or labelIds")
    return [one.get("id", one.get("labelId")) if isinstance(one, dict) else one for one in found or []]


def stick(board: Board, card: Row, one: Row) -> None:
    """Put a label on a card."""
    answer = board.call("addCardLabel", cardId=card["id"], labelId=one["id"])
    succeeded(board.bench, answer, "putting a label on a card")


@check(writes=True)
def creation(bench: Bench, _: Subject) -> None:
    """A label has a name and a color and belongs to a project."""
    board, elsewhere = open_board(bench), other_board(bench)
    name = f"Label {bench.word()}"
    made = label(board, name=name, color="#3366FF")
    listed = next((row for row in board.rows("listLabels", "listing labels") if row.get("id") == made["id"]), {})
    for row, where in ((made, "the answer"), (listed, "the list")):
        seen = [row.get("name"), str(row.get("color")).upper()]
        equal(bench, seen, [name, "#3366FF"], f"{where} does not show the name and the color of a label")
        if row.get("projectId") is not None:
            equal(bench, row["projectId"], board.project, f"{where} shows a label of another project")
    foreign = {row.get("id") for row in elsewhere.rows("listLabels", "listing labels")}
    bench.expect(made["id"] not in foreign, "a label is listed in another project", expected="its own project alone")


@check(writes=True)
def deletion_clears_cards(bench: Bench, _: Subject) -> None:
    """A deleted label is taken off all cards."""
    board = open_board(bench)
    gone, stays = label(board), label(board)
    column = board.column()
    cards = [board.card(column), board.card(column)]
    for card in cards:
        stick(board, card, gone)
        stick(board, card, stays)
    board.removed("deleteLabel", "deleting a label", labelId=gone["id"])
    for number, card in enumerate(cards, 1):
        seen = on_card(board, card)
        equal(bench, seen, [stays["id"]], f"card {number} of two does not keep the label that is left and no other")


@check(writes=True)
def on_a_card(bench: Bench, _: Subject) -> None:
    """A label is put on a card and taken off."""
    board = open_board(bench)
    one, two = label(board), label(board)
    card = board.card()
    other = board.card({"id": card["columnId"]})
    stick(board, card, one)
    stick(board, card, two)
    wanted = {one["id"], two["id"]}
    equal(bench, set(map(str, on_card(board, card))), wanted, "a card does not show the labels that were put on it")
    equal(bench, on_card(board, other), [], "a label is put on another card too")
    board.removed("removeCardLabel", "taking a label off", cardId=card["id"], labelId=one["id"])
    equal(bench, on_card(board, card), [two["id"]], "a label that was taken off a card is still there")


@check(writes=True)
def of_another_project(bench: Bench, _: Subject) -> None:
    """A label is for cards of its project alone."""
    board, elsewhere = open_board(bench), other_board(bench)
    foreign, card = label(elsewhere), board.card()
    answer = board.call("addCardLabel", cardId=card["id"], labelId=foreign["id"])
    refused(bench, answer, "putting a label of another project on a card", 404, 400, 403)
    equal(bench, on_card(board, card), [], "a card has a label of another project")
