"""Dates of cards as clients write them."""

from __future__ import annotations

from datetime import datetime

from mock_server.engine.refusals import Refused


def read_date(given: str, member: str) -> str:
    """A time in UTC as it came; of a date alone, its midnight.

    Raises:
        Refused: the calendar has no such day.
    """
    try:
        datetime.fromisoformat(given)
    except ValueError:
        raise Refused("invalid", f"{member} is no day of the calendar") from None
    return given if "T" in given else f"{given}T00:00:00Z"
