"""Laws of the keyword `paging`: how large a page is, what it says of itself, and that pages add up to the list."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.chain import names_in
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Exchange
from conformance.laws.book import Book, Page
from conformance.laws.entries import grow
from conformance.laws.evidence import operation_of
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import home
from conformance.laws.subjects import list_name

MANY = 30  # rows a law makes at most to have enough of them


def paged(contract: Contract) -> list[Subject]:
    """Every resource whose list is cut into pages."""
    lists = [op for op in contract.by("list") if op.acts.get("page")]
    return [Subject(name=list_name(contract, op), resource=op.resource, operation=op) for op in lists]


def numbered(contract: Contract) -> list[Subject]:
    """Those whose way of paging names the cause of a bad page number."""
    styles = contract.conventions.get("paging", {})
    return [s for s in paged(contract) if "under" in styles[operation_of(s).acts["page"]].get("start", {})]


def open_book(bench: Bench, subject: Subject, wanted: int) -> tuple[Book, int]:
    """The subject's list in a tenant with enough rows, and how many; missing ones are made where that is allowed.

    Skips the check where they cannot be had.
    """
    operation = operation_of(subject)
    # A named tenant first: what a request without one shows is disputed between APIs' own pages.
    own = Book(bench, operation, home(bench))
    own.need_pages()
    totals = []
    for book in [*_elsewhere(bench, own), own]:
        totals.append(book.total())
        if totals[-1] >= wanted:
            return book, totals[-1]
    lacking = wanted - totals[-1]
    if lacking > MANY:
        bench.skip(f"needs {wanted} {subject.resource} rows, and no tenant of the target has so many")
    own.ids = own.ids or bench.maker.paths.ids(operation, tenant=own.tenant)
    grow(bench, str(subject.resource), own.tenant, lacking, book=own)
    if (total := own.total()) < wanted:
        bench.skip(f"needs {wanted} {subject.resource} rows, and making them did not make the list longer")
    return own, total


def _elsewhere(bench: Bench, own: Book) -> list[Book]:
    """The list in other tenants; not where it hangs on a row or stands behind a gate: that takes much to reach."""
    operation = own.operation
    if names_in(operation.path) or operation.acts.get("gates"):
        return []
    return [Book(bench, operation, tenant) for tenant in bench.target.tenants if tenant != own.tenant]


def _expect_at_most(bench: Bench, page: Page, most: int, message: str) -> None:
    bench.expect(len(page.items) <= most, message, expected=most, observed=len(page.items), exchange=page.exchange)


@check(subjects=paged)
def default_size(bench: Bench, subject: Subject) -> None:
    """A page holds the default number of items where no size is asked for."""
    book, _ = open_book(bench, subject, wanted=Book(bench, operation_of(subject)).default + 1)
    page = book.page()
    seen, wanted = len(page.items), book.default
    bench.expect(
        seen == wanted, "the default page has another size", expected=wanted, observed=seen, exchange=page.exchange
    )
    if page.size is not None:
        bench.expect(
            page.size == wanted,
            "the default page tells another size",
            expected=wanted,
            observed=page.size,
            exchange=page.exchange,
        )


@check(subjects=paged)
def max_size(bench: Bench, subject: Subject) -> None:
    """A page never holds more than the maximum, however many items are asked for, and as many as there are up to it."""
    book = _fullest(bench, subject)
    page = book.page(book.first, book.max)
    _expect_at_most(bench, page, book.max, "a page of the largest size is too large")
    if page.total is not None:
        full = min(page.total, book.max)
        bench.expect(
            len(page.items) >= full,
            "a page of the largest size holds less than there is",
            expected=full,
            observed=len(page.items),
            exchange=page.exchange,
        )
    for size in (book.max + 1, book.max * 10):
        answer = book.ask(book.first, size)
        if 200 <= answer.status < 300:
            page = book.read(answer)
            _expect_at_most(bench, page, book.max, "a page holds more than the maximum")
            bench.expect(
                page.size is None or page.size <= book.max,
                "a page tells a size over the maximum",
                expected=book.max,
                observed=page.size,
                exchange=answer,
            )
        else:
            _expect_bounded(bench, book, answer, "a size over the maximum")


@check(subjects=paged)
def first_page(bench: Bench, subject: Subject) -> None:
    """The first page has the declared first number, and is the one shown where no page is asked for."""
    book, _ = open_book(bench, subject, wanted=3)
    bare, first, whole = book.page(None, 2), book.page(book.first, 2), book.page(book.first, book.max)
    for page, what in ((bare, "the page shown without a number"), (first, "the page of the first number")):
        # What arrives meanwhile may push the first items back, but no further than by its number.
        arrived = (whole.total or 0) - (page.total or 0)
        beginning = set(map(book.key, whole.items[: 2 + max(0, arrived)]))
        bench.expect(
            len(page.items) == 2 and beginning.issuperset(map(book.key, page.items)),
            f"{what} does not hold the first items",
            expected=whole.items[:2],
            observed=page.items,
            exchange=page.exchange,
        )
    for page in (bare, first):
        bench.expect(
            page.number in (None, book.first),
            "the first page tells another number",
            expected=book.first,
            observed=page.number,
            exchange=page.exchange,
        )


@check(subjects=paged)
def bad_values(bench: Bench, subject: Subject) -> None:
    """A size or page number that is no number within its bounds is refused or clamped, never a server error."""
    book = Book(bench, operation_of(subject), home(bench))
    book.need_pages()
    for size in (0, -1, "abc", "1.5", book.max + 1, 10**20):
        _expect_bounded(bench, book, book.ask(book.first, size), "a bad page size")
    if "start" in book.style:
        for number in (book.first - 1, -1, "abc"):
            _expect_bounded(bench, book, book.ask(number, 2), "a bad page number")


@check(subjects=numbered)
def bad_numbers(bench: Bench, subject: Subject) -> None:
    """A page number below the first, or one that is no number, is refused by the declared cause."""
    book = Book(bench, operation_of(subject), home(bench))
    book.need_pages()
    for number in (book.first - 1, -1, "abc"):
        # Few sources say more than that bad input is refused: others bring it within bounds.
        what = "a page number that is none"
        expect_cause(bench, book.ask(number, 2), book.style["start"]["under"], what=what, basis="assumed")


@check(subjects=paged)
def echo(bench: Bench, subject: Subject) -> None:
    """A page tells the number that was asked for and the size that was used."""
    book, _ = open_book(bench, subject, wanted=4)
    for number, size in ((book.first + 1, 3), (book.first, 1), (book.first, book.max)):
        page = book.page(number, size)
        for told, asked, what in ((page.number, number, "number"), (page.size, size, "size")):
            bench.expect(
                told in (None, asked),
                f"a page tells another {what} than was asked for",
                expected=asked,
                observed=told,
                exchange=page.exchange,
            )


def _fullest(bench: Bench, subject: Subject) -> Book:
    """The list in the first tenant with more rows than a page may hold, else in the one with most of them."""
    own = Book(bench, operation_of(subject), home(bench))
    own.need_pages()
    books = [own, *_elsewhere(bench, own)]
    totals: list[int] = []
    for book in books:
        totals.append(book.total())
        if totals[-1] > own.max:
            return book
    best = books[totals.index(max(totals))]
    lacking = own.max + 1 - totals[0]
    if lacking <= MANY and bench.can("writes"):
        grow(bench, str(subject.resource), own.tenant, lacking, book=own)
        return own
    return best


def _expect_bounded(bench: Bench, book: Book, answer: Exchange, what: str) -> None:
    """A refusal by a declared cause, or a page within the maximum where clamping is allowed."""
    size = book.style["size"]
    allowed = [size["over"], *size.get("over_also", [])]
    causes = [bench.contract.cause(name) for name in allowed if name != "clamp"]
    statuses = sorted({status for cause in causes for status in cause.statuses})
    message = f"{what} is neither refused nor clamped"
    if "clamp" in allowed and 200 <= answer.status < 300:
        page = book.read(answer)
        _expect_at_most(bench, page, book.max, f"{what} gives more than the maximum")
        return
    bench.expect(
        answer.status in statuses,
        message,
        expected=" or ".join(map(str, [*statuses, *(["a page within the maximum"] if "clamp" in allowed else [])])),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
