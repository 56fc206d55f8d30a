"""The list of a board's tickets: what it hides, and what its parameters leave of it together."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import ACTIVE, FINAL, PLANNING, open_desk
from conformance.cases.spedy.steps import Row, equal
from conformance.check import Subject, check


@check(writes=True)
def fresh_hidden(bench: Bench, _: Subject) -> None:
    """A new ticket in a default status of the category PLANNING is not in the plain list."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    if (ticket.get("status") or {}).get("category") != PLANNING:
        bench.skip("the organization's default status is of another category")
    equal(bench, sorted(desk.shown()), [], "a new ticket that waits to be planned is in the plain list")
    equal(bench, sorted(desk.shown(includePlanning=True)), [ticket["id"]], "includePlanning does not show a new ticket")


@check(writes=True)
def by_category(bench: Bench, _: Subject) -> None:
    """A list shows tickets in ACTIVE statuses, and of the others those that are asked for."""
    desk = open_desk(bench)
    waits, runs, rests = (desk.ticket(statusId=desk.status(name)["id"])["id"] for name in (PLANNING, ACTIVE, FINAL))
    asked: list[tuple[Row, list[str]]] = [
        ({}, [runs]),
        ({"includePlanning": False, "includeArchived": False}, [runs]),
        ({"includePlanning": True}, [waits, runs]),
        ({"includeArchived": True}, [runs, rests]),
        ({"includePlanning": True, "includeArchived": True}, [waits, runs, rests]),
    ]
    for query, wanted in asked:
        equal(bench, sorted(desk.shown(**query)), sorted(wanted), f"with {query} the list shows other tickets")


@check(writes=True)
def moved(bench: Bench, _: Subject) -> None:
    """A ticket leaves the plain list when it is done, and is in it again when it is taken up."""
    desk = open_desk(bench)
    ticket = desk.ticket(statusId=desk.status(ACTIVE)["id"])
    for category, wanted in ((FINAL, []), (ACTIVE, [ticket["id"]]), (PLANNING, [])):
        desk.move(ticket, desk.status(category))
        equal(bench, sorted(desk.shown()), wanted, f"the plain list does not follow a move to {category}")


@check(writes=True)
def asked_status(bench: Bench, _: Subject) -> None:
    """A list of one status shows its tickets, whatever its category."""
    desk = open_desk(bench)
    statuses = [desk.status(name) for name in (PLANNING, FINAL)]
    tickets = [desk.ticket(statusId=status["id"])["id"] for status in statuses]
    for status, ticket in zip(statuses, tickets, strict=True):
        seen = sorted(desk.shown(statusId=status["id"]))
        equal(bench, seen, [ticket], f"a list of one status of the category {status['category']} shows other tickets")


@check(writes=True)
def combined(bench: Bench, _: Subject) -> None:
    """Several parameters together leave the tickets that match all of them."""
    desk, word = open_desk(bench), bench.word()
    active, label, kind = desk.status(ACTIVE)["id"], bench.make("Label")["id"], bench.make("TicketType")["id"]
    whole = {
        "statusId": active,
        "title": f"About {word}",
        "labelIds": [label],
        "typeId": kind,
        "impactLevel": "HIGH",
        "dueDate": "2031-05-01T00:00:00Z",
        "externalReference": f"REF-{word}",
    }
    both = desk.ticket(**whole)["id"]
    less = {
        "labelIds": desk.ticket(**{**whole, "labelIds": []})["id"],
        "title": desk.ticket(**{**whole, "title": "About nothing"})["id"],
        "impactLevel": desk.ticket(**{**whole, "impactLevel": "LOW"})["id"],
        "dueDate": desk.ticket(**{**whole, "dueDate": "2032-05-01T00:00:00Z"})["id"],
        "externalReference": desk.ticket(**{**whole, "externalReference": "REF-0"})["id"],
    }
    asked = {
        "labelIds": {"labelId": label},
        "title": {"search": word.upper()},
        "impactLevel": {"impactLevel": "HIGH,CRITICAL"},
        "dueDate": {"dueBefore": "2031-05-01T00:00:00Z", "dueAfter": "2031-05-01T00:00:00Z"},
        "externalReference": {"externalReference": word[1:]},
    }
    every = {name: value for query in asked.values() for name, value in query.items()}
    equal(bench, sorted(desk.shown(**every)), [both], "all parameters together leave other tickets")
    for member, ticket in less.items():
        rest = {n: v for query in [q for m, q in asked.items() if m != member] for n, v in query.items()}
        wanted = sorted([both, ticket])
        equal(bench, sorted(desk.shown(**rest)), wanted, f"all parameters but that of {member} leave other tickets")


@check(writes=True)
def either(bench: Bench, _: Subject) -> None:
    """Values parted by commas in one parameter show the tickets that have one of them."""
    desk = open_desk(bench)
    active, labels = desk.status(ACTIVE)["id"], [bench.make("Label")["id"] for _ in range(3)]
    tickets = [desk.ticket(statusId=active, labelIds=[label])["id"] for label in labels]
    both = desk.ticket(statusId=active, labelIds=labels[:2])["id"]
    for chosen, wanted in (
        (labels[:1], [tickets[0], both]),
        (labels[:2], [*tickets[:2], both]),
        (labels, [*tickets, both]),
    ):
        seen = sorted(desk.shown(labelId=",".join(chosen)))
        equal(bench, seen, sorted(wanted), f"{len(chosen)} labels in one parameter show other tickets")
