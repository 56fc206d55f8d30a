"""Faults on demand: a status, a delay or a dropped connection for the next calls of an operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mock_server.engine.call import Answer
from mock_server.engine.contract import Json


class ConnectionDropped(Exception):
    """The control door asked for this connection to end without an answer."""


class DroppedBody:
    """The body of an answer that is none: reading it raises ConnectionDropped. Its answer's status is 0."""

    def __iter__(self) -> Iterator[bytes]:
        raise ConnectionDropped


def drop_connection() -> Answer:
    """The mark by which a transport knows that it must close the connection and send nothing."""
    return Answer(0, [], DroppedBody())


@dataclass(slots=True)
class Trouble:
    """One fault. `operation` None matches all; `left` None means until cleared; `delay` in seconds."""

    operation: str | None = None
    status: int | None = None
    delay: float = 0.0
    drop: bool = False
    left: int | None = None

    def show(self) -> dict[str, Json]:
        """The fault as the control door shows it."""
        return {
            "operation": self.operation,
            "status": self.status,
            "delay": self.delay,
            "drop": self.drop,
            "times": self.left,
        }


class Troubles:
    """The faults of one world; the one declared first wins."""

    def __init__(self) -> None:
        self._all: list[Trouble] = []

    def __bool__(self) -> bool:
        return bool(self._all)

    def add(self, trouble: Trouble) -> None:
        """Declare a fault."""
        self._all.append(trouble)

    def clear(self) -> None:
        """Forget all faults."""
        self._all.clear()

    def show(self) -> list[dict[str, Json]]:
        """Every fault that still acts."""
        return [trouble.show() for trouble in self._all]

    def take(self, operation: str) -> Trouble | None:
        """The fault of this call, counted down; None where there is none."""
        for trouble in self._all:
            if trouble.operation in (None, operation):
                if trouble.left is not None:
                    trouble.left -= 1
                    if trouble.left <= 0:
                        self._all.remove(trouble)
                return trouble
        return None
