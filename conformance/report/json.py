"""report.json: the document itself."""

from __future__ import annotations

import json
from pathlib import Path

from conformance.events import Event, RunFinished, Writer


def writer(path: Path) -> Writer:
    """A writer that keeps the run's document at a path."""

    def write(event: Event) -> None:
        if isinstance(event, RunFinished):
            path.write_text(json.dumps(event.document, indent=1, ensure_ascii=False) + "\n", "utf-8")

    return write
