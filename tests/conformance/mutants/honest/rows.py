"""The rows a CodeSpar server keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from .wire import Row


def stamp(seconds: float) -> str:
    """Epoch seconds as ISO 8601 UTC, whole seconds."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Agent:
    """``started``, ``active`` and ``created`` are epoch seconds; ``org`` None is the default context."""

    id: str
    name: str
    type: str
    org: str | None
    created: float
    status: str = "ACTIVE"
    level: int = 1
    project: str | None = None
    task: str | None = None
    channels: list[str] | None = None
    started: float = 0.0
    active: float = 0.0
    linked_at: float = 0.0
    linked_by: str = "api"


@dataclass
class Project:
    """A repository under work; ``agent`` is the id of its project agent."""

    id: str
    name: str
    repo: str
    org: str | None
    agent: str
    created: float


@dataclass
class Entry:
    """One audit entry; ``hash`` is 64 hexadecimal digits, without the scheme in front."""

    id: str
    org: str | None
    time: str
    actor_type: str
    actor: str
    action: str
    result: str
    metadata: Row
    hash: str = ""


@dataclass
class Org:
    """An organization and its members, each a row in the answer's own form."""

    id: str
    name: str
    slug: str
    created: float
    members: list[Row] = field(default_factory=list)


@dataclass
class Task:
    """A scheduled task; times in epoch seconds."""

    name: str
    interval: int
    last: float | None
    next: float
    runs: int
    errors: int
    enabled: bool = True


@dataclass
class Channel:
    """A chat channel with its seven capabilities."""

    name: str
    capabilities: Row
    enabled: bool = False
    connected: bool = False


@dataclass
class State:
    """All rows; dictionaries keep the order of creation."""

    agents: dict[str, Agent] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    orgs: dict[str, Org] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    people: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    memory: dict[str | None, Row] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
