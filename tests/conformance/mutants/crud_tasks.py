"""Scheduled tasks that will not go, or go twice."""

from __future__ import annotations

from .honest import Honest, Request
from .honest.rows import Task
from .registry import mutant


@mutant("crud", "cases", "CODESPAR-122", aim="A cancelled task stays.")
class CancelNotKept(Honest):
    def cancel(self, task: Task) -> None:
        return


@mutant("crud", "cases", "CODESPAR-122", "CODESPAR-123", aim="Cancelling an unknown task is 200.")
class CancelUnknown(Honest):
    def cancel_task(self, request: Request) -> object:
        if request.arg not in self.state.tasks:
            return {"name": request.arg, "message": "Task cancelled"}
        return super().cancel_task(request)
