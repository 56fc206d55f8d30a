"""The organization's statuses as one board shows them: what it says otherwise is kept in rows of its own."""

from __future__ import annotations

from mock_server.apis.spedy.pages import cut_page
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def list_board_statuses(act: Act) -> Json:
    """The statuses a board shows, in its order; hidden ones on request."""
    board, category = act.path_row("Board"), act.query.get("category")
    own = {row["statusId"]: row for row in act.everywhere("BoardStatus", boardId=board["id"])}
    shown = [show_on_board(row, own.get(row["id"])) for row in act.where("Status")]
    kept = [
        entry
        for entry in shown
        if (act.query.get("includeHidden") or not entry["isHidden"]) and category in (None, entry["category"])
    ]
    return cut_page(act, sorted(kept, key=lambda entry: int(entry["order"])))


def override_board_status(act: Act) -> Json:
    """Hide a status on the board, or place it elsewhere there; refused where tickets could not do without it."""
    board, status = act.path_row("Board"), act.path_row("Status")
    fields = {name: act.body[name] for name in ("isHidden", "order") if name in act.body}
    if fields.get("isHidden") and is_needed(status):
        act.refuse("invalid", "the default status and mandatory ones are on every board")
    return show_on_board(status, write_override(act, board["id"], status["id"], fields))


def reset_board_status(act: Act) -> Json:
    """Let the board follow the organization; there may have been nothing else."""
    board, status = act.path_row("Board"), act.path_row("Status")
    drop_overrides(act, boardId=board["id"], statusId=status["id"])
    return None


def show_on_board(status: Row, own: Row | None) -> dict[str, Json]:
    """A status as a board shows it that says `own` otherwise."""
    shown: dict[str, Json] = {name: status[name] for name in ("id", "name", "color", "category", "order", "isDefault")}
    shown["isHidden"] = False
    if own is not None:
        shown |= {"isHidden": own["isHidden"], "order": shown["order"] if own["order"] is None else own["order"]}
    return shown


def write_override(act: Act, board_id: str, status_id: str, fields: Row) -> Row:
    """Set fields of what a board says of a status; gives its row, a new one where there was none."""
    found = act.everywhere("BoardStatus", boardId=board_id, statusId=status_id)
    if found:
        return act.change_row("BoardStatus", found[0]["overrideId"], fields)
    return act.create("BoardStatus", {**fields, "boardId": board_id, "statusId": status_id})


def drop_overrides(act: Act, **fields: Json) -> None:
    """Delete what boards say otherwise, where the rows have those values."""
    for row in act.everywhere("BoardStatus", **fields):
        act.remove("BoardStatus", row["overrideId"])


def hide_disabled(act: Act, board_id: str) -> None:
    """On a new board hide the statuses that are not for boards by default."""
    for status in act.where("Status", enabledByDefault=False):
        if not is_needed(status):
            write_override(act, board_id, status["id"], {"isHidden": True})


def is_hidden(act: Act, board_id: str, status_id: str) -> bool:
    """Whether a board hides a status."""
    return bool(act.everywhere("BoardStatus", boardId=board_id, statusId=status_id, isHidden=True))


def is_needed(status: Row) -> bool:
    """Whether every board shows the status, and nobody can delete it."""
    return bool(status["isDefault"] or status["isMandatory"])


HANDLERS = {
    "list_board_statuses": list_board_statuses,
    "override_board_status": override_board_status,
    "reset_board_status": reset_board_status,
}
