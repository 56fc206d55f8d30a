"""The run on a console: a progress bar on a terminal, plain lines elsewhere, the verdict at the end."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from conformance.events import CheckFinished, CheckStarted, Event, RunFinished, RunStarted, Told
from conformance.exchange import Json
from conformance.ladder import Outcome, Result

QUIET = (Outcome.passed, Outcome.skipped, Outcome.disabled)
EVERY = 25  # plain mode: a line of progress after so many checks
TITLES = {0: "CONFORMS", 1: "DOES NOT CONFORM", 3: "NOT JUDGED"}


class ConsoleWriter:
    """Writes events to a console. ``folder`` is named at the end when reports were written there."""

    def __init__(self, console: Console, folder: Path | None = None) -> None:
        self._console = console
        self._folder = folder
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._done = self._total = 0

    def __call__(self, event: Event) -> None:
        """Show one event."""
        match event:
            case RunStarted():
                self._start(event)
            case CheckStarted(address=address):
                if self._bar is not None and self._task is not None:
                    self._bar.update(self._task, description=address[:60])
            case CheckFinished(result=result):
                self._advance(result)
            case Told(line=line):
                self._line(line)
            case RunFinished(document=document):
                self.close()
                self._conclude(document)

    def close(self) -> None:
        """Take the progress bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _start(self, event: RunStarted) -> None:
        self._total = event.total
        self._line(f"{event.api} at {event.base_url}: {event.total} checks, seed {event.seed}")
        if self._console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task("starting", total=event.total)
            self._bar.start()

    def _advance(self, result: Result) -> None:
        self._done += 1
        if result.outcome not in QUIET:
            said = result.why or "; ".join(f.message for f in result.findings[:3])
            self._line(f"{result.outcome} {result.check}: {said}" if said else f"{result.outcome} {result.check}")
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)
        elif self._done % EVERY == 0:
            self._line(f"{self._done} of {self._total} checks done")

    def _conclude(self, document: dict[str, Json]) -> None:
        summary = ", ".join(f"{number} {name}" for name, number in document["summary"].items())
        self._line("")
        self._line(f"{TITLES[document['exit']]}: {document['api']} at {document['target']}")
        self._line(f"requirements: {summary}")
        self._line(f"{document['requests']} requests in {document['duration_s']:.1f} s")
        for row in document["requirements"]:
            if row["verdict"] in ("failed", "error"):
                self._line(f"  {row['verdict']} {row['id']} {row['says']}: {row['why']}")
        for finding in document["findings"]:
            if not finding["rows"] and finding["verdict"] == "failed":
                self._line(f"  failed {finding['check']}: {finding['message']}")
        for row in document["checks"]:
            if row["outcome"] == "error":
                self._line(f"  error {row['check']}: {row['why']}")
        for line in document["complaints"]:
            self._line(f"  {line}")
        if document["left"]:
            self._line(f'  {len(document["left"])} rows could not be removed; report.json names them under "left"')
        if self._folder is not None:
            self._line(f"report: {self._folder / 'report.html'}")

    def _line(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
