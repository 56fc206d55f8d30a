"""The rows a subject starts with."""

from __future__ import annotations

from .rows import Agent, Channel, Org, Project, State, Task, stamp
from .wire import Row

DAY = 86_400

FLAGS = ("threads", "codeBlocks", "syntaxHighlighting", "fileAttachments", "reactions")
CHANNELS = (
    ("whatsapp", "---x-", 4096, "text"),
    ("slack", "xxxxx", 40000, "user_id"),
    ("discord", "xxxxx", 2000, "user_id"),
    ("telegram", "---x-", 4096, "username"),
    ("web", "-xx--", 100000, "none"),
)
TASKS = (
    ("health-check", 300_000, 128, 2),
    ("build-status-report", 86_400_000, 4, 0),
    ("audit-cleanup", 86_400_000, 0, 0),
)
CREWS = (
    # context, tag, project agent's repository, level of the project agent, crew beside it
    (None, "home", "codespar/codespar", 1, ("coordinator",)),
    ("org-acme", "acme", "acme/rocket", 3, ("coordinator", "task", "review", "deploy", "incident")),
    ("org-globex", "globex", "globex/reactor", 2, ("coordinator", "task", "review", "deploy", "incident")),
)
STATUS = {"coordinator": "IDLE", "task": "ACTIVE", "review": "IDLE", "deploy": "SUSPENDED", "incident": "ERROR"}
WEIGHTS = {"home": 3, "acme": 5, "globex": 8}
SHORT = {"project": "proj", "coordinator": "coord"}


def first_state(boot: float, world: str) -> State:
    """The state of a fresh server: 'seeded' with two organizations, 'empty' with the default context alone."""
    state = State()
    for name, flags, length, mention in CHANNELS:
        capabilities: Row = {flag: mark == "x" for flag, mark in zip(FLAGS, flags, strict=True)}
        capabilities |= {"maxMessageLength": length, "mentionFormat": mention}
        live = name == "web" or (world == "seeded" and name in ("slack", "telegram"))
        state.channels[name] = Channel(name, capabilities, live, live)
    for name, interval, runs, errors in TASKS:
        last = boot - 60 if runs else None
        state.tasks[name] = Task(name, interval, last, boot - 60 + interval / 1000, runs, errors)
    for org, tag, repo, level, crew in CREWS if world == "seeded" else CREWS[:1]:
        if org is not None:
            state.orgs[org] = Org(org, f"{tag.title()} Inc", tag, boot - 90 * DAY)
        _staff(state, boot, org, tag, repo, level, crew)
        if world == "seeded":
            _meet(state, boot, org, tag)
        state.memory[org] = _memory(boot, repo, WEIGHTS[tag] if world == "seeded" else 0)
    return state


def _staff(state: State, boot: float, org: str | None, tag: str, repo: str, level: int, crew: tuple[str, ...]) -> None:
    project = Project(f"proj-{tag}", repo.partition("/")[2], repo, org, f"agent-proj-{tag}", boot - 60 * DAY)
    state.projects[project.id] = project
    for kind in ("project", *crew):
        agent = Agent(f"agent-{SHORT.get(kind, kind)}-{tag}", f"{tag}-{kind}", kind, org, boot - 30 * DAY)
        agent.status = STATUS.get(kind, "ACTIVE")
        agent.started, agent.active = boot - 7200, boot - 300
        if kind == "project":
            agent.level, agent.project, agent.channels = level, project.id, ["web", "slack"]
            agent.linked_at, agent.linked_by = boot - 60 * DAY, "slack:U1234ABCD"
        if kind == "task":
            agent.task, agent.project = "Tidy the build", project.id
            agent.linked_at = boot - DAY
        state.agents[agent.id] = agent


def _meet(state: State, boot: float, org: str | None, tag: str) -> None:
    number = len(state.people)
    known: Row = {
        "id": f"identity-{number + 1:03}",
        "displayName": f"Ada of {tag}",
        "role": "maintainer",
        "channels": [
            {"type": "slack", "userId": f"U-{tag}", "username": f"ada-{tag}", "linkedAt": stamp(boot - 40 * DAY)},
            {"type": "telegram", "userId": f"T-{tag}", "username": f"ada_{tag}", "linkedAt": stamp(boot - 39 * DAY)},
        ],
        "registeredAt": stamp(boot - 40 * DAY),
        "lastSeen": stamp(boot - 3600),
    }
    stranger: Row = {
        "id": f"identity-{number + 2:03}",
        "displayName": None,
        "role": "read-only",
        "channels": [{"type": "whatsapp", "userId": f"W-{tag}", "username": None, "linkedAt": stamp(boot - DAY)}],
        "registeredAt": None,
        "lastSeen": stamp(boot - 7200),
    }
    state.people += [known, stranger]
    if org is not None:
        member: Row = {"identityId": known["id"], "displayName": known["displayName"], "role": known["role"]}
        state.orgs[org].members.append(member | {"joinedAt": known["registeredAt"]})


def _memory(boot: float, repo: str, weight: int) -> Row:
    return {
        "vectorStore": {
            "totalEmbeddings": 310 * weight,
            "storageMB": 1.5 * weight,
            "lastSync": stamp(boot - 900),
            "dimensions": 1536,
            "backend": "file",
        },
        "conversations": {
            "totalMessages": 41 * weight,
            "uniqueUsers": weight,
            "channels": {"web": 11 * weight, "slack": 30 * weight},
            "retentionDays": 30,
        },
        "projectContext": {"filesIndexed": 17 * weight, "lastIndexed": stamp(boot - 1800), "repo": repo},
    }
