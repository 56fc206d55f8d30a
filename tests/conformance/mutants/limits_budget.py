"""Budgets counted wrongly."""

from __future__ import annotations

from .honest import Honest, Request
from .honest.limits import Window
from .registry import mutant


@mutant("limits", "CODESPAR-025", aim="The API limit is not enforced.", limits=True)
class ApiUnlimited(Honest):
    def quota(self, bucket: str) -> int:
        return 30 if bucket == "webhooks" else 10**9


@mutant("limits", "CODESPAR-026", aim="The webhook limit is not enforced.", limits=True)
class WebhooksUnlimited(Honest):
    def quota(self, bucket: str) -> int:
        return 10**9 if bucket == "webhooks" else 100


@mutant("limits", "CODESPAR-025", aim="The 100th API request of a minute is refused.", limits=True)
class ApiOneEarly(Honest):
    def quota(self, bucket: str) -> int:
        return 30 if bucket == "webhooks" else 99


@mutant("limits", "CODESPAR-025", aim="The 101st API request of a minute passes.", limits=True)
class ApiOneLate(Honest):
    def quota(self, bucket: str) -> int:
        return 30 if bucket == "webhooks" else 101


@mutant("limits", "CODESPAR-026", aim="Webhooks share the API's hundred.", limits=True)
class WebhooksHundred(Honest):
    def quota(self, bucket: str) -> int:
        return 100


@mutant("limits", "CODESPAR-029", aim="API requests and webhooks are counted together.", limits=True)
class BucketsShared(Honest):
    def meet_limit(self, request: Request) -> None:
        super().meet_limit(request)
        other = "api" if self.bucket(request) == "webhooks" else "webhooks"
        if self.limits:
            self.windows.setdefault((*self.holder(request), other), Window(self.now())).count += 1


@mutant("limits", "CODESPAR-025", aim="Every path has a budget of its own.", limits=True)
class BudgetPerPath(Honest):
    def holder(self, request: Request) -> tuple[str, ...]:
        return (request.ip, request.path)


@mutant("limits", "alias", "CODESPAR-030", aim="The /v1 form has a second budget.", limits=True)
class BudgetPerForm(Honest):
    def holder(self, request: Request) -> tuple[str, ...]:
        return (request.ip, request.prefix)


@mutant("limits", "tenancy", "CODESPAR-025", aim="Every organization has a budget of its own.", limits=True)
class BudgetPerOrg(Honest):
    def holder(self, request: Request) -> tuple[str, ...]:
        return (request.ip, request.headers.get("x-org-id", ""))


@mutant("limits", "CODESPAR-028", aim="All addresses share one budget.", limits=True)
class BudgetForAll(Honest):
    def holder(self, request: Request) -> tuple[str, ...]:
        return ("everybody",)
