"""Checklists: their items, and the progress a card shows."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Json


def add(board: Board, card: Row, title: str) -> str:
    """The id of a new item."""
    item = board.done("createChecklistItem", "adding an item", {"title": title}, cardId=card["id"])
    found = _id(item) or next((_id(one) for one in items(board, card) if one.get("title") == title), None)
    board.bench.require(found, "a new item of a checklist has no id", expected="_id", observed=item)
    return str(found)


def change(board: Board, card: Row, item: str, **fields: Json) -> None:
    """Change an item."""
    board.done("updateChecklistItem", "changing an item", fields, cardId=card["id"], itemId=item)


def items(board: Board, card: Row) -> list[Row]:
    """The checklist a card shows, by its order."""
    shown = [one for one in board.seen(card).get("checklist") or [] if isinstance(one, dict)]
    return sorted(shown, key=lambda one: float(one.get("order") or 0))


def _id(item: Row) -> Json:
    return item.get("_id", item.get("id"))


def progress(board: Board, card: Row) -> Json:
    """The percentage a card shows; its name is our reading, so a card without skips the check."""
    row = board.seen(card)
    found = next((row[name] for name in ("checklistProgress", "progress") if row.get(name) is not None), None)
    if found is None:
        board.bench.skip("a card does not show the progress of its checklist as checklistProgress or progress")
    return found.get("percentage", found.get("percent")) if isinstance(found, dict) else found


@check(writes=True, name="items")
def items_change(bench: Bench, _: Subject) -> None:
    """An item of a checklist is added by its title, ticked, renamed and deleted."""
    board = open_board(bench)
    card = board.card()
    first, second = add(board, card, "First"), add(board, card, "Second")

    def shows(wanted: list[list[Json]], message: str) -> None:
        equal(bench, [[one.get("title"), one.get("done")] for one in items(board, card)], wanted, message)

    shows([["First", False], ["Second", False]], "items that were added do not show on the card")
    change(board, card, first, done=True)
    shows([["First", True], ["Second", False]], "an item that was ticked does not show so")
    change(board, card, first, title="Renamed")
    shows([["Renamed", True], ["Second", False]], "renaming an item does not change its title and no more")
    change(board, card, first, done=False)
    shows([["Renamed", False], ["Second", False]], "an item cannot be unticked")
    board.removed("deleteChecklistItem", "deleting an item", cardId=card["id"], itemId=first)
    shows([["Second", False]], "a deleted item is still on the card")
    answer = board.call("updateChecklistItem", {"done": True}, cardId=card["id"], itemId=first)
    refused(bench, answer, "changing a deleted item", 404)
    change(board, card, second, done=True)
    shows([["Second", True]], "an item cannot be ticked after another was deleted")


@check(writes=True, name="progress")
def progress_follows(bench: Bench, _: Subject) -> None:
    """The progress a card shows follows its checklist."""
    board = open_board(bench)
    card = board.card()
    made = [add(board, card, f"Item {n}") for n in range(4)]
    equal(bench, progress(board, card), 0, "nothing done is not 0 percent")
    for done, item in enumerate(made[:2], 1):
        change(board, card, item, done=True)
        equal(bench, progress(board, card), 25 * done, f"{done} of four done is not {25 * done} percent")
    change(board, card, made[0], done=False)
    equal(bench, progress(board, card), 25, "the progress does not fall when an item is unticked")
    for item in (made[2], made[3]):
        board.removed("deleteChecklistItem", "deleting an item", cardId=card["id"], itemId=item)
    equal(bench, progress(board, card), 50, "the progress does not follow when items are deleted")
    change(board, card, made[0], done=True)
    equal(bench, progress(board, card), 100, "everything done is not 100 percent")
    add(board, card, "One more")
    add(board, card, "And another")
    equal(bench, progress(board, card), 50, "the progress does not fall when items are added")


@check(writes=True)
def full(bench: Bench, _: Subject) -> None:
    """The 101st item of a checklist is refused with 400."""
    board = open_board(bench)
    card = board.card(checklist=[{"title": f"Item {n}", "done": False, "order": n} for n in range(99)])
    add(board, card, "The hundredth")
    answer = board.call("createChecklistItem", {"title": "One too many"}, cardId=card["id"])
    refused(bench, answer, "the 101st item of a checklist", 400)
    equal(bench, len(items(board, card)), 100, "a refused item is on the card")
