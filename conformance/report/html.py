"""report.html: one file for people, with everything inline."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import jinja2

from conformance.events import Event, RunFinished, Writer
from conformance.exchange import Json

VERDICTS = ("failed", "error", "noted", "waived", "skipped", "passed")
TITLES = {
    0: "Conforms",
    1: "Does not conform",
    3: "Not judged",
}


def writer(path: Path) -> Writer:
    """A writer that keeps the run as a page at a path."""

    def write(event: Event) -> None:
        if isinstance(event, RunFinished):
            path.write_text(render(event.document), "utf-8")

    return write


def render(document: dict[str, Json]) -> str:
    """The page of a document; every value is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["show"] = show
    environment.filters["pretty"] = pretty
    checks = {row["check"]: row for row in document["checks"]}
    return environment.get_template("page.html.j2").render(
        run=document,
        title=TITLES[document["exit"]],
        verdicts=VERDICTS,
        bases=("documented", "published", "assumed"),
        checks=checks,
        by_verdict=[(v, [f for f in document["findings"] if f["verdict"] == v]) for v in ("failed", "noted", "waived")],
        broken=[row for row in document["checks"] if row["outcome"] == "error"],
    )


def show(value: Json) -> str:
    """A value for the page: texts as they are, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


def pretty(body: str | None) -> str:
    """A body laid out when it is JSON, cut when it is long."""
    text = body or ""
    with contextlib.suppress(ValueError):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    return text if len(text) <= 4000 else text[:4000] + "\n… (the whole body is in report.json)"
