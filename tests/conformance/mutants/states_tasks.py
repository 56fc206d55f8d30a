"""Scheduled tasks that do not stay as they were told."""

from __future__ import annotations

from .honest import Honest
from .honest.rows import Task
from .registry import mutant


@mutant("states", "cases", "CODESPAR-119", aim="Pausing a task answers well and is not kept.")
class PauseNotKept(Honest):
    def pause(self, task: Task) -> None:
        return


@mutant("states", "cases", "CODESPAR-120", aim="Resuming a task answers well and is not kept.")
class TaskResumeNotKept(Honest):
    def resume(self, task: Task) -> None:
        return


@mutant("states", "cases", "CODESPAR-119", aim="Pausing a task removes it.")
class PauseRemoves(Honest):
    def pause(self, task: Task) -> None:
        self.cancel(task)


@mutant("states", "cases", "CODESPAR-119", aim="Pausing a task sets its counter of runs to 0.")
class PauseResetsCounter(Honest):
    def pause(self, task: Task) -> None:
        task.enabled, task.runs = False, 0


@mutant("states", "cases", "CODESPAR-119", aim="Pausing a task stops every task.")
class PauseStopsAll(Honest):
    def pause(self, task: Task) -> None:
        for other in self.state.tasks.values():
            other.enabled = False
