"""The request log: a line for each answered request, without header values and query, where tokens travel."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from mock_server.cli.mistake import Mistake
from mock_server.cli.options import STDERR

if TYPE_CHECKING:
    from mock_server.engine.call import Call
    from mock_server.http.app import Note


def open_log(name: str | None) -> Note | None:
    """Open a log file to append to, or standard error for `STDERR`; None for no log.

    Raises:
        Mistake: the file cannot be written.
    """
    if name is None:
        return None
    if name == STDERR:
        return _Log(sys.stderr).note
    try:
        return _Log(Path(name).open("a", encoding="utf-8", buffering=1)).note
    except OSError as error:
        raise Mistake(f"--log {name}: cannot be written ({error.strerror}); choose another file") from error


class _Log:
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def note(self, call: Call, status: int) -> None:
        """Write one line: real time, peer, method, path, status."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        # Quoted again: a path may hold line breaks.
        self._out.write(f"{now} {call.address} {call.method} {quote(call.path, safe='/:@')} {status}\n")
