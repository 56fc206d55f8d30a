"""More laws of the keyword `paging`: walking the pages."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import MISSING, Contract
from conformance.exchange import Json
from conformance.laws.book import Book, Page, Walk
from conformance.laws.entries import grow
from conformance.laws.evidence import operation_of
from conformance.laws.paging import open_book, paged
from conformance.laws.rows import field_at, home

MOST = 6  # pages one walk reads


@check(module="paging", subjects=paged)
def pages(bench: Bench, subject: Subject) -> None:
    """A page tells how many pages there are: the total divided by the size, rounded up."""
    book, total = open_book(bench, subject, wanted=4)
    for size in (3, book.max, min(total, book.max)):
        page = book.page(book.first, size)
        if page.pages is None or page.total is None:
            bench.skip("no answer tells how many pages there are")
            return
        fine = {-(-page.total // size)} | ({1} if page.total == 0 else set())
        bench.expect(
            page.pages in fine,
            "the number of pages is not the total divided by the size, rounded up",
            expected={"pages": sorted(fine), "total": page.total, "size": size},
            observed=page.pages,
            exchange=page.exchange,
        )


def telling(contract: Contract) -> list[Subject]:
    """Paged lists whose pages tell whether more follows."""
    styles = contract.conventions.get("paging", {})
    return [s for s in paged(contract) if s.operation and "more" in styles[s.operation.acts["page"]]]


@check(module="paging", subjects=telling)
def more(bench: Bench, subject: Subject) -> None:
    """A page says that more follows exactly when a later page holds items."""
    book, total = open_book(bench, subject, wanted=4)
    read = _stretch(book, total)
    for page, following in pairwise(read.pages):
        follows = bool(following.items)
        bench.expect(
            page.more == follows or bool(read.grown),
            f"a page says that {'nothing' if follows else 'more'} follows, and it is not so",
            expected=follows,
            observed=page.more,
            exchange=page.exchange,
        )


@check(module="paging", subjects=paged)
def partition(bench: Bench, subject: Subject) -> None:
    """Walking the pages gives every item once: none is skipped, repeated or beyond the size of its page."""
    book, total = open_book(bench, subject, wanted=5)
    size = min(book.max, max(2, -(-total // 4)))
    walk = book.quiet_walk(size, MOST)
    for page in walk.pages:
        bench.expect(len(page.items) <= size, "a page is larger than asked", expected=size, observed=len(page.items))
    keys = [book.key(item) for item in walk.items]
    repeats = len(keys) - len(set(keys))
    # An item that arrives while the pages are read pushes one that was seen onto the next page.
    bench.expect(repeats <= walk.grown, "an item appears on two pages", expected=walk.grown, observed=repeats)
    totals = [page.total for page in walk.pages if page.total is not None]
    if walk.complete and totals:
        bench.expect(
            totals[0] <= len(set(keys)) <= max(totals),
            "the pages do not add up to the total",
            expected=totals[0] if totals[0] == max(totals) else f"{totals[0]} to {max(totals)}",
            observed=len(set(keys)),
        )
    _expect_same_cut(bench, book, size)


@check(module="paging", subjects=paged)
def past_end(bench: Bench, subject: Subject) -> None:
    """A page past the end is empty and says that nothing follows."""
    book = Book(bench, operation_of(subject), home(bench))
    book.need_pages()
    total = book.total()
    page = book.page(book.first + total // 10 + 1000, 10)
    bench.expect(page.items == [], "a page past the end holds items", expected=[], observed=page.items)
    # Others may write meanwhile; none of it makes a list that was long empty.
    told = page.total is None or bool(page.total) == bool(total)
    bench.expect(told, "a page past the end tells another total", expected=total, observed=page.total)
    bench.expect(page.more in (None, False), "a page past the end says more follows", expected=False, observed=True)


@check(module="paging", subjects=paged)
def order(bench: Bench, subject: Subject) -> None:
    """Items come in the declared order, within a page and from page to page."""
    book, total = open_book(bench, subject, wanted=3)
    size = max(2, min(book.max, -(-total // 2)))
    walk = book.quiet_walk(size, 2)
    keys = []
    for key in book.style["order"]:
        if key.lstrip("-").startswith("$") or any(field_at(i, key.lstrip("-")) is MISSING for i in walk.items):
            break  # what no answer shows cannot be compared, nor what is sorted within it
        keys.append(key)
    if not keys:
        bench.skip("no answer shows what the list is ordered by")
    wrong = [(a, b) for a, b in pairwise(walk.items) if _before(b, a, keys)]
    bench.expect(
        not wrong,
        "items are out of order",
        expected=", ".join(keys),
        observed=[[field_at(item, key.lstrip("-")) for key in keys] for pair in wrong[:1] for item in pair],
    )


@check(module="paging", subjects=paged, writes=True)
def grows(bench: Bench, subject: Subject) -> None:
    """The total rises by what is added, and never falls where rows cannot be removed."""
    book = Book(bench, operation_of(subject), home(bench))
    book.need_pages()
    book.ids = bench.maker.paths.ids(book.operation, tenant=book.tenant)
    before = book.page(book.first, 1)
    if before.total is None:
        bench.skip("no answer tells the total")
        return
    grow(bench, str(subject.resource), book.tenant, rows=2, book=book)
    after = book.page(book.first, 1)
    bench.expect(
        (after.total or 0) >= before.total + 2,
        "the total does not rise by what was added",
        expected=f"at least {before.total + 2}",
        observed=after.total,
        exchange=after.exchange,
    )


def _stretch(book: Book, total: int) -> Walk:
    """Pages up to the one after the last, by number whatever they say; while the total stands still, if it does."""
    for _ in range(3):
        size = min(book.max, max(2, -(-total // 3)))
        last = book.first + -(-total // size) - 1
        numbers = [book.first, book.first + 1] if last > book.first + 3 else []
        read = [book.page(number, size) for number in sorted({*numbers, *range(max(book.first, last - 1), last + 1)})]
        read += _after(book, last + 1, size)
        walk = Walk(read, complete=True)
        totals = [page.total for page in read if page.total is not None]
        if set(totals) <= {total}:
            break
        total = totals[-1]
    return walk


def _after(book: Book, number: int, size: int) -> list[Page]:
    """The page past the end; an empty one where it is refused, which is another law's to judge."""
    answer = book.ask(number, size)
    if 200 <= answer.status < 300:
        return [book.read(answer)]
    return [Page(answer, [], None, None, None, None, None)]


def _expect_same_cut(bench: Bench, book: Book, size: int) -> None:
    """Two pages of one size hold what one page of twice the size holds: shows skips in lists too long to walk."""
    half = max(1, min(size, book.max) // 2)
    for _ in range(3):
        whole = book.page(book.first, 2 * half)
        parts = [book.page(book.first, half), book.page(book.first + 1, half)]
        if len({page.total for page in (whole, *parts)}) == 1:
            break
    else:
        return
    cut = [book.key(item) for page in parts for item in page.items]
    bench.expect(
        cut == [book.key(item) for item in whole.items],
        "two pages do not hold what one page of twice the size holds",
        expected=len(whole.items),
        observed=cut,
        exchange=parts[1].exchange,
    )


def _before(one: Json, other: Json, keys: list[str]) -> bool:
    """Whether one item belongs strictly before another."""
    for key in keys:
        mine, theirs = (_rank(field_at(item, key.lstrip("-"))) for item in (one, other))
        if mine != theirs:
            return bool(mine > theirs) if key.startswith("-") else bool(mine < theirs)
    return False


def _rank(value: Json) -> tuple[int, Json]:
    """A value that compares as the server means it: times by when they are, not by how they are written."""
    if isinstance(value, (int, float)):
        return 1, value
    if not isinstance(value, str):
        return 0, 0
    try:
        return 2, dt.datetime.fromisoformat(value).timestamp()
    except ValueError:
        return 3, value
