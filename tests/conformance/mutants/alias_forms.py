"""A /v1 form that is not the same server."""

from __future__ import annotations

from collections.abc import Callable

from .honest import Honest, Refusal, Reply, Request
from .registry import mutant


@mutant("alias", "CODESPAR-019", aim="Lists under /v1 come inside a data member.")
class AliasWraps(Honest):
    def dispatch(self, request: Request) -> Reply:
        reply = super().dispatch(request)
        if request.prefix and isinstance(reply.body, list):
            reply.body = {"data": reply.body}
        return reply


@mutant("alias", "CODESPAR-019", aim="Agents under /v1 lack their autonomy level.")
class AliasBodyDiffers(Honest):
    def dispatch(self, request: Request) -> Reply:
        reply = super().dispatch(request)
        if request.prefix and request.path == "/api/agents" and isinstance(reply.body, list):
            reply.body = [{k: v for k, v in row.items() if k != "autonomyLevel"} for row in reply.body]
        return reply


@mutant("alias", "CODESPAR-019", "CODESPAR-020", aim="What is written under /v1 is a world of its own.")
class AliasSeparateState(Honest):
    other: Honest | None = None

    def answer(self, request: Request) -> Reply:
        if not request.prefix:
            return super().answer(request)
        if self.other is None:
            self.other = Honest(self.now, self.limits)
        return self.other.answer(request)


@mutant("alias", "CODESPAR-020", aim="No DELETE exists under /v1.")
class AliasWithoutDelete(Honest):
    def route(self, request: Request) -> Callable[[Request], object]:
        if request.prefix and request.method == "DELETE":
            raise Refusal(404, "NOT_FOUND", "No such path")
        return super().route(request)


@mutant("alias", "CODESPAR-020", aim="Agent actions under /v1 answer well and do nothing.")
class AliasActsNot(Honest):
    def act_on_agent(self, request: Request) -> object:
        agent = self.find_agent(request.arg, request.org)
        before = (agent.status, agent.level, agent.started)
        answer = super().act_on_agent(request)
        if request.prefix:
            agent.status, agent.level, agent.started = before
        return answer


@mutant("alias", "CODESPAR-021", aim="The webhook has no /v1 form.")
class AliasWithoutWebhook(Honest):
    def route(self, request: Request) -> Callable[[Request], object]:
        if request.prefix and request.path.startswith("/webhooks/"):
            raise Refusal(404, "NOT_FOUND", "No such path")
        return super().route(request)


@mutant("alias", "tenancy", "CODESPAR-019", "CODESPAR-009", aim="The tenant header is not read under /v1.")
class AliasIgnoresHeader(Honest):
    def enter_tenant(self, request: Request) -> str | None:
        return None if request.prefix else super().enter_tenant(request)
