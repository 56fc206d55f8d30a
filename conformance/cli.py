"""The command line: run, list, explain, replay."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from rich.console import Console

from conformance.catalogue import contract_of, explain_lines, list_lines
from conformance.client import Client
from conformance.errors import JudgeError, RunOver, UsageError
from conformance.events import Writer
from conformance.plan import make_plan
from conformance.redact import Redactor
from conformance.replay import choose, read_report, replay
from conformance.report import files
from conformance.report.console import ConsoleWriter
from conformance.run import judge
from conformance.target import Target
from conformance.target_file import read_target, target_of, with_options
from conformance.twin import started


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Judge whether a deployment keeps what an API's contract says.

    Exit codes: 0 conforms, 1 does not, 2 wrong usage or target file, 3 the judge failed or nothing answers.
    """


def _where(command: click.decorators.FC) -> click.decorators.FC:
    """The options that say where the deployment is."""
    for option in (
        click.option("--timeout", type=click.FloatRange(min=0.1), help="Seconds one request may take."),
        click.option("--pace", type=click.IntRange(min=1), help="Send at most this many requests a minute."),
        click.option("--max-requests", type=click.IntRange(min=1), help="Send at most this many requests in all."),
        click.option("--target", type=click.Path(path_type=Path), help="Target file (TOML)."),
        click.option("--url", help="Base URL of the deployment; overrides the target file's."),
        click.option("--mock", is_flag=True, help="Start the mock server on a free port and judge it."),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("api")
@_where
@click.option("--report", type=click.Path(path_type=Path), help="Write report.html, junit.xml, report.json here.")
@click.option("--seed", type=int, default=0, show_default=True, help="Same seed, same questions.")
@click.option("--phase", help="Only these kinds of check: laws,cases,fuzz,sequences.")
@click.option("--only", multiple=True, help="Only checks whose address matches this pattern; may be repeated.")
@click.option("--strict", is_flag=True, help="Fail over what is only assumed, too.")
def run(  # noqa: PLR0913, PLR0917 - one parameter for each option
    api: str,
    mock: bool,
    url: str | None,
    target: Path | None,
    max_requests: int | None,
    pace: int | None,
    timeout: float | None,
    report: Path | None,
    seed: int,
    phase: str | None,
    only: tuple[str, ...],
    strict: bool,
) -> None:
    """Judge a deployment of API against its contract."""
    with _mistakes():
        contract = contract_of(api)
        writers: list[Writer] = files(report) if report else []
        console = ConsoleWriter(Console(), report)
        with ExitStack() as stack:
            stack.callback(console.close)
            named = stack.enter_context(_find_target(api, mock, url, target))
            found = with_options(named, pace=pace, max_requests=max_requests, timeout=timeout)
            phases = [name.strip() for name in phase.split(",") if name.strip()] if phase else []
            plan = make_plan(contract, found, seed=seed, strict=strict, phases=phases, only=only)
            document = judge(plan, writers=[*writers, console])
        sys.exit(document["exit"])


@main.command(name="list")
@click.argument("api")
def list_(api: str) -> None:
    """List every check and every requirement of API; sends nothing."""
    with _mistakes():
        for line in list_lines(api):
            click.echo(line)


@main.command()
@click.argument("requirement")
def explain(requirement: str) -> None:
    """Say what a REQUIREMENT (such as CODESPAR-039) asks and how it is checked."""
    with _mistakes():
        for line in explain_lines(requirement):
            click.echo(line)


@main.command(name="replay")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("finding", required=False)
@_where
def replay_(
    report: Path,
    finding: str | None,
    mock: bool,
    url: str | None,
    target: Path | None,
    max_requests: int | None,
    pace: int | None,
    timeout: float | None,
) -> None:
    """Send the recorded steps of a FINDING of REPORT (a report.json) again; without FINDING, of all.

    Exit code 1 when a finding still shows, 0 when none does.
    """
    with _mistakes():
        document = read_report(report)
        chosen = choose(document, finding)
        contract = contract_of(document["api"])
        if not (mock or url or target):
            url = document["target"]
        with _find_target(document["api"], mock, url, target) as named:
            found = with_options(named, pace=pace, max_requests=max_requests, timeout=timeout)
            masks = Redactor(found.secrets())
            client = Client(contract, found)
            shows = False
            for one in chosen:
                click.echo(f"{one['id']} {one['message']}")
                result = replay(client, one, lambda line: click.echo(masks.text(line)))
                click.echo(masks.text(f"  {'STILL SHOWS' if result.shows else 'does not show'}: {result.says}"))
                shows = shows or result.shows
        sys.exit(1 if shows else 0)


@contextmanager
def _find_target(api: str, mock: bool, url: str | None, path: Path | None) -> Iterator[Target]:
    if mock and path is not None:
        raise UsageError("--mock writes its own target file; leave out --target")
    if mock:
        with started(api) as written:
            yield read_target(written, api, base_url=url)
    elif path is not None:
        yield read_target(path, api, base_url=url)
    elif url is not None:
        yield target_of(url)
    else:
        raise UsageError("no target: add --mock, --url URL or --target FILE")


@contextmanager
def _mistakes() -> Iterator[None]:
    """Whatever ends a command early is one line on stderr and an exit code, never a traceback."""
    try:
        yield
    except JudgeError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
    except RunOver as over:
        click.echo(f"error: {over}", err=True)
        sys.exit(3)
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        sys.exit(3)
    except Exception as broken:  # noqa: BLE001 - a fault of the judge is one line too, with the place to look at
        frame = traceback.extract_tb(broken.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        click.echo(f"error: the judge itself failed at {place}: {type(broken).__name__}: {broken}", err=True)
        sys.exit(3)
