"""Cards: the bounds of what they hold, what a new one shows, what null clears."""

from __future__ import annotations

import re

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.people import own_profile
from conformance.cases.stellary.steps import Row, answered, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Json

TIME = "2026-04-01T00:00:00Z"
NULLABLE = ("description", "priority", "startDate", "assigneeId")


def taken(board: Board, column: Row, what: str, **fields: Json) -> Row:
    """A card with these fields, which must be taken."""
    return answered(board.bench, board.try_card(column, **fields), what)


def turned_down(board: Board, column: Row, what: str, **fields: Json) -> None:
    """A card with these fields, which must be refused with 400."""
    refused(board.bench, board.try_card(column, **fields), what, 400)


@check(writes=True, module="cards")
def title_bounds(bench: Bench, _: Subject) -> None:
    """A title has 1 to 500 characters and must be there."""
    board = open_board(bench)
    column = board.column()
    for length in (1, 500):
        title = "t" * length
        card = taken(board, column, f"a title of {length} characters", title=title)
        equal(bench, card.get("title"), title, f"a title of {length} characters is not kept")
    turned_down(board, column, "a title of 501 characters", title="t" * 501)
    turned_down(board, column, "an empty title", title="")
    turned_down(board, column, "a card without a title", title=..., description="No title")


@check(writes=True, module="cards")
def description_bound(bench: Bench, _: Subject) -> None:
    """A description has at most 5000 characters."""
    board = open_board(bench)
    column = board.column()
    card = taken(board, column, "a description of 5000 characters", description="d" * 5000)
    equal(bench, card.get("description"), "d" * 5000, "a description of 5000 characters is not kept")
    turned_down(board, column, "a description of 5001 characters", description="d" * 5001)


@check(writes=True, module="cards")
def priority_values(bench: Bench, _: Subject) -> None:
    """A priority outside low, medium and high is refused with 400."""
    board = open_board(bench)
    column = board.column()
    for value in ("low", "medium", "high"):
        card = taken(board, column, f"the priority {value}", priority=value)
        equal(bench, card.get("priority"), value, f"the priority {value} is not kept")
    for odd in ("urgent", "LOW!", 1):
        turned_down(board, column, f"the priority {odd!r}", priority=odd)


@check(writes=True, module="cards")
def date_form(bench: Bench, _: Subject) -> None:
    """A startDate or dueDate that is no ISO date is refused with 400."""
    board = open_board(bench)
    column = board.column()
    taken(board, column, "a startDate and a dueDate", startDate=TIME, dueDate="2026-05-01T12:30:00Z")
    for name in ("startDate", "dueDate"):
        for odd in ("tomorrow", "01.04.2026", "2026-13-45"):
            turned_down(board, column, f"the {name} {odd}", **{name: odd})


@check(writes=True, module="cards")
def assignee_form(bench: Bench, _: Subject) -> None:
    """An assigneeId that is no id of 24 hexadecimal digits is refused with 400."""
    board = open_board(bench)
    column, me = board.column(), own_profile(bench)["id"]
    card = taken(board, column, "oneself as assignee", assigneeId=me)
    equal(bench, card.get("assigneeId"), me, "an assignee is not kept")
    for odd in ("somebody", "12345", "z" * 24):
        turned_down(board, column, f"the assigneeId {odd}", assigneeId=odd)


@check(writes=True, module="cards")
def checklist_bound(bench: Bench, _: Subject) -> None:
    """A checklist has at most 100 items."""
    board = open_board(bench)
    column = board.column()
    items: list[Json] = [{"title": f"Item {n}", "done": False, "order": n} for n in range(101)]
    card = taken(board, column, "a checklist of 100 items", checklist=items[:100])
    equal(bench, len(board.seen(card).get("checklist") or []), 100, "a checklist of 100 items is not kept")
    turned_down(board, column, "a checklist of 101 items", checklist=items)


@check(writes=True, module="cards")
def listed_fields(bench: Bench, _: Subject) -> None:
    """A card shows columnId, order, archived, commentCount and attachmentCount."""
    board = open_board(bench)
    card = board.seen(board.card())
    wanted = {"columnId": str, "order": int, "archived": bool, "commentCount": int, "attachmentCount": int}
    odd = {name: card.get(name) for name, kind in wanted.items() if type(card.get(name)) is not kind}
    bench.expect(not odd, "a card lacks members or shows them in another type", expected=sorted(wanted), observed=odd)


@check(writes=True, module="cards")
def not_archived_at_first(bench: Bench, _: Subject) -> None:
    """A new card is not archived."""
    board = open_board(bench)
    card = board.card()
    equal(bench, card.get("archived"), False, "the answer shows a new card as archived")
    equal(bench, board.seen(card).get("archived"), False, "a new card is archived")


@check(writes=True, module="cards")
def counts_nothing_at_first(bench: Bench, _: Subject) -> None:
    """A new card counts no comments and no attachments."""
    board = open_board(bench)
    card = board.card()
    for row, where in ((card, "the answer"), (board.seen(card), "the list")):
        seen = [row.get("commentCount"), row.get("attachmentCount")]
        equal(bench, seen, [0, 0], f"a new card counts comments or attachments in {where}")


@check(writes=True, module="cards")
def null_clears_due_date(bench: Bench, _: Subject) -> None:
    """Null clears the dueDate of a card, and every other field that can be empty."""
    board = open_board(bench)
    full: Row = {"description": "Soon gone", "priority": "high", "startDate": TIME, "dueDate": TIME}
    card = board.card(**full, assigneeId=own_profile(bench)["id"])
    told = board.change(card, dueDate=None)
    equal(bench, told.get("dueDate"), None, "the answer shows a dueDate that null cleared")
    row = board.seen(card)
    equal(bench, row.get("dueDate"), None, "null does not clear dueDate")
    lost = [name for name in NULLABLE if row.get(name) is None]
    equal(bench, lost, [], "clearing dueDate clears more")
    board.change(card, **dict.fromkeys(NULLABLE))
    row = board.seen(card)
    left = {name: row[name] for name in NULLABLE if row.get(name) is not None}
    equal(bench, left, {}, "null does not clear every field that can be empty")


@check(writes=True, module="cards")
def date_alone(bench: Bench, _: Subject) -> None:
    """A date alone is taken and comes back as midnight UTC."""
    board = open_board(bench)
    column = board.column()
    midnight = re.compile(r"2026-04-01T00:00:00(\.0+)?Z")
    made = taken(board, column, "a dueDate without a time", dueDate="2026-04-01", startDate="2026-04-01")
    changed = board.change(board.card(column), dueDate="2026-04-01", startDate="2026-04-01")
    for row, how in ((made, "given at first"), (changed, "changed"), (board.seen(made), "listed")):
        seen = [row.get("startDate"), row.get("dueDate")]
        fits = all(isinstance(value, str) and midnight.fullmatch(value) for value in seen)
        bench.expect(fits, f"a date {how} does not come back as midnight UTC", expected=[TIME] * 2, observed=seen)
