"""Addresses to listen on: how they are written, and what to say when one cannot be had."""

from __future__ import annotations

import errno


class ListenError(Exception):
    """An address cannot be listened on; the message says which, why, and what to do."""


def write_url(host: str, port: int) -> str:
    """Give the base URL of an address, without a trailing slash."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def explain_bind(host: str, port: int, error: Exception) -> str:
    """Say in one line why binding failed."""
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"port {port} on {host} is in use; choose another with --port, or --port 0 for a free one"
    if number == errno.EACCES:
        return f"port {port} on {host} needs privileges; choose one above 1023 with --port"
    return f"cannot listen on host {host!r}, port {port}: {error}; check --host and --port"
