from __future__ import annotations

from tests.mock_server.apis.stellary.boardroom import open_board


def test_a_todo_without_a_goal_can_be_changed_in_its_workspace_only() -> None:
    owner = open_board()
    todo = owner.get("createTodo", {"label": "Write the changelog"})
    assert owner.get("updateTodo", {"status": "done"}, todoId=todo["id"])["status"] == "done"
    owner.get("createWorkspace", {"name": "Marketing", "slug": "marketing"})
    assert owner.send("updateTodo", {"status": "done"}, todoId=todo["id"], wsSlug="marketing").status == 404
