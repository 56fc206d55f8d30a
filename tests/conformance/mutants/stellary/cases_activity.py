"""Happenings nobody hears of, or hears wrongly."""

from __future__ import annotations

from typing import ClassVar

from .honest import Request, Row, Stellary
from .registry import mutant


class Silent(Stellary):
    """A server that tells nobody of one kind of activity: ``silence`` names it."""

    silence: ClassVar[str] = ""

    def tell(self, request: Request, kind: str, **meta: object) -> None:
        if kind != self.silence:
            super().tell(request, kind, **meta)


@mutant("cases", "127", aim="Nobody hears of a new card.")
class CreatedUntold(Silent):
    silence = "card_created"


@mutant("cases", "128", aim="Nobody hears of a changed card.")
class UpdatedUntold(Silent):
    silence = "card_updated"


@mutant("cases", "129", aim="Nobody hears of a moved card.")
class MovedUntold(Silent):
    silence = "card_moved"


@mutant("cases", "130", aim="Nobody hears of an archived card.")
class ArchivedUntold(Silent):
    silence = "card_archived"


@mutant("cases", "131", aim="Nobody hears of a deleted card.")
class DeletedUntold(Silent):
    silence = "card_deleted"


@mutant("cases", "132", aim="Nobody hears of a card that was given to somebody.")
class AssignedUntold(Silent):
    silence = "card_assigned"


@mutant("cases", "133", aim="Nobody hears of a new comment.")
class CommentUntold(Silent):
    silence = "comment_added"


@mutant("cases", "085", aim="Nobody hears of a new member of a project.")
class MemberAddedUntold(Silent):
    silence = "member_added"


@mutant("cases", "085", aim="Nobody hears of a member who was removed from a project.")
class MemberRemovedUntold(Silent):
    silence = "member_removed"


@mutant("cases", "129", aim="A moved card is told without the names of the columns.")
class MoveWithoutNames(Stellary):
    def tell(self, request: Request, kind: str, **meta: object) -> None:
        super().tell(request, kind, **{k: v for k, v in meta.items() if k not in ("fromColumn", "toColumn")})


@mutant("cases", "129", aim="A moved card is told with the ids of the columns for their names.")
class MoveWithIds(Stellary):
    def tell(self, request: Request, kind: str, **meta: object) -> None:
        if kind == "card_moved":
            meta |= {"toColumn": request.card["columnId"]}
        super().tell(request, kind, **meta)


@mutant("cases", "129", aim="A moved card is told the wrong way round.")
class MoveTurned(Stellary):
    def tell(self, request: Request, kind: str, **meta: object) -> None:
        if kind == "card_moved":
            meta |= {"fromColumn": meta["toColumn"], "toColumn": meta["fromColumn"]}
        super().tell(request, kind, **meta)


@mutant("cases", "134", aim="An activity names the one who hears of it as its actor.")
class ActorIsHearer(Stellary):
    def show_notification(self, row: Row) -> Row:
        shown = super().show_notification(row)
        return shown | {"activity": shown["activity"] | {"actorId": row["userId"]}}


@mutant("cases", "122", aim="Marking all as read leaves one unread.")
class ReadAllLeavesOne(Stellary):
    def read_all_notifications(self, request: Request) -> object:
        self.mark(self.unread(request)[1:])
        return {"ok": True}


@mutant("cases", "122", aim="Marking all as read answers well and does nothing.")
class ReadAllIdle(Stellary):
    def read_all_notifications(self, request: Request) -> object:
        return {"ok": True}


@mutant("cases", "123", aim="Marking one as read marks all.")
class ReadOneReadsAll(Stellary):
    def read_notification(self, request: Request) -> object:
        shown = super().read_notification(request)
        self.mark(self.unread(request))
        return shown


@mutant("cases", "123", aim="Marking one as read is shown and not kept.")
class ReadOneIdle(Stellary):
    def read_notification(self, request: Request) -> object:
        row = self.find("notifications", request.args["id"], userId=request.user["id"])
        return self.show_notification(row | {"readAt": self.stamp()})


@mutant("cases", "shape", "124", aim="An unread notification is born with a time of reading.")
class BornRead(Stellary):
    def show_notification(self, row: Row) -> Row:
        shown = super().show_notification(row)
        return shown | {"readAt": shown["readAt"] or shown["activity"]["createdAt"]}


@mutant("cases", "066", aim="Nobody mails an invitation.")
class MailUnsent(Stellary):
    def mail(self, invitation: Row) -> None:
        return


@mutant("cases", "066", aim="The mail of an invitation carries another token.")
class MailWithOtherToken(Stellary):
    def mail(self, invitation: Row) -> None:
        super().mail(invitation | {"token": invitation["token"][::-1]})

    def show_invitation(self, row: Row) -> Row:
        return {name: value for name, value in super().show_invitation(row).items() if name != "token"}
