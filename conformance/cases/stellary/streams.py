"""Server-sent events: listening to a mission for a while, and reading what came."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conformance.bench import Bench
from conformance.exchange import Exchange

MEDIA_TYPE = "text/event-stream"


@dataclass(frozen=True)
class Event:
    """One event: its name (``message`` where none is given) and its data, lines joined (HTML standard, 9.2.6)."""

    name: str
    data: str


def listen(bench: Bench, mission_id: str, seconds: float) -> Exchange:
    """Ask for the stream of a mission and read it until an event with data is whole, for so many seconds at most."""
    return bench.client.call(
        "getMission",
        {"missionId": mission_id},
        headers={"accept": MEDIA_TYPE},
        timeout=seconds,
        enough=lambda body: bool(events(body.decode("utf-8", "replace"))),
    )


def is_stream(answer: Exchange) -> bool:
    """Whether an answer says it is a stream of events."""
    media = str(answer.headers.get("content-type", ""))
    return media.partition(";")[0].strip().lower() == MEDIA_TYPE


def events(text: str) -> list[Event]:
    """The whole events of a stream that have data; comments and an event cut short are left out."""
    blocks = re.split(r"(?:\r\n|\r|\n){2}", text.removeprefix("\ufeff"))
    found = [_event(block) for block in blocks[:-1]]
    return [event for event in found if event.data]


def _event(block: str) -> Event:
    name, data = "message", []
    for line in re.split(r"\r\n|\r|\n", block):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event" and value:
            name = value
        elif field == "data":
            data.append(value)
    return Event(name, "\n".join(data))
