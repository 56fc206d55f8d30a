"""Relations between cards: their types, both of their ends, and their end."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

TYPES = ("blocks", "blocked_by", "related_to", "duplicates", "parent_of")


def cards(board: Board, how_many: int) -> list[Row]:
    """So many new cards in one column."""
    column = board.column()
    return [board.card(column) for _ in range(how_many)]


def relate(board: Board, source: Row, target: Row, kind: str) -> Exchange:
    """Relate a card to another; whatever comes back. It goes with the cards."""
    return board.call("createRelation", {"targetCardId": target["id"], "type": kind}, cardId=source["id"])


def related(board: Board, source: Row, target: Row, kind: str) -> Row:
    """Relate a card to another, which must be taken."""
    body = {"targetCardId": target["id"], "type": kind}
    return board.done("createRelation", f"relating two cards by {kind}", body, cardId=source["id"])


def between(board: Board, card: Row, other: Row) -> list[Json]:
    """The types of the relations of a card that name another one, as listed at the first."""
    rows = board.rows("listRelations", "listing relations", cardId=card["id"])
    return [row.get("type") for row in rows if other["id"] in row.values()]


@check(writes=True)
def types(bench: Bench, _: Subject) -> None:
    """A relation names a target card and is of type blocks, blocked_by, related_to, duplicates or parent_of."""
    board = open_board(bench)
    source, *targets = cards(board, len(TYPES) + 1)
    for kind, target in zip(TYPES, targets, strict=True):
        made = related(board, source, target, kind)
        equal(bench, made.get("type"), kind, f"the answer shows a relation of type {kind} as another")
        equal(bench, between(board, source, target), [kind], f"a relation of type {kind} is not listed as such")
    refused(bench, relate(board, targets[0], targets[1], "admires"), "a relation of an unknown type", 400)
    answer = board.call("createRelation", {"type": "blocks"}, cardId=source["id"])
    refused(bench, answer, "a relation without a target", 400)


@check(writes=True)
def inverse(bench: Bench, _: Subject) -> None:
    """What one card blocks is blocked_by it, seen from the other."""
    board = open_board(bench)
    first, second, third = cards(board, 3)
    related(board, first, second, "blocks")
    equal(bench, between(board, first, second), ["blocks"], "a card does not show what it blocks")
    equal(bench, between(board, second, first), ["blocked_by"], "a blocked card does not show what blocks it")
    related(board, first, third, "blocked_by")
    equal(bench, between(board, third, first), ["blocks"], "a card that blocks another does not show it")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A deleted relation is gone."""
    board = open_board(bench)
    first, second, third = cards(board, 3)
    gone = related(board, first, second, "blocks")
    related(board, first, third, "related_to")
    board.removed("deleteRelation", "deleting a relation", relationId=gone.get("id"))
    equal(bench, between(board, first, second), [], "a deleted relation is still listed")
    equal(bench, between(board, second, first), [], "a deleted relation is still listed at its other end")
    equal(bench, between(board, first, third), ["related_to"], "deleting a relation takes another away")
    refused(bench, board.call("deleteRelation", relationId=gone.get("id")), "deleting a relation again", 404)


@check(writes=True)
def twice(bench: Bench, _: Subject) -> None:
    """The same relation a second time is refused with 409."""
    board = open_board(bench)
    first, second = cards(board, 2)
    related(board, first, second, "blocks")
    refused(bench, relate(board, first, second, "blocks"), "the same relation again", 409)
    equal(bench, between(board, first, second), ["blocks"], "a refused relation is there")


@check(writes=True)
def to_itself(bench: Bench, _: Subject) -> None:
    """A card is not related to itself: 400."""
    board = open_board(bench)
    card = board.card()
    refused(bench, relate(board, card, card, "related_to"), "a relation of a card to itself", 400)
    equal(bench, between(board, card, card), [], "a card is related to itself")
