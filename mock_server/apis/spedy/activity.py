"""What users do, and which boards they look at; counted on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mock_server.engine.act import Act
from mock_server.engine.clock import format_time, parse_time, stamp_seconds
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row

KINDS = ("ticketCreated", "commentAdded", "statusChanged")


def count(act: Act, kind: str) -> None:
    """Note that the caller did something of a kind."""
    act.create("Activity", {"userId": caller_id(act), "kind": kind})


def view(act: Act, board_id: str) -> None:
    """Note that the caller looked at a board."""
    act.create("BoardView", {"boardId": board_id, "userId": caller_id(act)})


def summarise_activity(act: Act) -> Json:
    """Count a user's activity in a period: by default the month up to now."""
    user, asked = act.current, _read_period(act)
    first, last = (parse_time(end) for end in asked)
    deeds = _between(act.everywhere("Activity", userId=user["id"]), first, last)
    views = _between(act.everywhere("BoardView", userId=user["id"]), first, last)
    kinds = Counter(row["kind"] for row in deeds)
    return {
        "userId": user["id"],
        "period": dict(zip(("from", "to"), asked, strict=True)),
        "eventCounts": {kind: kinds[kind] for kind in KINDS},
        "lastActivityAt": max((row["createdAt"] for row in deeds), default=None),
        "mostViewedBoards": _rank(act, views),
    }


def _read_period(act: Act) -> tuple[str, str]:
    """Both ends in UTC, those that were asked for as they were where they name no other offset."""
    first, last = act.query.get("from") or f"{act.now[:8]}01T00:00:00Z", act.query.get("to") or act.now
    try:
        backwards = parse_time(first) > parse_time(last)
        ends = [end if end.endswith("Z") else format_time(int(parse_time(end))) for end in (first, last)]
    except (ValueError, OverflowError):
        act.refuse("invalid", "from and to are times of the calendar")
    if backwards:
        act.refuse("invalid", "from lies after to")
    return ends[0], ends[1]


def _between(rows: Iterable[Row], first: float, last: float) -> list[Row]:
    return [row for row in rows if first <= stamp_seconds(row["createdAt"]) <= last]


def _rank(act: Act, views: list[Row]) -> Json:
    """Boards by how often they were looked at, the most first; boards the caller does not see are left out."""
    counts = Counter(row["boardId"] for row in views).most_common()
    seen = [(act.find("Board", board_id), number) for board_id, number in counts]
    return [{"boardId": b["id"], "name": b["name"], "viewCount": number} for b, number in seen if b is not None]


HANDLERS = {"summarise_activity": summarise_activity}
