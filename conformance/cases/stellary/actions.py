"""Proposed actions: what is kept of them, their review, and what comes of it."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import open_board
from conformance.cases.stellary.steps import Row, answered, call, equal, listed, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

STATUSES = ("suggested", "approved", "rejected", "applied")


def proposal(bench: Bench, **fields: Json) -> Exchange:
    """Send a proposal; it moves a card to a column by name unless it is told what else to do."""
    body: Row = {"actionType": "move_card", "explanation": f"All done: {bench.word()}", **fields}
    return call(bench, "proposeAction", body)


def propose(bench: Bench, **fields: Json) -> str:
    """The id of a new proposal."""
    return str(answered(bench, proposal(bench, **fields), "proposing an action").get("id"))


def review(bench: Bench, action: str, approved: bool) -> Row:
    """Approve or reject an action, which must be possible."""
    what = f"reviewing an action with approved {str(approved).lower()}"
    return answered(bench, call(bench, "reviewAction", {"approved": approved}, actionId=action), what)


def apply(bench: Bench, action: str) -> Row:
    """Apply an action, which must be possible."""
    return answered(bench, call(bench, "applyAction", actionId=action), "applying an approved action")


def shown(bench: Bench, action: str) -> Row:
    """An action as the list shows it; empty where it does not."""
    rows = listed(bench, call(bench, "listActions"), "listing actions")
    return next((row for row in rows if str(row.get("id")) == action), {})


def movable(bench: Bench) -> Row:
    """The payload of an action that can be carried out."""
    board = open_board(bench)
    goal = board.column(name=f"Goal {bench.word()}")
    return {"cardId": board.card()["id"], "targetColumn": goal["name"]}


def in_status(bench: Bench, status: str) -> str:
    """The id of a new action that came to a status."""
    action = propose(bench, payload=movable(bench))
    if status != "suggested":
        review(bench, action, approved=status != "rejected")
    if status == "applied":
        apply(bench, action)
    return action


@check(writes=True)
def proposed(bench: Bench, _: Subject) -> None:
    """A proposed action is suggested, and its payload comes back unchanged."""
    payload: Row = {"cardId": "none", "deep": {"list": [1, 2.5, "three", True], "empty": {}}, "count": 0, "text": ""}
    row = answered(bench, proposal(bench, actionType="note", payload=payload), "proposing an action")
    for seen, where in ((row, "the answer"), (shown(bench, str(row.get("id"))), "the list")):
        equal(bench, seen.get("status"), "suggested", f"{where} does not show a new action as suggested")
        equal(bench, seen.get("payload"), payload, f"{where} does not show the payload unchanged")
        equal(bench, seen.get("actionType"), "note", f"{where} shows another actionType")


@check(writes=True)
def payload_optional(bench: Bench, _: Subject) -> None:
    """The payload of a proposal is an object and may be absent."""
    answered(bench, proposal(bench, actionType="note"), "proposing an action without a payload")
    for odd, what in ((["a", "list"], "a list"), ("a text", "a text"), (5, "a number")):
        refused(bench, proposal(bench, actionType="note", payload=odd), f"a payload that is {what}", 400)


@check(writes=True)
def by_status(bench: Bench, _: Subject) -> None:
    """The list narrows to each of the four statuses."""
    made = {status: in_status(bench, status) for status in STATUSES}
    for status, action in made.items():
        answer = call(bench, "listActions", query={"status": status})
        rows = listed(bench, answer, f"listing the actions that are {status}")
        others = sorted({str(row.get("status")) for row in rows} - {status})
        equal(bench, others, [], f"the list of actions that are {status} shows others", answer)
        there = action in [str(row.get("id")) for row in rows]
        bench.expect(there, f"an action that is {status} is not in the list of those", exchange=answer)


@check(writes=True)
def verdict(bench: Bench, _: Subject) -> None:
    """A review with approved true approves an action, with false it rejects it."""
    for approved, status in ((True, "approved"), (False, "rejected")):
        action = propose(bench, actionType="note")
        told = review(bench, action, approved).get("status", status)
        equal(bench, told, status, f"the answer to approved {str(approved).lower()} does not show {status}")
        seen = shown(bench, action).get("status")
        equal(bench, seen, status, f"a review with approved {str(approved).lower()} does not make an action {status}")


@check(writes=True)
def apply_approved_alone(bench: Bench, _: Subject) -> None:
    """An approved action alone can be applied; any other is refused with 409."""
    for status in ("suggested", "rejected", "applied"):
        action = in_status(bench, status)
        answer = call(bench, "applyAction", actionId=action)
        # That it cannot be done is stated; which of the two statuses says so is our reading.
        refused(bench, answer, f"applying an action that is {status}", 409, 400)
        seen = shown(bench, action).get("status")
        equal(bench, seen, status, f"a refused application changes an action that is {status}")


@check(writes=True)
def applied(bench: Bench, _: Subject) -> None:
    """Applying an action makes it applied."""
    action = in_status(bench, "approved")
    equal(
        bench, apply(bench, action).get("status", "applied"), "applied", "the answer does not show the action applied"
    )
    equal(bench, shown(bench, action).get("status"), "applied", "an applied action is not applied")


@check(writes=True)
def second_review(bench: Bench, _: Subject) -> None:
    """A second review is refused with 409."""
    for status in ("approved", "rejected", "applied"):
        action = in_status(bench, status)
        answer = call(bench, "reviewAction", {"approved": status == "rejected"}, actionId=action)
        refused(bench, answer, f"the review of an action that is {status}", 409)
        equal(bench, shown(bench, action).get("status"), status, f"a second review changes what is {status}")


@check(writes=True)
def effect(bench: Bench, _: Subject) -> None:
    """Applying the move of a card moves the card."""
    board = open_board(bench)
    goal = board.column(name=f"Goal {bench.word()}")
    card = board.card()
    action = propose(bench, payload={"cardId": card["id"], "targetColumn": goal["name"]})
    equal(bench, board.seen(card).get("columnId"), card["columnId"], "proposing a move moves the card")
    review(bench, action, approved=True)
    equal(bench, board.seen(card).get("columnId"), card["columnId"], "approving a move moves the card")
    apply(bench, action)
    equal(bench, board.seen(card).get("columnId"), goal["id"], "applying a move does not move the card")
