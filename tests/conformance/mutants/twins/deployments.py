"""Twins as one finds them in the world: busy, empty, limited."""

from __future__ import annotations

import math
from email.utils import formatdate

from tests.conformance.mutants.honest import Honest, Refusal, Request
from tests.conformance.mutants.honest.limits import MINUTE
from tests.conformance.mutants.honest.rows import Agent, Org
from tests.conformance.mutants.registry import twin


@twin("belongs to others too: hundreds of rows, and entries, agents and organizations that appear between requests")
class Busy(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.asked = 0
        for org in (None, *self.state.orgs):
            for step in range(180):
                self.gossip(org, step)
            for step in range(40):
                self.hire(org, f"old-{step}")

    def before(self, request: Request) -> None:
        self.asked += 1
        contexts = (None, "org-acme", "org-globex")
        if self.asked % 10 == 0:
            self.gossip(contexts[self.asked // 10 % 3], self.asked)
        if self.asked % 25 == 0:
            self.hire(contexts[self.asked // 25 % 3], f"new-{self.asked}")
        if self.asked % 60 == 0:
            slug = f"guest-{self.asked}"
            self.state.orgs[f"org-{slug}"] = Org(f"org-{slug}", slug, slug, self.now())

    def gossip(self, org: str | None, step: int) -> None:
        risk = ("medium", "low", "critical", "high")[step % 4]
        self.write(org, "user", "discord:guest", "status", "completed", {"risk": risk, "step": step}, self.now())

    def hire(self, org: str | None, tag: str) -> None:
        agent = Agent(f"agent-review-{org}-{tag}", f"guest {tag}", "review", org, self.now(), "IDLE", 2)
        agent.started = agent.active = self.now()
        self.state.agents[agent.id] = agent


@twin("is fresh: no organization, no audit entry, two agents", world="empty")
class Empty(Honest):
    pass


@twin("enforces its limits by fixed windows", limits=True)
class StrictLimits(Honest):
    pass


@twin("enforces its limits over the last sixty seconds", limits=True)
class SlidingLimits(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.past: dict[tuple[str, ...], list[float]] = {}

    def meet_limit(self, request: Request) -> None:
        if not self.limits:
            return
        bucket = self.bucket(request)
        key = (*self.holder(request), bucket)
        times = [time for time in self.past.get(key, []) if time > self.now() - MINUTE]
        self.past[key] = times
        if len(times) >= self.quota(bucket):
            raise self.limited(math.ceil(times[0] + MINUTE - self.now()))
        times.append(self.now())


@twin("says in Retry-After when, as HTTP allows, not how long", limits=True)
class DatedRetry(Honest):
    def limited(self, seconds: int) -> Refusal:
        refusal = super().limited(seconds)
        refusal.headers["Retry-After"] = formatdate(self.now() + seconds + 1, usegmt=True)
        return refusal
