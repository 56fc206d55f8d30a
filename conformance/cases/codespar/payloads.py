"""Deliveries as GitHub sends them, cut to what describes the event."""

from __future__ import annotations

from conformance.exchange import Json

HANDLED = ("push", "pull_request", "workflow_run", "check_run")
SHA = "9fceb02d0ae598e95dc970b74767f19372d61af8"


def payload(event: str, repository: str) -> dict[str, Json]:
    """The body of one delivery of a handled event about ``owner/name``."""
    owner, _, name = repository.partition("/")
    about = {
        "repository": {"id": 1, "name": name, "full_name": repository, "owner": {"login": owner}, "private": False},
        "sender": {"login": "judge", "type": "User"},
    }
    return {**_SHAPES[event], **about}


_SHAPES: dict[str, dict[str, Json]] = {
    "push": {
        "ref": "refs/heads/main",
        "before": "0" * 40,
        "after": SHA,
        "pusher": {"name": "judge", "email": "judge@example.com"},
        "head_commit": {"id": SHA, "message": "Tidy up", "author": {"name": "judge"}},
        "commits": [{"id": SHA, "message": "Tidy up", "author": {"name": "judge"}}],
    },
    "pull_request": {
        "action": "opened",
        "number": 7,
        "pull_request": {
            "number": 7,
            "title": "Tidy up",
            "state": "open",
            "user": {"login": "judge"},
            "head": {"ref": "tidy", "sha": SHA},
            "base": {"ref": "main"},
        },
    },
    "workflow_run": {
        "action": "completed",
        "workflow_run": {
            "id": 11,
            "name": "build",
            "head_branch": "main",
            "head_sha": SHA,
            "status": "completed",
            "conclusion": "success",
        },
    },
    "check_run": {
        "action": "completed",
        "check_run": {"id": 13, "name": "lint", "head_sha": SHA, "status": "completed", "conclusion": "success"},
    },
}
