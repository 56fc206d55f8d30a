"""Wiki folders: none lies within itself, and only an empty one goes."""

from __future__ import annotations

from mock_server.apis.spedy.wiki_spaces import need_editor
from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def prepare_folder(act: Act) -> None:
    """Let editors make and move folders within their space, but none into itself."""
    need_editor(act)
    parent = act.body.get("parentId")
    check_folder(act, parent)
    own = act.row["id"] if act.row is not None else None
    while parent is not None and own is not None:
        if parent == own:
            act.refuse("invalid", "a folder does not lie within itself")
        parent = (act.get("WikiFolder", parent) or {}).get("parentId")


def check_folder(act: Act, folder_id: Json) -> None:
    """Refuse a folder of another space."""
    folder = act.get("WikiFolder", folder_id) if folder_id is not None else None
    if folder is not None and folder["spaceId"] != act.path_row("WikiSpace")["id"]:
        act.refuse("bad_reference", "the folder is of another space")


def refuse_filled(act: Act) -> None:
    """Refuse to delete a folder with something in it."""
    need_editor(act)
    folder = act.current["id"]
    if act.everywhere("WikiFolder", parentId=folder) or act.everywhere("WikiPage", folderId=folder):
        act.refuse("illegal", "the folder is not empty")


PREPARES = {
    "createWikiFolder": prepare_folder,
    "updateWikiFolder": prepare_folder,
    "deleteWikiFolder": refuse_filled,
}
