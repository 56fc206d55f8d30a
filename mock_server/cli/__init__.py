"""The command `mock-server`. Only argparse is imported up front: the time to the ready line is a promise."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from mock_server.cli.options import read_list_options, read_options

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit code: 0 after an orderly end, 2 for a mistake of the user.

    `--help` and mistakes in the options leave by SystemExit, as argparse does.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["list"]:
            options = read_list_options(given[1:])
            from mock_server.cli.listing import list_apis

            return list_apis(options.stats)
        settings = read_options(given)
        from mock_server.cli.start import start

        return start(settings)
    except KeyboardInterrupt:
        return 130
