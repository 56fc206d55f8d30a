"""A board's view of the organization's statuses: what it hides and moves for itself alone."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.statuses import needed
from conformance.cases.spedy.steps import Row, call, done, equal, listed, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

SHOWN = ("name", "color", "category", "order", "isDefault")


def on_board(bench: Bench, board: Row, **query: Json) -> dict[str, Row]:
    """The statuses a board shows, by id."""
    rows = listed(bench, "listBoardStatuses", "listing a board's statuses", boardId=board["id"], query=query)
    return {str(row.get("id")): row for row in rows}


def override(bench: Bench, board: Row, status: Row, **fields: Json) -> Exchange:
    """Say otherwise of a status on a board."""
    return call(bench, "overrideBoardStatus", fields, boardId=board["id"], statusId=status["id"])


def hidden(row: Row | None) -> list[Json]:
    """Whether a listed status is there, and whether it is hidden."""
    return [row is not None, bool((row or {}).get("isHidden"))]


@check(writes=True)
def joined(bench: Bench, _: Subject) -> None:
    """A board shows the organization's statuses; one it hides is left out unless includeHidden asks for it."""
    board, status = new_board(bench), bench.make("Status")
    seen = on_board(bench, board, includeHidden=True)
    for row in listed(bench, "listStatuses", "listing statuses"):
        shown = {name: seen.get(str(row["id"]), {}).get(name) for name in SHOWN}
        wanted = {name: row.get(name) for name in SHOWN}
        equal(bench, shown, wanted, "a board shows a status otherwise than the organization")
    equal(bench, hidden(on_board(bench, board).get(status["id"])), [True, False], "a board lacks a new status")
    override(bench, board, status, isHidden=True)
    equal(bench, status["id"] in on_board(bench, board), False, "a hidden status is listed")
    now = on_board(bench, board, includeHidden=True).get(status["id"])
    equal(bench, hidden(now), [True, True], "a hidden status is not shown on request as one that is hidden")


@check(writes=True)
def categories(bench: Bench, _: Subject) -> None:
    """The category leaves a board's statuses of that category and no others."""
    board = new_board(bench)
    made = {name: bench.make("Status", category=name)["id"] for name in ("PLANNING", "ACTIVE", "FINAL")}
    for name, status in made.items():
        seen = on_board(bench, board, category=name)
        others = sorted({str(row.get("category")) for row in seen.values()} - {name})
        equal(bench, others, [], f"the category {name} lets others through")
        equal(bench, status in seen, True, f"the category {name} lacks a status of it")
    answer = call(bench, "listBoardStatuses", boardId=board["id"], query={"category": "DONE"})
    refused(bench, answer, "a category there is not", 400)


@check(writes=True)
def alone(bench: Bench, _: Subject) -> None:
    """What one board says of a status leaves other boards and the organization's status as they are."""
    board, other, status = new_board(bench), new_board(bench), bench.make("Status")
    before = on_board(bench, other).get(status["id"])
    plain = done(bench, "getStatus", "reading a status", statusId=status["id"])
    order = int(plain.get("order") or 0) + 7
    bench.expect(200 <= override(bench, board, status, isHidden=True, order=order).status < 300, "hiding is refused")
    equal(bench, on_board(bench, other).get(status["id"]), before, "another board shows the status otherwise")
    equal(bench, done(bench, "getStatus", "reading it", statusId=status["id"]), plain, "the status itself changes")
    own = on_board(bench, board, includeHidden=True).get(status["id"], {})
    equal(bench, [own.get("isHidden"), own.get("order")], [True, order], "the board does not keep what was said")


@check(writes=True)
def partial(bench: Bench, _: Subject) -> None:
    """What is said of a status on a board adds up: its place and whether it is hidden change each by itself."""
    board, status = new_board(bench), bench.make("Status")
    override(bench, board, status, order=77)
    override(bench, board, status, isHidden=True)
    own = on_board(bench, board, includeHidden=True).get(status["id"], {})
    equal(bench, [own.get("isHidden"), own.get("order")], [True, 77], "hiding a status moves it too")
    override(bench, board, status, isHidden=False)
    own = on_board(bench, board).get(status["id"], {})
    equal(bench, [own.get("isHidden"), own.get("order")], [False, 77], "showing a status moves it too")


@check(writes=True)
def reset(bench: Bench, _: Subject) -> None:
    """Resetting answers 204 and the board follows the organization again."""
    board, status = new_board(bench), bench.make("Status")
    before = on_board(bench, board).get(status["id"])
    override(bench, board, status, isHidden=True, order=77)
    answer = call(bench, "resetBoardStatus", boardId=board["id"], statusId=status["id"])
    equal(bench, answer.status, 204, "resetting is not answered with 204", answer)
    equal(bench, on_board(bench, board).get(status["id"]), before, "the board does not follow the organization again")


@check(writes=True)
def reset_nothing(bench: Bench, _: Subject) -> None:
    """Resetting a status of which the board said nothing changes nothing and is no fault."""
    board, status = new_board(bench), bench.make("Status")
    answer = call(bench, "resetBoardStatus", boardId=board["id"], statusId=status["id"])
    equal(bench, answer.status, 204, "resetting what was not overridden is not answered with 204", answer)
    equal(bench, hidden(on_board(bench, board).get(status["id"])), [True, False], "the status is gone from the board")


@check(writes=True)
def needed_shown(bench: Bench, _: Subject) -> None:
    """A board cannot hide the default status, nor a mandatory one."""
    board = new_board(bench)
    for name, status in needed(bench):
        refused(bench, override(bench, board, status, isHidden=True), f"hiding a status that {name}", 400, 409, 403)
        equal(bench, status["id"] in on_board(bench, board), True, f"a status that {name} is hidden")


@check(writes=True)
def places(bench: Bench, _: Subject) -> None:
    """A board lists its statuses by their place, its own before the organization's."""
    board = new_board(bench)
    first, last = bench.make("Status", order=50), bench.make("Status", order=51)
    override(bench, board, first, order=60)
    seen = [*on_board(bench, board).values()]
    orders = [int(row.get("order") or 0) for row in seen]
    equal(bench, orders, sorted(orders), "a board does not list its statuses by their place")
    own = [row["id"] for row in seen if row["id"] in (first["id"], last["id"])]
    equal(bench, own, [last["id"], first["id"]], "a status is not where the board placed it")
