"""Scheduled tasks: list, pause, resume, cancel."""

from __future__ import annotations

from .channels import Channels
from .rows import Task
from .wire import Refusal, Request, Routes, Row


class Scheduler(Channels):
    """The tasks of the server; no organization owns them."""

    ROUTES: Routes = (
        ("GET", "/api/scheduler", "list_tasks"),
        ("POST", "/api/scheduler/:name/pause", "pause_task"),
        ("POST", "/api/scheduler/:name/resume", "resume_task"),
        ("DELETE", "/api/scheduler/:name", "cancel_task"),
    )

    def list_tasks(self, request: Request) -> object:
        """All tasks."""
        return [self.show_task(task) for task in self.state.tasks.values()]

    def show_task(self, task: Task) -> Row:
        """A task in the list."""
        return {
            "name": task.name,
            "intervalMs": task.interval,
            "lastRun": None if task.last is None else self.stamp(task.last),
            "nextRun": self.stamp(task.next),
            "runCount": task.runs,
            "errors": task.errors,
            "enabled": task.enabled,
        }

    def find_task(self, name: str) -> Task:
        """One task; 404 otherwise."""
        task = self.state.tasks.get(name)
        if task is None:
            raise Refusal(404, "TASK_NOT_FOUND", "Task not found")
        return task

    def pause_task(self, request: Request) -> object:
        """Stop a task's runs; again is no fault."""
        task = self.find_task(request.arg)
        self.pause(task)
        return {"name": task.name, "enabled": False, "message": "Task paused"}

    def pause(self, task: Task) -> None:
        """Keep the pause."""
        task.enabled = False

    def resume_task(self, request: Request) -> object:
        """Let a task run again; again is no fault."""
        task = self.find_task(request.arg)
        self.resume(task)
        return {"name": task.name, "enabled": True, "message": "Task resumed"}

    def resume(self, task: Task) -> None:
        """Keep the resumption."""
        task.enabled = True

    def cancel_task(self, request: Request) -> object:
        """Remove a task."""
        task = self.find_task(request.arg)
        self.cancel(task)
        return {"name": task.name, "message": "Task cancelled"}

    def cancel(self, task: Task) -> None:
        """Take a task out."""
        del self.state.tasks[task.name]
