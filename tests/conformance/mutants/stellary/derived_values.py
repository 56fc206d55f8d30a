"""Values the server works out, worked out wrongly."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("derived", "cases", "110", aim="commentCount is always 0.")
class CommentCountZero(Stellary):
    def count_comments(self, card: Row) -> int:
        return 0


@mutant("derived", "cases", "110", aim="commentCount does not fall when a comment is deleted.")
class CommentCountNeverFalls(Stellary):
    def count_comments(self, card: Row) -> int:
        card["most"] = max(card.get("most", 0), super().count_comments(card))
        return int(card["most"])

    def make_comment(self, card: Row, author: Row, content: str) -> Row:
        row = super().make_comment(card, author, content)
        self.count_comments(card)
        return row


@mutant("derived", "cases", "110", aim="commentCount counts the comments of the whole project.")
class CommentCountOfProject(Stellary):
    def count_comments(self, card: Row) -> int:
        cards = {row["id"] for row in self.all_of("cards", projectId=card["projectId"])}
        return sum(row["cardId"] in cards for row in self.all_of("comments"))


@mutant("derived", "cases", "117", aim="attachmentCount is one too many.")
class AttachmentCountOff(Stellary):
    def count_attachments(self, card: Row) -> int:
        return super().count_attachments(card) + 1


@mutant("derived", "cases", "117", aim="attachmentCount counts different names, not files.")
class AttachmentCountOfNames(Stellary):
    def count_attachments(self, card: Row) -> int:
        return len({row["originalName"] for row in self.all_of("attachments", cardId=card["id"])})


@mutant("derived", "cases", "121", aim="The number of unread notifications is the number of all.")
class UnreadCountsAll(Stellary):
    def count_notifications(self, request: Request) -> object:
        return {"count": len(self.mine(request))}


@mutant("derived", "cases", "121", "123", aim="The number of unread notifications stops at 3.")
class UnreadStopsEarly(Stellary):
    def count_notifications(self, request: Request) -> object:
        return {"count": min(len(self.unread(request)), 3)}


@mutant("derived", "cases", "198", aim="The progress of a checklist stays what it was at the start.")
class ProgressStale(Stellary):
    def progress(self, card: Row) -> int:
        stale: int = card.setdefault("stale", super().progress(card))
        return stale

    def make_card(self, column: Row, body: Row, order: int) -> Row:
        card = super().make_card(column, body, order)
        self.progress(card)
        return card


@mutant("derived", "cases", "198", aim="The progress of a checklist counts what is open.")
class ProgressUpsideDown(Stellary):
    def progress(self, card: Row) -> int:
        return 100 - super().progress(card) if card["checklist"] else 0


@mutant("derived", "cases", "198", aim="The progress of a checklist is not followed when an item is deleted.")
class ProgressIgnoresDelete(Stellary):
    def delete_item(self, request: Request) -> object:
        before = self.progress(request.card)
        answer = super().delete_item(request)
        request.card["frozen"] = before
        return answer

    def progress(self, card: Row) -> int:
        return int(card.get("frozen", super().progress(card)))


@mutant("derived", "cases", "076", aim="The portfolio leaves the newest project out.")
class PortfolioForgets(Stellary):
    def portfolio(self, request: Request) -> object:
        return [self.sum_up(project) for project in self.projects_of(request)[:-1]]


@mutant("derived", "cases", "crud", "077", aim="A new project has no columns.")
class BoardBare(Stellary):
    def create_project(self, request: Request) -> object:
        body = self.take(request, "project")
        return self.show_project(self.make_project(request.workspace, request.user, body["name"], ()))


@mutant("derived", "cases", "136", aim="The state of the cockpit echoes the default profile whatever was asked.")
class ProfileNotEchoed(Stellary):
    def usage(self, request: Request, query: Row) -> Row:
        return super().usage(request, {})


@mutant("derived", "cases", "136", aim="The profile of the cockpit is execution unless told otherwise.")
class ProfileDefaultWrong(Stellary):
    def usage(self, request: Request, query: Row) -> Row:
        return super().usage(request, {"profile": "execution"} | query)


@mutant("derived", "cases", "169", aim="lastUsedAt stays null.")
class NeverUsed(Stellary):
    def use_pat(self, pat: Row) -> None:
        return


@mutant("derived", "cases", "195", aim="A relation shows at one end only.")
class RelationOneSided(Stellary):
    def list_relations(self, request: Request) -> object:
        return [row for row in self.relations_of(request.card) if row["id"] in self.own(request.card)]

    def own(self, card: Row) -> set[str]:
        """Ids of the relations that start at a card."""
        return {row["id"] for row in self.all_of("relations", sourceCardId=card["id"])}


@mutant("derived", "cases", "195", aim="blocks reads blocks from the other end too.")
class RelationNotTurned(Stellary):
    def turn(self, row: Row) -> Row:
        return super().turn(row) | {"type": row["type"]}


@mutant("derived", "cases", "109", aim="Every comment is by the owner of the workspace.")
class AuthorFixed(Stellary):
    def show_comment(self, row: Row) -> Row:
        card = self.tables["cards"][row["cardId"]]
        workspace = self.tables["projects"][card["projectId"]]["workspaceId"]
        return super().show_comment(row) | {"authorId": self.tables["workspaces"][workspace]["ownerId"]}


@mutant("derived", "crud", "099", aim="A new card is archived.")
class BornArchived(Stellary):
    def make_card(self, column: Row, body: Row, order: int) -> Row:
        return super().make_card(column, {"archived": True} | body, order)


@mutant("derived", "crud", "142", aim="A new mission of the cockpit is in progress.")
class BornInProgress(Stellary):
    def add_to_cockpit(self, request: Request, kind: str, letters: str, row: Row) -> Row:
        return super().add_to_cockpit(request, kind, letters, row | {"status": "in_progress"})


@mutant("derived", "378", aim="Everybody is told that he owns the organization.")
class OwnersAll(Stellary):
    def role_in(self, request: Request, org: Row) -> str:
        return "owner"


@mutant("derived", "378", aim="Everybody is told the roles of the one who founded the workspace.")
class FoundersAll(Stellary):
    def show_workspace(self, request: Request, row: Row) -> Row:
        return super().show_workspace(request, row) | {"myRole": "admin", "myPilotageRole": "owner"}
