"""Times a client sends."""

from __future__ import annotations

from mock_server.engine.clock import format_time, parse_time
from mock_server.engine.refusals import Refused


def in_utc(text: str, member: str) -> str:
    """The moment of an ISO 8601 time, in UTC; refused where no calendar has it."""
    try:
        return format_time(int(parse_time(text)))
    except (ValueError, OverflowError):
        raise Refused("invalid", f"{member} is no time of the calendar") from None
