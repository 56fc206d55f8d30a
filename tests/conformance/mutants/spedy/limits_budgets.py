"""Limits that nobody keeps, or that count the wrong thing."""

from __future__ import annotations

from .honest import Request, Spedy
from .registry import mutant


@mutant("limits", "063", "247", aim="Uploads are never too many.", limits=True)
class UploadsUnlimited(Spedy):
    def quota_of(self, request: Request) -> int | None:
        return None if request.handler == "upload" else super().quota_of(request)


@mutant("limits", "065", aim="Limits count users, not tokens.", limits=True)
class LimitsOfUsers(Spedy):
    def bucket_of(self, request: Request) -> tuple[str, str]:
        return (str(request.user["id"]), request.handler)


@mutant("limits", "066", aim="All limits share one budget.", limits=True)
class OneBudget(Spedy):
    def bucket_of(self, request: Request) -> tuple[str, str]:
        return (super().bucket_of(request)[0], "all")


@mutant("limits", "265", aim="The ninth wiki space within an hour is one too many.", limits=True)
class FewerSpaces(Spedy):
    def quota_of(self, request: Request) -> int | None:
        found = super().quota_of(request)
        return 8 if found == 10 else found


@mutant("limits", "064", aim="Every operation may be called thirty times an hour.", limits=True)
class AllLimited(Spedy):
    def quota_of(self, request: Request) -> int | None:
        return super().quota_of(request) or 30
