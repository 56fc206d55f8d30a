"""Wiki pages: every change is a version, and an old one can be had back."""

from __future__ import annotations

from mock_server.apis.spedy.wiki_folders import check_folder
from mock_server.apis.spedy.wiki_spaces import need_editor
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row


def prepare_page(act: Act) -> None:
    """Let editors write, into folders of the space."""
    need_editor(act)
    check_folder(act, act.body.get("folderId"))


def settle_created(act: Act, row: Row, _before: Row | None) -> None:
    """Keep the first version."""
    _keep_version(act, row)


def settle_changed(act: Act, row: Row, _before: Row | None) -> None:
    """Count the change, and keep what the page is now."""
    act.row = act.change_row("WikiPage", row["id"], {"version": row["version"] + 1})
    _keep_version(act, act.row)


def restore_wiki_version(act: Act) -> Json:
    """Give the page title and content of an old version, as a new one."""
    need_editor(act)
    page, old = act.path_row("WikiPage"), act.current
    changed = {"title": old["title"], "content": old["content"], "version": page["version"] + 1}
    row = act.change_row("WikiPage", page["id"], changed)
    _keep_version(act, row)
    return act.show("WikiPage", row, "WikiPage")


def _keep_version(act: Act, page: Row) -> None:
    kept = {name: page[name] for name in ("title", "content", "version")}
    act.create("WikiPageVersion", {**kept, "pageId": page["id"], "authorId": caller_id(act)})


HANDLERS = {"restore_wiki_version": restore_wiki_version}
PREPARES = {"createWikiPage": prepare_page, "updateWikiPage": prepare_page, "deleteWikiPage": need_editor}
EFFECTS = {"createWikiPage": settle_created, "updateWikiPage": settle_changed}
