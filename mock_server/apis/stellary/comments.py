"""Comments: who may take one away."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.owner import caller_id


def prepare_deletion(act: Act) -> None:
    """Leave a comment to who wrote it; what no person wrote may go by anybody's hand."""
    author = act.current["authorId"]
    if author != caller_id(act) and act.get("User", author) is not None:
        act.refuse("forbidden_role", "somebody else wrote this comment")


PREPARES = {"deleteComment": prepare_deletion}
