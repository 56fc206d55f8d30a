"""Pages of lists that a handler collects."""

from __future__ import annotations

from collections.abc import Sequence

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.paging import make_window, make_wrapper


def cut_page(act: Act, items: Sequence[Json]) -> Json:
    """The page of the items that the request asks for, in the envelope; the operation names its style of paging."""
    style = act.rows.model.contract.pages[act.plan.operation.page or ""]
    size, before = make_window(style)(act)
    return make_wrapper(style)([*items[before * size : (before + 1) * size]], len(items), size, before)
