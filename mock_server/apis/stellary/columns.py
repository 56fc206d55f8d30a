"""Columns: what goes with one that is deleted."""

from __future__ import annotations

from mock_server.apis.stellary.activities import record
from mock_server.apis.stellary.attachments import sweep_files
from mock_server.apis.stellary.relations import cut_relations
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def prepare_deletion(act: Act) -> None:
    """Before a column takes its cards along: tell of each, and part those that stay from them."""
    column = act.current
    for card in act.everywhere("Card", columnId=column["id"]):
        record(act, "card_deleted", column["projectId"], {"cardId": card["id"], "title": card["title"]})
        cut_relations(act, card["id"])


def settle_deletion(act: Act, _row: Row, _before: Row | None) -> None:
    """Let the files of its cards go."""
    sweep_files(act)


PREPARES = {"deleteColumn": prepare_deletion}
EFFECTS = {"deleteColumn": settle_deletion}
