"""Cards: where they stand, moving, archiving and deleting them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board, other_board
from conformance.cases.stellary.files import put
from conformance.cases.stellary.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Json


def stack(board: Board, column: Row) -> list[Json]:
    """The ids of the cards of a column, by their order."""
    rows = [row for row in board.cards() if row.get("columnId") == column["id"]]
    return [row.get("id") for row in sorted(rows, key=lambda row: float(row.get("order") or 0))]


@check(writes=True)
def across_columns(bench: Bench, _: Subject) -> None:
    """The list of cards spans all columns of the project."""
    board = open_board(bench)
    made = [board.card(board.column())["id"] for _ in range(3)]
    seen = {row.get("id") for row in board.cards()}
    lost = [one for one in made if one not in seen]
    bench.expect(
        not lost, "the list of cards does not span all columns", expected="all three cards", observed=f"{len(lost)} not"
    )


@check(writes=True)
def in_the_column_of_the_path(bench: Bench, _: Subject) -> None:
    """A new card stands in the column of the path."""
    board = open_board(bench)
    for column in [board.column(), board.column()]:
        card = board.card(column)
        equal(bench, card.get("columnId"), column["id"], "the answer shows a new card in another column")
        equal(bench, board.seen(card).get("columnId"), column["id"], "a new card stands in another column")


@check(writes=True)
def move(bench: Bench, _: Subject) -> None:
    """Another columnId moves a card."""
    board = open_board(bench)
    left, right = board.column(), board.column()
    card, stays = board.card(left), board.card(left)
    told = board.change(card, columnId=right["id"])
    equal(bench, told.get("columnId"), right["id"], "the answer shows a moved card where it was")
    equal(bench, board.seen(card).get("columnId"), right["id"], "a moved card stands where it was")
    equal(bench, board.seen(stays).get("columnId"), left["id"], "moving a card moves another")


@check(writes=True)
def reorder(bench: Bench, _: Subject) -> None:
    """Another order moves a card within its column."""
    board = open_board(bench)
    column = board.column()
    cards = [board.card(column)["id"] for _ in range(4)]
    moving = cards[-1]
    for order in (0, 2):
        board.change({"id": moving}, order=order)
        seen = stack(board, column)
        place = seen.index(moving) if moving in seen else None
        equal(bench, place, order, f"a card with the new order {order} does not stand there")
        rest = [one for one in seen if one != moving]
        equal(bench, rest, cards[:-1], "moving a card changes the sequence of the others", basis="assumed")
    rows = [row for row in board.cards() if row.get("columnId") == column["id"]]
    orders = [row.get("order") for row in rows]
    bench.expect(len(set(orders)) == 4, "cards of a column share an order", expected=[0, 1, 2, 3], observed=orders)
    board.removed("deleteCard", "deleting a card", cardId=cards[0])
    equal(
        bench, stack(board, column), [cards[1], moving, cards[2]], "deleting a card changes the sequence of the others"
    )


@check(writes=True)
def archive(bench: Bench, _: Subject) -> None:
    """An archived card is still there, with archived true."""
    board = open_board(bench)
    card = board.card()
    equal(bench, board.change(card, archived=True).get("archived"), True, "an archived card does not say so")
    listed = [row for row in board.cards() if row.get("id") == card["id"]]
    # Whether the list shows archived cards is stated nowhere; a change finds them either way.
    if listed:
        equal(bench, listed[0].get("archived"), True, "the list shows an archived card as if it were not")
    answer = board.call("updateCard", {"title": "Still there"}, cardId=card["id"])
    there = answer.status == 200 and answer.json().get("archived") is True
    bench.expect(there, "an archived card is not there any more", expected="200, archived true", exchange=answer)
    if there:
        board.change(card, archived=False)
        equal(bench, board.seen(card).get("archived"), False, "a card does not come out of the archive")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """Deleting a card answers 200 with ok true, and the card is gone for good."""
    board = open_board(bench)
    card = board.card()
    other = board.card({"id": card["columnId"]})
    answer = board.removed("deleteCard", "deleting a card", cardId=card["id"])
    body = answer.json() if answer.is_json else None
    told = [answer.status, body.get("ok") if isinstance(body, dict) else body]
    equal(bench, told, [200, True], "deleting a card does not answer 200 with ok true", answer)
    seen = {row.get("id") for row in board.cards()}
    bench.expect(card["id"] not in seen, "a deleted card is still listed", expected="gone")
    bench.expect(other["id"] in seen, "deleting a card takes another one away", expected="the other card")
    refused(bench, board.call("updateCard", {"title": "Back"}, cardId=card["id"]), "changing a deleted card", 404)
    refused(
        bench, board.call("updateCard", {"archived": False}, cardId=card["id"]), "bringing back a deleted card", 404
    )


@check(writes=True)
def deletion_takes_all(bench: Bench, _: Subject) -> None:
    """With a card go its comments, attachments and relations."""
    board = open_board(bench)
    card = board.card()
    other = board.card({"id": card["columnId"]})
    board.done("createComment", "commenting on a card", {"content": "Soon gone"}, cardId=card["id"])
    file = put(board, card)
    link = {"targetCardId": other["id"], "type": "blocks"}
    board.done("createRelation", "relating two cards", link, cardId=card["id"])
    board.removed("deleteCard", "deleting a card", cardId=card["id"])
    asked = {
        "the comments of a deleted card": board.call("listComments", cardId=card["id"]),
        "the attachments of a deleted card": board.call("listAttachments", cardId=card["id"]),
        "an attachment of a deleted card": board.call(
            "downloadAttachment", cardId=card["id"], attachmentId=file.get("id")
        ),
    }
    for what, answer in asked.items():
        empty = answer.status == 200 and answer.is_json and answer.json() == []
        bench.expect(empty or answer.status == 404, f"{what} can still be read", expected=404, exchange=answer)
    rows = board.rows("listRelations", "listing relations", cardId=other["id"])
    left = [row for row in rows if card["id"] in row.values()]
    equal(bench, left, [], "a relation with a deleted card stays at the other end")


@check(writes=True)
def column_of_another_project(bench: Bench, _: Subject) -> None:
    """A card does not go to a column of another project: 404 or 400."""
    board, elsewhere = open_board(bench), other_board(bench)
    card, foreign = board.card(), elsewhere.column()
    answer = board.call("updateCard", {"columnId": foreign["id"]}, cardId=card["id"])
    refused(bench, answer, "moving a card to a column of another project", 404, 400)
    answer = board.try_card(foreign)
    refused(bench, answer, "making a card in a column of another project", 404, 400)
    equal(bench, board.seen(card).get("columnId"), card["columnId"], "a refused move is done all the same")
    equal(bench, stack(elsewhere, foreign), [], "a card came into another project")
