"""Comments on cards: their order, what they show, their number, and whose they are."""

from __future__ import annotations

from itertools import pairwise

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.people import colleague, own_profile
from conformance.cases.stellary.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.target import Principal


def say(board: Board, card: Row, content: str, who: Principal | None = None) -> Row:
    """A comment on a card; it goes with the card."""
    return board.done("createComment", "commenting on a card", {"content": content}, cardId=card["id"], who=who)


def said(board: Board, card: Row) -> list[Row]:
    """The comments of a card as they are listed."""
    return board.rows("listComments", "listing the comments", cardId=card["id"])


@check(writes=True)
def order(bench: Bench, _: Subject) -> None:
    """Comments are listed by the time of their creation."""
    board = open_board(bench)
    card = board.card()
    wanted = [say(board, card, text).get("id") for text in ("zulu", "alpha", "mike")]
    rows = said(board, card)
    equal(bench, [row.get("id") for row in rows], wanted, "comments are not listed in the order of their creation")
    times = [str(row.get("createdAt")) for row in rows]
    in_order = all(one <= other for one, other in pairwise(times))
    bench.expect(in_order, "comments are not listed by createdAt", expected="ascending times", observed=times)


@check(writes=True)
def fields(bench: Bench, _: Subject) -> None:
    """A comment shows authorId, authorName, cardId and createdAt."""
    board = open_board(bench)
    card = board.card()
    people = [None, colleague(bench, or_skip=False)]
    for who in people[: 1 if people[1] is None else 2]:
        me = own_profile(bench, who)
        text = f"Said {bench.word()}"
        made = say(board, card, text, who)
        listed = next((row for row in said(board, card) if row.get("id") == made.get("id")), {})
        wanted = {"cardId": card["id"], "authorId": me.get("id"), "content": text}
        for row, where in ((made, "the answer"), (listed, "the list")):
            seen = {name: row.get(name) for name in wanted}
            equal(bench, seen, wanted, f"a comment in {where} is not of its card and its author")
            bench.expect(row.get("createdAt"), f"a comment in {where} has no createdAt", expected="a time")
            if me.get("name"):
                equal(bench, row.get("authorName"), me["name"], f"a comment in {where} does not name its author")


@check(writes=True)
def count(bench: Bench, _: Subject) -> None:
    """The commentCount of a card follows its comments."""
    board = open_board(bench)
    card = board.card()
    other = board.card({"id": card["columnId"]})
    say(board, other, "Beside the point")
    told = [say(board, card, f"Number {n}") for n in range(3)]
    equal(bench, board.seen(card).get("commentCount"), 3, "commentCount is not the number of comments")
    board.removed("deleteComment", "deleting a comment", cardId=card["id"], commentId=told[1].get("id"))
    equal(bench, board.seen(card).get("commentCount"), 2, "commentCount does not fall when a comment is deleted")


@check(writes=True)
def of_another(bench: Bench, _: Subject) -> None:
    """The comment of another is not for everybody to delete: 403."""
    board = open_board(bench)
    card = board.card()
    row = say(board, card, "Mine")
    other = colleague(bench, admin=False)
    answer = board.call("deleteComment", cardId=card["id"], commentId=row.get("id"), who=other)
    refused(bench, answer, "deleting the comment of another", 403, 404)
    kept = [one.get("id") for one in said(board, card)]
    equal(bench, kept, [row.get("id")], "a comment that its author did not delete is gone")
