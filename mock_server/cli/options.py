"""The options of the command: what there is, what it means, and mistakes told in one line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

STDERR = "-"
"""The value of `--log` that means standard error."""

_USAGE = "mock-server API… [options]\n       mock-server list [--stats]"

_ABOUT = """\
Start a mock of one or more APIs. It remembers: what you create can be listed, changed and deleted, bad requests are
refused in the API's own error form, and the same --seed gives the same ids."""

_EXAMPLES = """\
examples:
  mock-server codespar                           start it; it says: codespar ready at http://127.0.0.1:4010
  mock-server codespar --port 0                  on a free port, named by the ready line
  mock-server codespar --seed 7 --clock 2026-01-01T00:00:00Z
                                                 every run alike; time stands until a test moves it
  mock-server codespar --write-target twin.toml  and `conformance run codespar --target twin.toml` judges it
  mock-server codespar --no-rate-limits --log    no 429, and every request on stderr
  mock-server list --stats                       the APIs there are, and how much of each the contract alone drives

The control door under /__mock__/ resets, snapshots and moves the clock; --no-control closes it. Stop with Ctrl-C."""


@dataclass(frozen=True)
class Settings:
    """What was asked for on the command line."""

    apis: tuple[str, ...]
    host: str
    port: int
    seed: int
    clock: str
    fixtures: Path | None
    rate_limits: bool
    control: bool
    trust: bool
    write_target: str | None
    server: str
    log: str | None
    webhook_hosts: tuple[str, ...]

    def narrow(self, api: str, port: int) -> Settings:
        """Give the settings of one API on a known port."""
        return replace(self, apis=(api,), port=port)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"mock-server: {message}; see mock-server --help\n")


def read_options(arguments: Sequence[str]) -> Settings:
    """Read the command line of a start; `--help`, no arguments and mistakes leave by SystemExit."""
    parser = _make_parser()
    if not arguments:
        parser.print_help(sys.stderr)
        parser.exit(2, "\nmock-server: name an API; `mock-server list` shows them\n")
    found = parser.parse_args(arguments)
    names = tuple(found.apis)
    if len(set(names)) < len(names):
        parser.error("an API is named twice")
    if found.port and found.port + len(names) - 1 > 65535:
        parser.error(f"port {found.port} leaves no room for {len(names)} APIs, which get a port each")
    if found.write_target and len(names) > 1 and "{api}" not in found.write_target:
        parser.error("--write-target needs {api} in its name when several APIs start: each gets a file of its own")
    if found.server == "granian" and len(names) > 1:
        parser.error("--server granian serves one API; start a command for each")
    return Settings(
        apis=names,
        host=found.host,
        port=found.port,
        seed=found.seed,
        clock=found.clock,
        fixtures=found.fixtures,
        rate_limits=found.rate_limits,
        control=found.control,
        trust=found.trust,
        write_target=found.write_target,
        server=found.server,
        log=found.log,
        webhook_hosts=tuple(found.webhook_hosts),
    )


def read_list_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line of `list`."""
    parser = _Parser(prog="mock-server list", description="List the APIs there are.", allow_abbrev=False)
    parser.add_argument("--stats", action="store_true", help="count operations, and how many the contract alone drives")
    return parser.parse_args(arguments)


def _make_parser() -> _Parser:
    parser = _Parser(
        prog="mock-server",
        usage=_USAGE,
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("apis", nargs="+", metavar="API", help="what to mock; several get a port each")
    add("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    add("--port", type=_read_port, default=4010, help="first port, 0 for free ones (default 4010)")
    add("--seed", type=_read_seed, default=0, metavar="N", help="where ids and tokens come from (default 0)")
    add("--clock", type=_read_clock, default="real", metavar="TIME", help="real, or a time to stand at (ISO 8601)")
    add("--fixtures", type=_read_folder, metavar="DIR", help="start with the world in DIR, not the one that is shipped")
    add("--no-rate-limits", action="store_false", dest="rate_limits", help="never answer 429")
    add("--no-control", action="store_false", dest="control", help="close the control door")
    add("--write-target", metavar="FILE", help="write the judge's target file for this mock; {api} stands for the name")
    add("--server", choices=("waitress", "granian"), default="waitress", help="granian is for load tests, one API only")
    add("--log", nargs="?", const=STDERR, metavar="FILE", help="log requests to FILE, without FILE to stderr")
    add("--allow-webhook-host", action="append", default=[], dest="webhook_hosts", metavar="HOST",
        help="send webhooks to HOST too, not to this machine alone; may be repeated")  # fmt: skip
    add("--trust", action="store_true", help="do not check own answers against the contract; for load tests")
    return parser


def _read_port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to 65535)")
    return port


def _read_seed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def _read_clock(text: str) -> str:
    if text != "real":
        try:
            datetime.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{text!r} is neither 'real' nor a time like 2026-01-01T00:00:00Z"
            ) from None
    return text


def _read_folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return folder
