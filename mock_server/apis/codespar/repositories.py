"""GitHub as far as a mock can know it: every repository exists, except those of one owner."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json

URL = "https://github.com/"
UNKNOWN_OWNER = "nonexistent"


def find_repository(act: Act, given: str) -> dict[str, Json]:
    """Repository fields of a project or link, from owner/name or the full URL; refused where there is none."""
    repo = given.removeprefix(URL)
    owner, name = repo.split("/", 1)
    if owner == UNKNOWN_OWNER:
        act.refuse("repo_missing", f"{owner}/{name[:100]}")
    return {"name": name, "repo": repo, "repoUrl": URL + repo, "defaultBranch": "main", "webhookConfigured": False}
