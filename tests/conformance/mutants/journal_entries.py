"""Writes that leave no entry, or the wrong one."""

from __future__ import annotations

from .honest import Honest, Request, Row
from .honest.rows import Entry
from .registry import mutant


class Forgetful(Honest):
    """A server that leaves one action out of its trail."""

    forgets = ""

    def record(self, org: str | None, action: str, risk: str, **facts: object) -> None:
        if action != self.forgets:
            super().record(org, action, risk, **facts)


@mutant("journal", "cases", "CODESPAR-050", aim="set_autonomy leaves no entry.")
class AutonomyUnrecorded(Forgetful):
    forgets = "autonomy_change"


@mutant("journal", "CODESPAR-050", aim="A link leaves no entry.")
class LinkUnrecorded(Forgetful):
    forgets = "link"


@mutant("journal", "CODESPAR-050", aim="Deleting a project leaves no entry, not even its agent's.")
class ProjectDeleteUnrecorded(Honest):
    def delete_project(self, request: Request) -> object:
        before = list(self.state.entries)
        answer = super().delete_project(request)
        self.state.entries = before
        return answer


@mutant("journal", "cases", "CODESPAR-050", aim="Configuring a channel leaves no entry.")
class ConfigureUnrecorded(Honest):
    def record_configure(self, request: Request, name: str) -> None:
        return


@mutant("journal", "tenancy", "CODESPAR-050", "CODESPAR-010", aim="Entries of an organization's writes land elsewhere.")
class EntriesLandOutside(Honest):
    def record(self, org: str | None, action: str, risk: str, **facts: object) -> None:
        super().record(None, action, risk, **facts)


@mutant("journal", "shape", "CODESPAR-047", aim="The actor of API writes is a robot.")
class ActorRobot(Honest):
    def show_entry(self, entry: Entry) -> Row:
        return super().show_entry(entry) | ({"actorType": "robot"} if entry.actor == "api" else {})


@mutant("journal", "shape", "CODESPAR-046", aim="Entries come without their hash.")
class EntryWithoutHash(Honest):
    def show_entry(self, entry: Entry) -> Row:
        row = super().show_entry(entry)
        del row["hash"]
        return row


@mutant("journal", "shape", "CODESPAR-046", aim="The metadata of an entry is a text.")
class MetadataText(Honest):
    def show_entry(self, entry: Entry) -> Row:
        return super().show_entry(entry) | {"metadata": str(entry.metadata)}


@mutant("journal", "cases", "CODESPAR-115", aim="A processed webhook event leaves no entry.")
class EventUnrecorded(Honest):
    def record_event(self, event: str, answer: Row) -> None:
        return
