"""Pages of lists whose rows no operation creates as such: the laws of paging find too few of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.bench import Bench
from conformance.cases.spedy import files
from conformance.cases.spedy.desk import open_desk
from conformance.cases.spedy.shelf import open_shelf
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, answered, call, equal, everyone
from conformance.cases.spedy.time_entries import log
from conformance.check import Subject, check
from conformance.exchange import Json

MEMBERS = {"data", "total", "page", "pageSize", "totalPages"}
SIZE, USUAL = 2, 20


@dataclass
class Book:
    """A list of at least three rows: its operation, its path parameters, and what else a request must say."""

    bench: Bench
    operation: str
    ids: Row
    query: Row
    total: int

    def page(self, **query: Json) -> Row:
        """One page of the list, which has the members of the envelope and no others."""
        answer = call(self.bench, self.operation, query={**self.query, **query}, **self.ids)
        page = answered(self.bench, answer, f"a page of {self.operation}")
        equal(self.bench, sorted(page), sorted(MEMBERS), "a page has other members")
        return page

    def walk(self) -> Iterator[Row]:
        """All pages of a small size."""
        for number in range(1, -(-self.total // SIZE) + 1):
            yield self.page(limit=SIZE, page=number)


def judge(book: Book) -> None:
    """Expect the pages of a list to be what all pages are."""
    bench, last = book.bench, -(-book.total // SIZE)
    told = ("total", "page", "pageSize", "totalPages")
    first = book.page()
    wanted = [book.total, 1, USUAL, -(-book.total // USUAL)]
    equal(bench, [first.get(name) for name in told], wanted, "a page nobody asked for is another")
    equal(bench, len(first["data"]), min(book.total, USUAL), "a page holds another number of rows")
    whole = book.page(limit=100)["data"]
    equal(bench, first["data"], whole[:USUAL], "the first page does not hold the first rows")
    walked = []
    for number, page in enumerate(book.walk(), 1):
        wanted = [book.total, number, SIZE, last]
        equal(bench, [page.get(name) for name in told], wanted, "a page tells something else of itself")
        walked += page["data"]
    equal(bench, walked, whole, "the pages are not the list, row by row")
    beyond = book.page(limit=SIZE, page=last + 1)
    equal(bench, [beyond["data"], beyond.get("total")], [[], book.total], "a page past the end is not empty")


@check(writes=True)
def versions(bench: Bench, _: Subject) -> None:
    """The versions of a wiki page come in pages."""
    shelf = open_shelf(bench)
    page = shelf.page(content="0")
    for number in range(1, USUAL + 1):
        shelf.done("updateWikiPage", "changing a page", {"content": str(number)}, pageId=page["id"])
    ids = {"spaceId": shelf.space["id"], "pageId": page["id"]}
    judge(Book(bench, "listWikiPageVersions", ids, {}, USUAL + 1))


@check(writes=True)
def watchers(bench: Bench, _: Subject) -> None:
    """Those who watch a ticket come in pages."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    people = [one for one in everyone(bench) if TEAM_MEMBER in (one.holds("user", "role") or ())]
    able = [one for one in people if "tickets:view" in one.scopes][: SIZE + 1]
    if len(able) <= SIZE:
        bench.skip("the target file names too few who could watch")
    for person in able:
        desk.done("watchTicket", "watching a ticket", ticket, who=desk.let_in(person, "BOARD_VIEWER"))
    seen = len(desk.rows("listWatchers", "listing the watchers", ticket))  # who made the ticket may watch it too
    judge(Book(bench, "listWatchers", desk.ids(ticket), {}, seen))


@check(writes=True)
def attachments(bench: Bench, _: Subject) -> None:
    """The files of a ticket come in pages."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for number in range(SIZE + 1):
        files.put(desk, ticket, name=f"notes-{number}.txt")
    judge(Book(bench, "listAttachments", desk.ids(ticket), {}, SIZE + 1))


@check(writes=True)
def found(bench: Bench, _: Subject) -> None:
    """What a search finds comes in pages."""
    word = bench.word()
    desk = open_desk(bench)
    for number in range(SIZE + 1):
        desk.ticket(title=f"{word} {number}")
    judge(Book(bench, "search", {}, {"q": word, "type": "ticket"}, SIZE + 1))


@check(writes=True)
def sums(bench: Bench, _: Subject) -> None:
    """The sums of a report of time come in pages."""
    desk = open_desk(bench)
    for _number in range(SIZE + 1):
        log(desk, date="2031-07-14")
    query: Row = {"groupBy": "ticket", "from": "2031-07-14", "to": "2031-07-14"}
    answer = answered(bench, call(bench, "getTimeReport", query=query), "asking for a report")
    judge(Book(bench, "getTimeReport", {}, query, int(answer.get("total") or SIZE + 1)))
