"""Lists that show what is somebody else's."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("tenancy", "074", "247", aim="The list of projects shows those of every workspace.")
class ProjectsOfAllListed(Stellary):
    def projects_of(self, request: Request) -> list[Row]:
        return self.all_of("projects")


@mutant("tenancy", "247", aim="The list of documents shows those of every workspace.")
class DocumentsOfAllListed(Stellary):
    def documents_of(self, request: Request, wanted: Row) -> list[Row]:
        return self.all_of("documents", **wanted)


@mutant("tenancy", "210", "247", aim="The list of agents shows those of every workspace.")
class AgentsOfAllListed(Stellary):
    def list_agents(self, request: Request) -> object:
        return [self.show_agent(row) for row in self.all_of("agents")]


@mutant("tenancy", "246", "247", aim="The list of drafts shows those of every workspace.")
class DraftsOfAllListed(Stellary):
    def list_drafts(self, request: Request) -> object:
        return [self.show_draft(row) for row in self.all_of("drafts")]


@mutant("tenancy", "cases", "139", "140", aim="The state of the cockpit shows every workspace's rows.")
class StateOfAll(Stellary):
    def cockpit_rows(self, request: Request, kind: str) -> list[Row]:
        return [self.show_cockpit(kind, row) for row in self.all_of(kind)]


@mutant("tenancy", "140", aim="The list of proposed actions shows those of every workspace.")
class ActionsOfAllListed(Stellary):
    def list_actions(self, request: Request) -> object:
        wanted = self.take_query(request, "action_query")
        return [self.show_action(row) for row in self.all_of("actions", **wanted)]


@mutant("tenancy", "cases", "231", aim="The list of rules shows those of every project.")
class RulesOfAllListed(Stellary):
    def list_rules(self, request: Request) -> object:
        return [self.show_rule(row) for row in self.all_of("rules")]


@mutant("tenancy", "owner", "170", aim="The list of personal tokens shows everybody's.")
class TokensOfAllListed(Stellary):
    def tokens_of(self, user: Row) -> list[Row]:
        return self.all_of("tokens")


@mutant("tenancy", "cases", "119", aim="Everybody sees everybody's notifications.")
class NotificationsOfAll(Stellary):
    def mine(self, request: Request) -> list[Row]:
        return self.all_of("notifications")


@mutant("tenancy", "cases", "119", "122", aim="Marking all as read marks everybody's notifications.")
class ReadAllForAll(Stellary):
    def read_all_notifications(self, request: Request) -> object:
        self.mark(self.all_of("notifications"))
        return {"ok": True}


@mutant("tenancy", "sequences", "210", aim="A new agent is kept in the newest workspace of the organization.")
class AgentInNewest(Stellary):
    def create_agent(self, request: Request) -> object:
        request.workspace = self.all_of("workspaces", organizationId=request.org["id"])[-1]
        return super().create_agent(request)
