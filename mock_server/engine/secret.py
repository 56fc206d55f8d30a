"""Fields that show once: in the answers of the operations that may show them, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from mock_server.engine.contract import Resource


def drop_secrets(resource: Resource, fields: Iterable[str], operation: str | None) -> tuple[str, ...]:
    """The fields an answer of that operation may show of a resource; None is no operation at all."""
    secret = resource.secret
    if secret is None or operation in secret.shown:
        return tuple(fields)
    return tuple(name for name in fields if name not in secret.fields)
