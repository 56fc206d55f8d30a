"""Bodies and queries taken without what they must have."""

from __future__ import annotations

from .honest import Honest, Request, Row
from .registry import mutant


class Filling(Honest):
    """A server that fills in one field of bodies on one path."""

    place = ""
    filler: Row = {}  # noqa: RUF012 - never written to

    def read_body(self, request: Request) -> Row:
        body = super().read_body(request)
        return self.filler | body if request.path == self.place else body


@mutant("required", "CODESPAR-055", "CODESPAR-015", aim="An agent needs no name.")
class AgentWithoutName(Honest):
    def required(self, body: Row, field: str) -> str:
        named = {"name": f"agent {next(self.state.numbers)}"} if "type" in body else {}
        return super().required(named | body, field)


@mutant("required", "CODESPAR-055", "CODESPAR-015", aim="An agent needs no type.")
class AgentWithoutType(Filling):
    place = "/api/agents"
    filler: Row = {"type": "task"}  # noqa: RUF012 - never written to


@mutant("required", "CODESPAR-106", "CODESPAR-015", aim="An organization needs no name.")
class OrgWithoutName(Honest):
    def read_body(self, request: Request) -> Row:
        body = super().read_body(request)
        filler: Row = {"name": f"Org {next(self.state.numbers)}"} if request.path == "/api/orgs" else {}
        return filler | body


@mutant("required", "CODESPAR-083", "CODESPAR-015", aim="A project needs no repository.")
class ProjectWithoutRepo(Honest):
    def read_body(self, request: Request) -> Row:
        body = super().read_body(request)
        filler: Row = {"repo": f"some/repo-{next(self.state.numbers)}"} if request.path == "/api/projects" else {}
        return filler | body


@mutant("required", "cases", "CODESPAR-079", "CODESPAR-015", aim="A link needs no repository.")
class LinkWithoutRepo(Filling):
    place = "/api/project/link"
    filler: Row = {"repo": "some/default"}  # noqa: RUF012 - never written to


@mutant("required", "cases", "CODESPAR-074", "CODESPAR-015", aim="The link check needs no agent.")
class CheckWithoutAgent(Honest):
    def check_link(self, request: Request) -> object:
        return {"linked": False} if not request.parameter("agentId") else super().check_link(request)


@mutant("required", "cases", "CODESPAR-102", "CODESPAR-015", aim="The identity look-up needs no user.")
class IdentityWithoutUser(Honest):
    def find_identity(self, request: Request) -> object:
        return self.nobody() if not request.parameter("channelUserId") else super().find_identity(request)


@mutant("required", "CODESPAR-015", "CODESPAR-106", aim="An empty name counts as a name.")
class EmptyNameAccepted(Honest):
    def required(self, body: Row, field: str) -> str:
        if field == "name" and body.get(field) == "":
            return f"unnamed {next(self.state.numbers)}"
        return super().required(body, field)
