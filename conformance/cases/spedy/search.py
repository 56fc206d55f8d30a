"""The search: over several kinds at once, and never beyond what the caller could read."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import ADMIN, CUSTOMER, Row, call, done, equal, listed, refused, somebody, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Principal


def found(bench: Bench, word: str, who: Principal | None = None, **query: Json) -> list[Row]:
    """Everything a search finds."""
    return listed(bench, "search", "searching", query={"q": word, **query}, who=who)


def hits(rows: list[Row]) -> list[tuple[str, str]]:
    """Kind and id of what was found."""
    return sorted((str(row.get("type")), str(row.get("id"))) for row in rows)


@check(writes=True)
def spans_kinds(bench: Bench, _: Subject) -> None:
    """One search finds tickets, boards, pages of the wiki and users."""
    word = bench.word()
    board = new_board(bench, name=f"Board {word}")
    ticket = bench.make("Ticket", boardId=board["id"], title=f"Ticket {word}")
    wanted = [("board", board["id"]), ("ticket", ticket["id"])]
    rows = found(bench, word)
    equal(bench, hits(rows), wanted, "the search does not find a board and a ticket by one word")
    for row in rows:
        equal(bench, word in str(row.get("title")), True, "a hit has another title than what was found")
    users = listed(bench, "listUsers", "listing users")
    name = next((str(row["name"]) for row in users if len(str(row.get("name"))) > 3), None)
    if name is not None:
        kinds = {row.get("type") for row in found(bench, name)}
        equal(bench, "user" in kinds, True, "the search does not find a user by his name")


@check(writes=True)
def wiki_text(bench: Bench, _: Subject) -> None:
    """The search finds a page of the wiki by a word of its text, and shows the words around it."""
    word = bench.word()
    space = bench.make("WikiSpace")
    page = bench.make(
        "WikiPage", spaceId=space["id"], title=f"Page {bench.word()}", content=f"It is about {word} here."
    )
    rows = found(bench, word)
    equal(bench, hits(rows), [("wikiPage", page["id"])], "a page of the wiki is not found by its text")
    equal(bench, word in str(rows[0].get("snippet") if rows else None), True, "a hit does not show what was found")


@check(writes=True)
def kinds_asked(bench: Bench, _: Subject) -> None:
    """The search finds the kinds that are asked for and no others, several parted by commas."""
    word = bench.word()
    board = new_board(bench, name=f"Board {word}")
    ticket = bench.make("Ticket", boardId=board["id"], title=f"Ticket {word}")
    both = [("board", board["id"]), ("ticket", ticket["id"])]
    for kinds, wanted in (("board", both[:1]), ("ticket", both[1:]), ("board,ticket", both), ("user", [])):
        equal(bench, hits(found(bench, word, type=kinds)), wanted, f"a search for {kinds} finds something else")
    refused(bench, call(bench, "search", query={"q": word, "type": "comment"}), "a search for a kind there is not", 400)


@check()
def text_form(bench: Bench, _: Subject) -> None:
    """A search needs a text of 2 to 200 characters."""
    refused(bench, call(bench, "search"), "a search without a text", 400)
    for length in (0, 1, 201):
        refused(bench, call(bench, "search", query={"q": "x" * length}), f"a text of {length} characters", 400)
    for length in (2, 200):
        succeeded(bench, call(bench, "search", query={"q": "q" * length}), f"a search for {length} characters")


@check(writes=True)
def sight(bench: Bench, _: Subject) -> None:
    """The search shows nobody what he could not read: hidden boards, their tickets, users without members:view."""
    word, customer = bench.word(), somebody(bench, CUSTOMER, lacking="members:view")
    shut, shared = new_board(bench, name=f"Shut {word}"), new_board(bench, name=f"Shared {word}")
    hidden = bench.make("Ticket", boardId=shut["id"], title=f"Hidden {word}")
    ticket = bench.make("Ticket", boardId=shared["id"], title=f"Open {word}")
    bench.make("BoardMember", boardId=shared["id"], userId=customer.user, role="BOARD_VIEWER")
    seen = hits(found(bench, word, customer))
    beyond = [kind for kind, row in seen if row in (shut["id"], hidden["id"])]
    equal(bench, beyond, [], "the search shows somebody what he could not read")
    equal(bench, seen, [("board", shared["id"]), ("ticket", ticket["id"])], "the search hides what somebody can read")
    users = [kind for kind, _ in hits(found(bench, str(customer.email or "@"), customer)) if kind == "user"]
    equal(bench, users, [], "the search shows users to somebody who may not see members")


@check(writes=True)
def deleted(bench: Bench, _: Subject) -> None:
    """The search finds no deleted ticket, and finds it again once it is restored."""
    word, board = bench.word(), new_board(bench)
    ticket = bench.make("Ticket", boardId=board["id"], title=f"Ticket {word}")
    ids = {"boardId": board["id"], "ticketId": ticket["id"]}
    succeeded(bench, call(bench, "deleteTicket", **ids), "deleting a ticket")
    equal(bench, hits(found(bench, word)), [], "the search finds a deleted ticket")
    succeeded(bench, call(bench, "restoreTicket", **ids), "restoring a ticket")
    equal(bench, hits(found(bench, word)), [("ticket", ticket["id"])], "the search does not find a restored ticket")


@check(writes=True)
def secret_comments(bench: Bench, _: Subject) -> None:
    """What a secret comment says is found by no customer."""
    word, customer, board = bench.word(), somebody(bench, CUSTOMER), new_board(bench)
    bench.make("BoardMember", boardId=board["id"], userId=customer.user, role="BOARD_VIEWER")
    ticket = bench.make("Ticket", boardId=board["id"])
    ids = {"boardId": board["id"], "ticketId": ticket["id"]}
    body = {"content": f"Between us: {word}", "isSecret": True}
    done(bench, "createComment", "a secret comment", body, who=somebody(bench, ADMIN), **ids)
    answer = call(bench, "search", query={"q": word}, who=customer)
    succeeded(bench, answer, "searching as a customer")
    equal(bench, hits(found(bench, word, customer)), [], "a customer finds a ticket by a secret comment")
    silent = word not in answer.text
    bench.expect(silent, "the search tells a customer of a secret comment", expected="nothing", exchange=answer)
