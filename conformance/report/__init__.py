"""Writers of a run: files in a folder, and lines on the console."""

from __future__ import annotations

from pathlib import Path

from conformance.errors import UsageError
from conformance.events import Writer
from conformance.report import html, json, junit


def files(folder: Path) -> list[Writer]:
    """Writers of report.json, junit.xml and report.html into a folder, which is made and tried now.

    Raises UsageError where nothing can be written there.
    """
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as refused:
        raise UsageError(f"--report {folder}: cannot write there: {refused.strerror}; name another folder") from None
    return [
        json.writer(folder / "report.json"),
        junit.writer(folder / "junit.xml"),
        html.writer(folder / "report.html"),
    ]
