"""Other rows of a form nobody documents."""

from __future__ import annotations

from .honest import Honest, Request, Row
from .honest.rows import Channel, Org, Project, Task
from .registry import mutant


@mutant("shape", "CODESPAR-088", aim="webhookConfigured is a text.")
class WebhookFlagText(Honest):
    def show_project(self, project: Project) -> Row:
        return super().show_project(project) | {"webhookConfigured": "no"}


@mutant("shape", "CODESPAR-110", aim="Counts of an organization are texts.")
class CountText(Honest):
    def show_org(self, org: Org) -> Row:
        row = super().show_org(org)
        return row | {"projectCount": str(row["projectCount"]), "memberCount": str(row["memberCount"])}


@mutant("shape", "cases", "CODESPAR-117", aim="health-check runs every 300 milliseconds.")
class IntervalInSeconds(Honest):
    def show_task(self, task: Task) -> Row:
        return super().show_task(task) | {"intervalMs": task.interval // 1000}


@mutant("shape", "cases", "CODESPAR-118", aim="Tasks lack their counter of errors.")
class TaskWithoutErrors(Honest):
    def show_task(self, task: Task) -> Row:
        row = super().show_task(task)
        del row["errors"]
        return row


@mutant("shape", "cases", "CODESPAR-118", aim="lastRun of a task that never ran is an empty text.")
class LastRunEmpty(Honest):
    def show_task(self, task: Task) -> Row:
        row = super().show_task(task)
        return row | {"lastRun": row["lastRun"] or ""}


@mutant("shape", "cases", "CODESPAR-095", aim="slack cannot hold threads.")
class CapabilityWrong(Honest):
    def show_channel(self, channel: Channel) -> Row:
        row = super().show_channel(channel)
        return row | ({"capabilities": channel.capabilities | {"threads": False}} if channel.name == "slack" else {})


@mutant("shape", "cases", "CODESPAR-095", aim="There is no telegram.")
class ChannelMissing(Honest):
    def wrap(self, name: str, rows: list[Row]) -> object:
        return [row for row in rows if row.get("platform") != "telegram"]


@mutant("shape", "cases", "CODESPAR-096", aim="web is not connected.")
class WebDisconnected(Honest):
    def show_channel(self, channel: Channel) -> Row:
        return super().show_channel(channel) | {"connected": channel.connected and channel.name != "web"}


@mutant("shape", "cases", "CODESPAR-101", aim="The storage of the memory is negative.")
class StorageNegative(Honest):
    def memory_of(self, org: str | None) -> Row:
        memory = super().memory_of(org)
        store = memory["vectorStore"]
        return memory | {"vectorStore": store | {"storageMB": -1.5}} if isinstance(store, dict) else memory


@mutant("shape", "cases", "CODESPAR-101", aim="The memory lacks its conversations.")
class MemoryWithoutTalk(Honest):
    def memory_of(self, org: str | None) -> Row:
        return {name: value for name, value in super().memory_of(org).items() if name != "conversations"}


@mutant("shape", "CODESPAR-004", aim="Organizations come inside an orgs member.")
class OrgsWrapped(Honest):
    def list_orgs(self, request: Request) -> object:
        return {"orgs": super().list_orgs(request)}
