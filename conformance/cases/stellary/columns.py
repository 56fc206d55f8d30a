"""Columns: their order, changing them, deleting them."""

from __future__ import annotations

from itertools import pairwise

from conformance.bench import Bench
from conformance.cases.stellary.board import open_board
from conformance.cases.stellary.steps import equal
from conformance.check import Subject, check


@check(writes=True)
def sorted(bench: Bench, _: Subject) -> None:  # noqa: A001 - the name is the case's address
    """Columns are listed by their order."""
    board = open_board(bench)
    for name in ("zulu", "alpha", "mike"):
        board.column(name=name)
    last = board.columns()[-1:]
    for column in last:
        board.done("updateColumn", "moving a column", {"order": 0}, columnId=column.get("id"))
    rows = board.columns()
    orders = [order for row in rows if isinstance(order := row.get("order"), int)]
    bench.expect(
        len(orders) == len(rows) and all(one <= other for one, other in pairwise(orders)),
        "columns are not listed by their order",
        expected="ascending orders",
        observed=[[row.get("name"), row.get("order")] for row in rows],
    )
    names = [row.get("name") for row in rows if row.get("name") in ("zulu", "alpha", "mike")]
    equal(bench, names, ["mike", "zulu", "alpha"], "columns are not listed from the first to the last")


@check(writes=True)
def change(bench: Bench, _: Subject) -> None:
    """A column can be renamed, and another order moves it in the list."""
    board = open_board(bench)
    made = [board.column() for _ in range(3)]
    places = [row.get("id") for row in board.columns()]
    moving, name = made[-1], f"Renamed {bench.word()}"
    board.done("updateColumn", "renaming a column", {"name": name}, columnId=moving["id"])
    rows = board.columns()
    equal(bench, {row.get("id"): row.get("name") for row in rows}.get(moving["id"]), name, "a new name is not kept")
    equal(bench, [row.get("id") for row in rows], places, "renaming a column moves columns")
    rest = [one for one in places if one != moving["id"]]
    for order in (0, 1):
        board.done("updateColumn", "moving a column", {"order": order}, columnId=moving["id"])
        seen = [row.get("id") for row in board.columns()]
        place = seen.index(moving["id"]) if moving["id"] in seen else None
        equal(bench, place, order, f"a column with the new order {order} does not stand there")
        others = [one for one in seen if one != moving["id"]]
        equal(bench, others, rest, "moving a column changes the sequence of the others", basis="assumed")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """Deleting a column answers 200 with ok true, and the column is gone."""
    board = open_board(bench)
    column, other = board.column(), board.column()
    answer = board.removed("deleteColumn", "deleting a column", columnId=column["id"])
    body = answer.json()
    told = [answer.status, body.get("ok") if isinstance(body, dict) else body]
    equal(bench, told, [200, True], "deleting a column does not answer 200 with ok true", answer)
    seen = {row.get("id") for row in board.columns()}
    bench.expect(column["id"] not in seen, "a deleted column is still listed", expected="gone", observed=seen)
    bench.expect(other["id"] in seen, "deleting a column takes another one away", expected=other["id"], observed=seen)
    again = board.call("deleteColumn", columnId=column["id"])
    bench.expect(again.status == 404, "a deleted column can be deleted again", expected=404, exchange=again)
