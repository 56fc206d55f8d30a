"""Ids of the fixtures' wiki, and steps that several tests about it take."""

from __future__ import annotations

from typing import Any

from tests.mock_server.apis.spedy.office import Office

WEBSITE, HANDBOOK = "ws_000000000001", "ws_000000000002"
GUIDES, DESIGNERS = "wfd_000000000001", "wfd_000000000002"
WELCOME, COLOURS = "wpg_000000000001", "wpg_000000000002"


def space(office: Office, who: str = "admin", **fields: Any) -> dict[str, Any]:
    """A new space."""
    return dict(office.get("createWikiSpace", {"name": "Rules", **fields}, who=who))


def folder(office: Office, name: str = "Drafts", within: str = WEBSITE, **fields: Any) -> dict[str, Any]:
    """A new folder."""
    return dict(office.get("createWikiFolder", {"name": name, **fields}, spaceId=within))


def page(office: Office, title: str = "Notes", within: str = WEBSITE, **fields: Any) -> dict[str, Any]:
    """A new page."""
    return dict(office.get("createWikiPage", {"title": title, **fields}, spaceId=within))


def spaces(office: Office, who: str = "admin", query: str = "") -> list[str]:
    """Names of the spaces somebody is shown."""
    return [row["name"] for row in office.rows("listWikiSpaces", query, who)]
