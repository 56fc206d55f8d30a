"""Starting the mock server as a process of its own; the judge knows it by its target file alone."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conformance.errors import JudgeError

READY = 20.0  # seconds the mock may take to say it is ready
STOP = 5.0  # seconds it may take to stop


@contextmanager
def started(api: str) -> Iterator[Path]:
    """A mock of an API on a free port; yields the target file it wrote. It is stopped on the way out.

    Raises JudgeError, with the mock's own last words, when it does not become ready.
    """
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder:
        target, words = Path(folder) / "target.toml", Path(folder) / "stderr.txt"
        command = [sys.executable, "-m", "mock_server", api, "--port", "0", "--write-target", str(target)]
        with words.open("wb") as stderr:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr)  # noqa: S603 - our own command
            try:
                _await_ready(process, api, words)
                if not target.is_file():
                    raise JudgeError(f"the mock of {api} wrote no target file")
                yield target
            finally:
                _stop(process)


def _await_ready(process: subprocess.Popen[bytes], api: str, words: Path) -> None:
    """Read the mock's output to its ready line, then keep draining it so that it never blocks on a full pipe."""
    ready, told = threading.Event(), threading.Event()
    stream = process.stdout
    if stream is None:
        raise JudgeError("the mock's output cannot be read")

    def drain() -> None:
        with stream:
            for line in stream:
                if b" ready at " in line:
                    ready.set()
                    told.set()
        told.set()

    threading.Thread(target=drain, daemon=True).start()
    told.wait(READY)
    if not ready.is_set():
        _stop(process)
        said = words.read_text("utf-8", "replace").strip().splitlines()
        raise JudgeError(f"the mock of {api} did not start: {said[-1] if said else 'it said nothing'}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
