"""Answers of another shape than the pages show."""

from __future__ import annotations

from typing import ClassVar

from .honest import Reply, Request, Row, Stellary
from .registry import mutant


class Recoded(Stellary):
    """A server that answers some successes with another status: the handler ``recoded`` with ``code``."""

    recoded: ClassVar[str] = ""
    code: ClassVar[int] = 200

    def status_of(self, request: Request) -> int:
        return self.code if request.handler == self.recoded else super().status_of(request)


@mutant("shape", "cases", "031", aim="Logging in answers 200.")
class LoginIs200(Recoded):
    recoded = "login"
    code = 200


@mutant("shape", "cases", "023", aim="Registering answers 200.")
class RegisterIs200(Recoded):
    recoded = "register"
    code = 200


@mutant("shape", "crud", "041", aim="Making an organization answers 202.")
class OrgIs202(Recoded):
    recoded = "create_org"
    code = 202


@mutant("shape", "crud", "072", aim="Making a project answers 200.")
class ProjectIs200(Recoded):
    recoded = "create_project"
    code = 200


@mutant("shape", "crud", "105", aim="Deleting a card answers 204 without a body.")
class DeleteIs204(Stellary):
    def delete_card(self, request: Request) -> object:
        super().delete_card(request)
        return Reply(204, None, raw=b"")


@mutant("shape", "crud", "089", aim="Deleting a column answers with the column.")
class DeleteShowsColumn(Stellary):
    def delete_column(self, request: Request) -> object:
        column = self.show_column(self.find_column(request))
        super().delete_column(request)
        return column


@mutant("shape", "cases", "035", aim="The profile is not wrapped in user.")
class MeUnwrapped(Stellary):
    def get_me(self, request: Request) -> object:
        return self.show_profile(request.user)


@mutant("shape", "cases", "032", "035", aim="The profile has no role in the cockpit.")
class ProfileWithoutRole(Stellary):
    def show_profile(self, user: Row) -> Row:
        return self.show_user(user)


@mutant("shape", "098", aim="Cards do not count comments and attachments.")
class CardWithoutCounts(Stellary):
    def show_card(self, card: Row) -> Row:
        return {k: v for k, v in super().show_card(card).items() if k not in ("commentCount", "attachmentCount")}


@mutant("shape", "098", aim="archived is a text.")
class ArchivedAsText(Stellary):
    def show_card(self, card: Row) -> Row:
        shown = super().show_card(card)
        return shown | {"archived": str(shown["archived"]).lower()}


@mutant("shape", "098", aim="The order of cards is a text.")
class OrderAsText(Stellary):
    def show_card(self, card: Row) -> Row:
        shown = super().show_card(card)
        return shown | {"order": str(shown["order"])}


@mutant("shape", "cases", "098", aim="The items of a checklist have an id without an underscore.")
class ItemIdPlain(Stellary):
    def show_card(self, card: Row) -> Row:
        shown = super().show_card(card)
        return shown | {
            "checklist": [
                {"id": item["_id"]} | {k: v for k, v in item.items() if k != "_id"} for item in shown["checklist"]
            ]
        }


@mutant("shape", "062", aim="A workspace does not say which role the user has in the cockpit.")
class WorkspaceWithoutRole(Stellary):
    def show_workspace(self, request: Request, row: Row) -> Row:
        return {name: value for name, value in super().show_workspace(request, row).items() if name != "myPilotageRole"}


@mutant("shape", "072", "086", aim="Times are epoch seconds.")
class TimesAsNumbers(Stellary):
    def show_project(self, project: Row) -> Row:
        return super().show_project(project) | {"createdAt": self.boot}

    def show_column(self, column: Row) -> Row:
        return super().show_column(column) | {"createdAt": self.boot}


@mutant("shape", "073", "090", aim="Lists of projects and cards are wrapped in data.")
class ListsWrapped(Stellary):
    def list_projects(self, request: Request) -> object:
        return {"data": super().list_projects(request)}

    def list_cards(self, request: Request) -> object:
        return {"data": super().list_cards(request)}


@mutant("shape", "cases", "135", aim="The state of the cockpit lacks its cycle and its contract version.")
class StateWithoutCycle(Stellary):
    def pilotage_state(self, request: Request) -> object:
        body = super().pilotage_state(request)
        skipped = ("cycle", "contractVersion")
        return {k: v for k, v in body.items() if k not in skipped} if isinstance(body, dict) else body


@mutant("shape", "cases", "124", "134", aim="A notification is flat: its activity's members stand beside its own.")
class NotificationFlat(Stellary):
    def show_notification(self, row: Row) -> Row:
        shown = super().show_notification(row)
        activity: Row = shown.pop("activity")
        return shown | activity


@mutant("shape", "045", aim="The list of organizations does not say which role the user has.")
class OrgsWithoutRole(Stellary):
    def list_orgs(self, request: Request) -> object:
        return [{name: org[name] for name in ("id", "name", "slug")} for org in self.orgs_of(request)]


@mutant("shape", "001", aim="Successes are JSON but are called text/plain.")
class JsonMislabelled(Stellary):
    def finish(self, request: Request, reply: Reply) -> Reply:
        if reply.raw is None and reply.status < 300:
            reply.media = "text/plain"
        return reply


@mutant("shape", "cases", "121", aim="The count of unread notifications is a bare number.")
class CountBare(Stellary):
    def count_notifications(self, request: Request) -> object:
        return len(self.unread(request))


@mutant("shape", "262", aim="An agent that is read comes in an envelope.")
class AgentInEnvelope(Stellary):
    def get_agent(self, request: Request) -> object:
        return {"agent": super().get_agent(request)}
