"""Permissions that nobody asks for, and one that even admins are asked for."""

from __future__ import annotations

from typing import ClassVar

from .honest import Request, Row, Spedy
from .registry import mutant


class Lax(Spedy):
    """A server that forgets some permissions."""

    forgets: ClassVar[tuple[str, ...]] = ()

    def needed(self, request: Request) -> str | None:
        found = super().needed(request)
        return None if found in self.forgets else found


@mutant("scopes", "084", "013", "057", aim="Tickets are changed without tickets:edit.")
class EditUnasked(Lax):
    forgets = ("tickets:edit",)


@mutant("scopes", "085", "013", aim="Milestones are read without milestones:view.")
class MilestonesUnasked(Lax):
    forgets = ("milestones:view",)


@mutant("scopes", "013", "511", aim="Milestones are changed without milestones:manage.")
class MilestonesManagedByAll(Lax):
    forgets = ("milestones:manage",)


@mutant("scopes", "130", aim="Users are listed without members:view.")
class MembersUnasked(Lax):
    forgets = ("members:view",)


@mutant("scopes", "222", "121", aim="Labels and the organization are changed without settings:edit.")
class SettingsUnasked(Lax):
    forgets = ("settings:edit",)


@mutant("scopes", "154", aim="Statuses are changed without settings:manage-statuses.")
class StatusesUnasked(Lax):
    forgets = ("settings:manage-statuses",)


@mutant("scopes", "013", aim="Ticket types are changed without settings:manage-ticket-types.")
class TypesUnasked(Lax):
    forgets = ("settings:manage-ticket-types",)


@mutant("scopes", "145", aim="Boards are made without boards:create.")
class BoardsMadeByAll(Lax):
    forgets = ("boards:create",)


@mutant("scopes", "145", aim="Boards are changed without boards:edit.")
class BoardsEditedByAll(Lax):
    forgets = ("boards:edit",)


@mutant("scopes", "145", aim="Boards are deleted without boards:delete.")
class BoardsDeletedByAll(Lax):
    forgets = ("boards:delete",)


@mutant("scopes", "254", aim="Webhook endpoints are seen without webhooks:view.")
class HooksSeenByAll(Lax):
    forgets = ("webhooks:view",)


@mutant("scopes", "254", aim="Webhook endpoints are changed without webhooks:manage.")
class HooksManagedByAll(Lax):
    forgets = ("webhooks:manage",)


@mutant("scopes", "013", aim="Wiki spaces are made without wiki:create.")
class SpacesMadeByAll(Lax):
    forgets = ("wiki:create",)


@mutant("scopes", "013", "466", aim="Customers are seen and changed without their permissions.")
class CustomersOpen(Lax):
    forgets = ("customers:view", "customers:manage")


@mutant("scopes", "013", "421", aim="Teams are seen and changed without their permissions.")
class TeamsOpen(Lax):
    forgets = ("teams:view", "teams:manage")


@mutant("scopes", "013", "483", aim="Tickets are made and seen without their permissions.")
class TicketsOpen(Lax):
    forgets = ("tickets:view", "tickets:create", "tickets:delete")


@mutant("scopes", "013", "517", aim="Time is seen and noted without time-tracking:view.")
class TimeOpen(Lax):
    forgets = ("time-tracking:view",)


@mutant("scopes", "013", "466", aim="One permission that is held is refused.")
class HeldButRefused(Spedy):
    def has(self, user: Row, permission: str) -> bool:
        return super().has(user, permission) and not (user["role"] != "Admin" and permission == "customers:view")


@mutant("cases", "scopes", "086", aim="Time of others is changed without time-tracking:manage.")
class TimeOfOthers(Spedy):
    def has(self, user: Row, permission: str) -> bool:
        return permission == "time-tracking:manage" or super().has(user, permission)


@mutant("crud", "errors", "scopes", "079", aim="An admin lacks a permission.")
class AdminAsked(Spedy):
    def has(self, user: Row, permission: str) -> bool:
        return super().has(user, permission) and permission != "customers:manage"
