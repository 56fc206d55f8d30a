"""Ticket types: their form, the default of tickets that name none, and what becomes of tickets whose type goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import Row, call, done, equal, listed, may_spoil, refused, succeeded, tried
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

COLOR = "#8B5CF6"
BUILT_IN = ("Feature", "Bug", "Epic")


def try_type(bench: Bench, **fields: Json) -> Exchange:
    """Send a new type that may be refused; what comes of it is removed after the check."""
    return tried(bench, "createTicketType", "TicketType", {"name": f"Type {bench.word()}", "color": COLOR, **fields})


def lean_type(bench: Bench, **fields: Json) -> Row:
    """A new type with no more than a name, a color and what is named here."""
    return bench.make("TicketType", **{"description": ..., "order": ..., **fields})


def default_type(bench: Bench) -> Row:
    """The default type, as its own path shows it."""
    return done(bench, "getDefaultTicketType", "reading the default type")


def defaults(bench: Bench) -> list[Json]:
    """The ids of the types that are listed as default."""
    rows = listed(bench, "listTicketTypes", "listing ticket types")
    return [row.get("id") for row in rows if row.get("isOrgDefault")]


def type_of(bench: Bench, ticket: Row, board: Row) -> Json:
    """The id of the type a ticket shows."""
    shown = done(bench, "getTicket", "reading a ticket", boardId=board["id"], ticketId=ticket["id"]).get("type")
    return shown.get("id") if isinstance(shown, dict) else shown


@contextmanager
def default_kept(bench: Bench) -> Iterator[Row]:
    """The default type, which is the default again afterwards."""
    before = default_type(bench)
    try:
        yield before
    finally:
        call(bench, "updateTicketType", {"isOrgDefault": True}, typeId=before["id"])


@check()
def default_path(bench: Bench, _: Subject) -> None:
    """The path default shows the type with isOrgDefault, of which there is one."""
    shown = default_type(bench)
    equal(bench, shown.get("isOrgDefault"), True, "the default type does not say so")
    equal(bench, defaults(bench), [shown.get("id")], "the list names other defaults than the path default")


@check()
def default_word(bench: Bench, _: Subject) -> None:
    """The word default is not taken for the id of a ticket type."""
    equal(bench, call(bench, "getDefaultTicketType").status, 200, "the word default is not answered as such")
    refused(bench, call(bench, "getTicketType", typeId=bench.unknown_id("TicketType")), "a type nobody has", 404)


@check(writes=True)
def default_used(bench: Bench, _: Subject) -> None:
    """A ticket that names no type gets the default one."""
    board = new_board(bench)
    ticket = bench.make("Ticket", boardId=board["id"], typeId=...)
    equal(bench, type_of(bench, ticket, board), default_type(bench).get("id"), "a ticket without a type gets another")


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """A type has a name of at most 50 characters, a description of at most 500, a place from 0 to 100, a hex color."""
    for told, fields in (
        ("without a name", {"name": ...}),
        ("with a name of 51 characters", {"name": "x" * 51}),
        ("without a color", {"color": ...}),
        ("with a color in words", {"color": "red"}),
        ("with a description of 501 characters", {"description": "x" * 501}),
        ("at the place 101", {"order": 101}),
        ("at the place -1", {"order": -1}),
    ):
        refused(bench, try_type(bench, **fields), f"a type {told}", 400)
    bounds: Row = {"name": f"{bench.word()} ".ljust(50, "x"), "description": "x" * 500, "order": 100}
    row = lean_type(bench, **bounds)
    equal(bench, {name: row.get(name) for name in bounds}, bounds, "a type at its bounds is kept otherwise")
    for body in ({"name": "x" * 51}, {"color": "red"}, {"description": "x" * 501}, {"order": 101}):
        answer = call(bench, "updateTicketType", body, typeId=row["id"])
        refused(bench, answer, f"a change past the bound of {', '.join(body)}", 400)


@check(writes=True)
def default_moves(bench: Bench, _: Subject) -> None:
    """A type that becomes the default takes the place of the one there was, by creation and by change."""
    with default_kept(bench):
        made = lean_type(bench, isOrgDefault=True)
        equal(bench, defaults(bench), [made["id"]], "a new default leaves another one beside it, or is none")
        other = lean_type(bench)
        done(bench, "updateTicketType", "naming a default", {"isOrgDefault": True}, typeId=other["id"])
        equal(bench, defaults(bench), [other["id"]], "a default named by a change leaves another one beside it")
        equal(bench, default_type(bench).get("id"), other["id"], "the path default shows a former default")


@check(writes=True)
def default_stays(bench: Bench, _: Subject) -> None:
    """There is always a default type: it cannot be deleted, nor lose the flag but to another."""
    with default_kept(bench):
        made = lean_type(bench, isOrgDefault=True)
        refused(bench, call(bench, "deleteTicketType", typeId=made["id"]), "deleting the default type", 400, 409, 403)
        answer = call(bench, "updateTicketType", {"isOrgDefault": False}, typeId=made["id"])
        refused(bench, answer, "taking the default away without naming another", 400, 409)
        equal(bench, len(defaults(bench)), 1, "there is not one default type")


@check(writes=True)
def built_in(bench: Bench, _: Subject) -> None:
    """Feature, Bug and Epic are built in: they take other names and colors, and cannot be deleted."""
    may_spoil(bench)
    rows = {row.get("name"): row for row in listed(bench, "listTicketTypes", "listing ticket types")}
    if lost := [name for name in BUILT_IN if name not in rows]:
        bench.skip(f"the organization has no type called {lost[0]}: it may have another name here")
    for name in BUILT_IN:
        refused(
            bench, call(bench, "deleteTicketType", typeId=rows[name]["id"]), "deleting a built-in type", 400, 403, 409
        )
        body = {"name": f"{name} {bench.word()}", "color": COLOR}
        changed = done(bench, "updateTicketType", "renaming a built-in type", body, typeId=rows[name]["id"])
        equal(bench, {key: changed.get(key) for key in body}, body, "a built-in type keeps its name or color")


@check(writes=True)
def replacement(bench: Bench, _: Subject) -> None:
    """The tickets of a deleted type get the type that is named in its place."""
    board, gone, heir = new_board(bench), lean_type(bench), lean_type(bench)
    tickets = [bench.make("Ticket", boardId=board["id"], typeId=gone["id"]) for _ in range(2)]
    beside = bench.make("Ticket", boardId=board["id"], typeId=...)
    kept = type_of(bench, beside, board)
    answer = call(bench, "deleteTicketType", typeId=gone["id"], query={"replacementTypeId": heir["id"]})
    succeeded(bench, answer, "deleting a type in use with a replacement")
    for ticket in tickets:
        equal(bench, type_of(bench, ticket, board), heir["id"], "a ticket of the deleted type gets another than named")
    equal(bench, type_of(bench, beside, board), kept, "a ticket of another type changes its type too")


@check(writes=True)
def replacement_usual(bench: Bench, _: Subject) -> None:
    """The tickets of a deleted type get the default one where no replacement is named."""
    board, gone = new_board(bench), lean_type(bench)
    ticket = bench.make("Ticket", boardId=board["id"], typeId=gone["id"])
    succeeded(bench, call(bench, "deleteTicketType", typeId=gone["id"]), "deleting a type in use")
    equal(
        bench, type_of(bench, ticket, board), default_type(bench).get("id"), "the ticket does not get the default type"
    )


@check(writes=True)
def replacement_unknown(bench: Bench, _: Subject) -> None:
    """A replacement that is no other type of the organization is refused, and nothing is deleted."""
    gone = lean_type(bench)
    for told, heir in (
        ("that does not exist", bench.unknown_id("TicketType")),
        ("that is the type itself", gone["id"]),
    ):
        answer = call(bench, "deleteTicketType", typeId=gone["id"], query={"replacementTypeId": heir})
        refused(bench, answer, f"a replacement {told}", 400, 404, 409)
        done(bench, "getTicketType", "reading a type whose deletion was refused", typeId=gone["id"])


@check(writes=True)
def places(bench: Bench, _: Subject) -> None:
    """Ticket types are listed by their place, the lowest first."""
    for order in (60, 58, 59):
        lean_type(bench, order=order)
    orders = [int(row.get("order") or 0) for row in listed(bench, "listTicketTypes", "listing ticket types")]
    equal(bench, orders, sorted(orders), "ticket types are not listed by their place")
