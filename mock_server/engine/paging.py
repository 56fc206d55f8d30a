"""Lists cut into numbered pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.contract import Json, Page
from mock_server.engine.expr import make_request_reader, response_names, write_names
from mock_server.engine.refusals import Refused

if TYPE_CHECKING:
    from mock_server.engine.act import Act


def make_window(page: Page) -> Callable[[Act], tuple[int, int]]:
    """A function that gives the act's page size and the number of pages before its own."""
    read_size = make_request_reader(page.size_at)
    read_start = make_request_reader(page.start_at) if page.start_at else None

    def find_window(act: Act) -> tuple[int, int]:
        size = read_size(act)
        size = page.default if size is None else size
        if size > page.max:
            if page.over != "clamp":
                raise Refused(page.over, f"{page.size_at.rpartition('.')[2]} must be at most {page.max}")
            size = page.max
        number = read_start(act) if read_start else None
        before = 0 if number is None else number - page.first
        if size < 1 or before < 0:
            raise Refused("invalid", f"page size and page number start at 1 and {page.first}")
        return size, before

    return find_window


def make_wrapper(page: Page) -> Callable[[list[Json], int, int, int], Json]:
    """A function (items, total, size, pages before) that gives the answer's body."""
    items_at = response_names(page.items)
    places = [(role, response_names(at)) for role, at in page.members.items()]

    def wrap(items: list[Json], total: int, size: int, before: int) -> Json:
        pages = -(-total // size)
        values = {
            "total": total,
            "page": before + page.first,
            "size_echo": size,
            "pages": pages,
            "more": before + 1 < pages,
        }
        body: dict[str, Json] = {}
        write_names(body, items_at, items)
        for role, names in places:
            write_names(body, names, values[role])
        return body

    return wrap
