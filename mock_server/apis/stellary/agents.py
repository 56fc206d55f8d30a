"""What an agent would do on a card: its choice among the tools it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mock_server.apis.stellary.deeds import Undone
from mock_server.apis.stellary.scene import Scene, find_project_of, list_columns
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def choose_action(scene: Scene, agent: Row, card: Row, prompt: str) -> dict[str, Json]:
    """The `{type, payload}` an agent decides on: the first of its tools that is of use on the card.

    An agent without a list of tools may use all; it moves the card on, or leaves a comment in the last column.

    Raises:
        Undone: none of its tools is of use.
    """
    allowed = agent.get("tools") or [*_CHOICES]
    for tool, choose in _CHOICES.items():
        payload = choose(scene, card, prompt) if tool in allowed else None
        if payload is not None:
            return {"type": tool, "payload": {"cardId": card["id"], **payload}}
    raise Undone("none of the agent's tools is of use on this card")


def _choose_column(scene: Scene, card: Row, _: str) -> dict[str, Json] | None:
    project_id = find_project_of(scene, card)
    columns = list_columns(scene, project_id) if project_id is not None else []
    places = [column["id"] for column in columns]
    after = columns[places.index(card["columnId"]) + 1 :] if card["columnId"] in places else []
    return {"targetColumn": after[0]["name"], "columnId": after[0]["id"]} if after else None


def _choose_priority(_: Scene, card: Row, __: str) -> dict[str, Json] | None:
    return {"priority": "high"} if card["priority"] != "high" else None


def _choose_words(_: Scene, __: Row, prompt: str) -> dict[str, Json]:
    return {"content": f"Worked on: {prompt}"[:2000]}


def _choose_details(_: Scene, card: Row, prompt: str) -> dict[str, Json] | None:
    return {"description": f"Worked on: {prompt}"[:5000]} if not card["description"] else None


def _choose_archive(_: Scene, card: Row, __: str) -> dict[str, Json] | None:
    return {} if not card["archived"] else None


_CHOICES: Mapping[str, Callable[[Scene, Row, str], dict[str, Json] | None]] = {
    "move_card": _choose_column,
    "comment_card": _choose_words,
    "set_priority": _choose_priority,
    "update_card": _choose_details,
    "archive_card": _choose_archive,
}
