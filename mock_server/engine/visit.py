"""Who sends a request and which rows its path leads through."""

from __future__ import annotations

from dataclasses import dataclass, field

from mock_server.engine.table import Row


@dataclass(frozen=True, slots=True)
class Shown:
    """The credential a request showed."""

    scheme: str
    """Its name in components.securitySchemes."""
    scopes: frozenset[str] | None
    """Scopes or permissions it grants; None grants whatever its user may do."""
    row: Row | None
    """The row of an opaque token; None for a signed one."""


@dataclass(slots=True)
class Visit:
    """What the doors of an operation found out, filled from stage to stage."""

    caller: Row | None = None
    credential: Shown | None = None
    guarded: dict[str, Row] = field(default_factory=dict)
    """Guard to the row its parameter names."""
    members: dict[str, Row] = field(default_factory=dict)
    """Guard to the caller's membership row."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Field that holds the id of a guard's row, to that id."""
    rows: dict[str, Row] = field(default_factory=dict)
    """Resource to its row the path names."""
    open: bool = False
    """Whether the path names no tenant though tenants come from paths: then rows of all tenants are in reach."""
