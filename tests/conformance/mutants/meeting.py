"""Where writers wait for each other between reading and writing back, so that their collision is sure to show."""

from __future__ import annotations

import threading

PATIENCE = 0.02  # seconds a writer waits for company; alone it goes on


class Meeting:
    """``meet`` returns as soon as two are inside, or after PATIENCE."""

    def __init__(self) -> None:
        self._door = threading.Condition()
        self._inside = 0

    def meet(self) -> None:
        """Wait for another writer; one that has met company leaves the door open for the rest."""
        with self._door:
            self._inside += 1
            self._door.notify_all()
            self._door.wait_for(lambda: self._inside > 1, timeout=PATIENCE)
            self._inside -= 1
            self._door.notify_all()
