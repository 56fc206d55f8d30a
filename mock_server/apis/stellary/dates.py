"""Dates and times as clients write them."""

from __future__ import annotations

from datetime import UTC, datetime

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


def read_time(given: str, member: str) -> str:
    """A time with any offset, in UTC with a Z; one that has its Z stays as it came.

    Raises:
        Refused: the calendar has no such day, or its clock no such hour.
    """
    try:
        moment = datetime.fromisoformat(given).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("invalid", f"{member} is no time of the calendar") from None
    return given if given.endswith("Z") else moment.isoformat().replace("+00:00", "Z")
