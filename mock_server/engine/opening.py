"""Opening the twin of an API by name."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import specs
from mock_server.engine.act import Handler
from mock_server.engine.clock import parse_time
from mock_server.engine.contract import ContractError, Json
from mock_server.engine.errors import StartError
from mock_server.engine.fixtures import Fixtures, find_folder
from mock_server.engine.hooks import Hooks, find_hooks
from mock_server.engine.reader import read_contract
from mock_server.engine.twin import Twin
from mock_server.engine.world import DEFAULT, Settings


@dataclass(frozen=True, slots=True)
class Options:
    """How a twin runs. `clock` is "real" or an ISO 8601 time at which it stands until advanced."""

    seed: int = 0
    clock: str = "real"
    rate_limits: bool = True
    control: bool = True
    trust: bool = False
    log: logging.Logger | None = None
    webhook_hosts: frozenset[str] = frozenset()


def open_twin(  # noqa: PLR0913 - each option of the command line arrives by name
    api: str,
    *,
    seed: int = 0,
    clock: str = "real",
    fixtures: Path | str | None = None,
    rate_limits: bool = True,
    control: bool = True,
    trust: bool = False,
    log: logging.Logger | None = None,
    webhook_hosts: Iterable[str] = (),
    handlers: Mapping[str, Handler] | None = None,
) -> Twin:
    """Open the twin of an API.

    `clock` is "real" or an ISO 8601 time at which it stands until advanced. `fixtures` is a folder of YAML files.
    `webhook_hosts` are hosts beyond this machine that webhooks may be sent to. `handlers` replaces single handlers of
    the API's package by name.

    Raises:
        StartError: no such API, or a clock, fixtures or a contract that cannot be used.
    """
    try:
        bundle = specs.load(api)
    except specs.SpecError as error:
        raise StartError(str(error)) from error
    hooks = find_hooks(api)
    hooks = replace(hooks, handlers={**hooks.handlers, **(handlers or {})})
    folder = Fixtures(find_folder(api, Path(fixtures) if fixtures is not None else None))
    hosts = frozenset(host.lower() for host in webhook_hosts)
    twin = build_twin(bundle, folder, hooks, Options(seed, clock, rate_limits, control, trust, log, hosts))
    if fixtures is not None:
        # A fault in a folder somebody named must show at the start, not at the first request.
        twin.worlds.get(DEFAULT)
    return twin


def build_twin(bundle: Mapping[str, Json], fixtures: Fixtures, hooks: Hooks, options: Options) -> Twin:
    """The twin of a bundle at hand.

    Raises:
        StartError: the contract or the clock cannot be used.
    """
    settings = Settings(
        options.seed,
        _read_clock(options.clock),
        options.rate_limits,
        hooks.options,
        hooks.steps,
        options.webhook_hosts,
    )
    try:
        contract = read_contract(bundle)
        return Twin(contract, fixtures, settings, hooks, control=options.control, trust=options.trust, log=options.log)
    except ContractError as error:
        raise StartError(f"{bundle['api']}: {error}; correct the contract and bundle it again") from error


def _read_clock(text: str) -> float | None:
    if text == "real":
        return None
    try:
        return parse_time(text)
    except ValueError:
        raise StartError(f"clock {text!r}: give 'real' or an ISO 8601 time such as 2024-01-15T15:00:00Z") from None
