"""Work packages, which the API calls scopes: what is theirs alone, and their views."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board, other_board
from conformance.cases.stellary.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Json

VIEWS = {"kanban", "list", "calendar", "roadmap", "stats"}


def package(board: Board, **fields: Json) -> Row:
    """A new work package."""
    return board.bench.make("ProjectScope", projectId=board.project, **fields)


def read(board: Board, one: Row) -> Row:
    """A work package as it is read."""
    return board.done("getScope", "reading a scope", scopeId=one["id"])


def views_of(board: Board, one: Row) -> tuple[set[str], Json]:
    """The kinds of view of a work package, and the active one; names of members are our reading, so others skip."""
    body = board.done("readViews", "reading the views of a scope", scopeId=one["id"])
    shown = body.get("views")
    if not isinstance(shown, list) or not shown:
        board.bench.skip("the views of a scope are not listed as views")
    rows = [view for view in shown or [] if isinstance(view, dict)]
    names = {str(view.get("type", view.get("name"))) if isinstance(view, dict) else str(view) for view in shown or []}
    marked = [view.get("type", view.get("name")) for view in rows if view.get("active") or view.get("isActive")]
    return names, body.get("activeView", marked[0] if len(marked) == 1 else None)


def switch(board: Board, one: Row, view: str) -> None:
    """Make another view the active one."""
    board.done("updateViews", "switching the view of a scope", {"activeView": view}, scopeId=one["id"])


@check(writes=True)
def own_contents(bench: Bench, _: Subject) -> None:
    """A scope belongs to one project and has columns, cards and views of its own."""
    board, elsewhere = open_board(bench), other_board(bench)
    one, two = package(board), package(board)
    foreign = {row.get("id") for row in elsewhere.rows("listScopes", "listing scopes")}
    bench.expect(one["id"] not in foreign, "a scope is listed in another project", expected="its own project alone")
    answer = elsewhere.call("getScope", scopeId=one["id"])
    refused(bench, answer, "reading a scope under another project", 404, 403, 400)
    before = views_of(board, two)[1]
    other = "roadmap" if before != "roadmap" else "stats"
    switch(board, one, other)
    equal(bench, views_of(board, two)[1], before, "switching the view of a scope switches that of another")
    ids = [_ids(read(board, row).get("columns")) for row in (one, two)]
    bench.expect(not ids[0] & ids[1], "two scopes share columns", expected="columns of their own", observed=ids)


def _ids(rows: Json) -> set[str]:
    return {str(row["id"]) for row in rows or [] if isinstance(row, dict) and row.get("id")}


@check(writes=True)
def details(bench: Bench, _: Subject) -> None:
    """A scope is read with its columns and its views."""
    board = open_board(bench)
    row = read(board, package(board))
    bench.expect(
        isinstance(row.get("columns"), list),
        "a scope is read without its columns",
        expected="a list of columns",
        observed=sorted(row),
    )
    views = row.get("views") or row.get("viewConfig") or row.get("activeView")
    bench.expect(views, "a scope is read without its views", expected="views", observed=sorted(row))


@check(writes=True)
def change(bench: Bench, _: Subject) -> None:
    """Name and settings of a scope can be changed."""
    board = open_board(bench)
    one, other = package(board), package(board)
    name, settings = f"Renamed {bench.word()}", {"wipLimit": 3}
    before = read(board, other)
    board.done("updateScope", "renaming a scope", {"name": name}, scopeId=one["id"])
    equal(bench, read(board, one).get("name"), name, "a new name of a scope is not kept")
    board.done("updateScope", "changing the settings of a scope", {"settings": settings}, scopeId=one["id"])
    row = read(board, one)
    seen = {key: value for key, value in (row.get("settings") or {}).items() if key in settings}
    equal(bench, [row.get("name"), seen], [name, settings], "new settings of a scope are not kept")
    equal(bench, read(board, other), before, "changing a scope changes another")


@check(writes=True)
def views(bench: Bench, _: Subject) -> None:
    """The views are kanban, list, calendar, roadmap and stats, one of them active."""
    board = open_board(bench)
    names, active = views_of(board, package(board))
    equal(bench, names, VIEWS, "the views of a scope are not the five")
    bench.expect(active in VIEWS, "none of the five views is active", expected=sorted(VIEWS), observed=active)


@check(writes=True)
def switch_view(bench: Bench, _: Subject) -> None:
    """The active view can be switched."""
    board = open_board(bench)
    one = package(board)
    for view in ("roadmap", "list", "stats", "calendar", "kanban"):
        switch(board, one, view)
        equal(bench, views_of(board, one)[1], view, f"the view {view} does not become the active one")
