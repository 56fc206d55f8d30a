"""`mock-server list`: the APIs there are, and how much of each the engine serves by its contract."""

from __future__ import annotations

import sys

import specs


def list_apis(stats: bool) -> int:
    """Print a line for each API; give the exit code."""
    from mock_server.engine import StartError

    try:
        lines = [_count(api) if stats else _name(api) for api in specs.apis()]
    except (StartError, specs.SpecError) as mistake:
        sys.stderr.write(f"mock-server: {mistake}\n")
        return 2
    if not lines:
        sys.stderr.write("mock-server: no contracts found; specs/<api>/openapi.yaml is where they belong\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _name(api: str) -> str:
    return f"{api:<12} {specs.load(api)['document']['info']['title']}"


def _count(api: str) -> str:
    from mock_server.engine import open_twin

    counted = open_twin(api).stats()
    total, generic, hooked = counted["operations"], counted["generic"], counted["hooked"]
    share = 100 * generic // total if total else 0
    served = f"{generic} by the engine ({share} %): {generic - hooked} by the contract alone, {hooked} with a hook"
    handlers = f"; {total - generic} by handlers: {', '.join(counted['handlers'])}" if counted["handlers"] else ""
    return f"{api:<12} {total} operations, {served}{handlers}"
