"""Starting: open a twin for each API, bind, write the target file, say so, serve until told to stop."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mock_server.cli.log import open_log
from mock_server.cli.mistake import Mistake
from mock_server.cli.options import Settings
from mock_server.http.address import ListenError, write_url

if TYPE_CHECKING:
    from mock_server.engine import Twin
    from mock_server.http.app import Note

_LOOPBACK = ("127.", "localhost", "::1")


def start(settings: Settings) -> int:
    """Start what was asked for and serve; give the exit code. Mistakes are one line on stderr and exit code 2."""
    from mock_server.engine import StartError

    try:
        return _serve_fast(settings) if settings.server == "granian" else _serve(settings)
    except (StartError, ListenError, Mistake) as mistake:
        sys.stderr.write(f"mock-server: {mistake}\n")
        return 2


def open_door(settings: Settings) -> tuple[Twin, Note | None]:
    """Open the twin of the one API in the settings and its log; also runs in granian's worker process.

    Raises:
        StartError: the contract, the clock or the fixtures cannot be used.
        Mistake: the log cannot be written.
    """
    return _open(settings, settings.apis[0]), open_log(settings.log)


def _serve(settings: Settings) -> int:
    note = open_log(settings.log)
    twins = [_open(settings, api) for api in settings.apis]
    from mock_server.http.serve import Listener

    listener = Listener(twins, settings.host, settings.port, note)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop_once(listener.stop))
    for api, twin, url in zip(settings.apis, twins, listener.urls, strict=True):
        _write_target(settings, api, twin, url)
    _warn_if_open(settings)
    for api, url in zip(settings.apis, listener.urls, strict=True):
        _announce(api, url)
    listener.run()
    return 0


def _serve_fast(settings: Settings) -> int:
    from mock_server.http.fast import check_installed, reserve_port, serve_fast

    check_installed()
    api = settings.apis[0]
    # Opened here as well: for mistakes, which a worker could not tell, and for the target file.
    twin, _ = open_door(settings)
    narrowed = settings.narrow(api, reserve_port(settings.host, settings.port))
    url = write_url(settings.host, narrowed.port)
    _write_target(settings, api, twin, url)
    _warn_if_open(settings)
    return serve_fast(partial(open_door, narrowed), settings.host, narrowed.port, partial(_announce, api, url))


def _open(settings: Settings, api: str) -> Twin:
    from mock_server.engine import open_twin

    return open_twin(
        api,
        seed=settings.seed,
        clock=settings.clock,
        fixtures=settings.fixtures,
        rate_limits=settings.rate_limits,
        control=settings.control,
        trust=settings.trust,
        webhook_hosts=settings.webhook_hosts,
    )


def _write_target(settings: Settings, api: str, twin: Twin, url: str) -> None:
    if settings.write_target is None:
        return
    from mock_server.toml import write_toml

    path = Path(settings.write_target.replace("{api}", api))
    text = write_toml(twin.target(url, f"{url}/__mock__"))
    # Written beside and renamed: who waits for the file never reads half of it.
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise Mistake(f"--write-target {path}: cannot be written ({error.strerror}); choose another file") from error


def _warn_if_open(settings: Settings) -> None:
    if settings.control and not settings.host.startswith(_LOOPBACK):
        sys.stderr.write(
            f"mock-server: the control door is open to whoever reaches {settings.host}; --no-control closes it\n"
        )


def _announce(api: str, url: str) -> None:
    sys.stdout.write(f"{api} ready at {url}\n")
    sys.stdout.flush()


def _stop_once(stop: Callable[[], None]) -> Callable[[int, object], None]:
    """Make a signal handler that stops in order the first time; the second signal ends the process at once."""

    def handle(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop()

    return handle
