"""Answers that are sent chunk by chunk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator


class Streams:
    """Counts the open streams of a server, so that it can lend each a thread, and ends them when it stops."""

    def __init__(self, changed: Callable[[int], None] | None = None) -> None:
        """`changed` is called with the number of open streams whenever it changes."""
        self._changed = changed
        self._count = 0
        self._lock = threading.Lock()
        self.closing = False
        """Set to end every stream at its next chunk."""

    def open(self, chunks: Iterable[bytes]) -> Stream:
        """Begin a stream."""
        self.count(1)
        return Stream(chunks, self)

    def count(self, step: int) -> None:
        """Note a stream that opened (1) or closed (-1)."""
        with self._lock:
            self._count += step
            if self._changed is not None:
                self._changed(self._count)


class Stream:
    """One streamed body; `close` reaches its source whether it ended, failed, or the client left."""

    def __init__(self, chunks: Iterable[bytes], owner: Streams) -> None:
        self._source = chunks
        self._chunks: Iterator[bytes] = iter(chunks)
        self._owner = owner
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._owner.closing:
            raise StopIteration
        return next(self._chunks)

    def close(self) -> None:
        """Close the source, once."""
        if self._open:
            self._open = False
            try:
                close_chunks(self._source)
            finally:
                self._owner.count(-1)


class Dropped:
    """The body of an answer that is never sent: a server closes the connection over its OSError, without a word."""

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        raise ConnectionAbortedError("dropped on demand")


def close_chunks(chunks: Iterable[bytes]) -> None:
    """Close a streamed body that has something to close."""
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
