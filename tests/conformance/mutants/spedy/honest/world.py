"""The rows a Spedy subject starts with: Acme and Globex, Starter Ltd without Pro, and one that may be erased."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Row

from .people import BOARD_ROLES, ORGS, PEOPLE
from .webhooks import Search

STATUSES: tuple[Row, ...] = (
    {"name": "Backlog", "color": "#6B7280", "category": "PLANNING", "isDefault": True},
    {"name": "Todo", "color": "#3B82F6", "category": "ACTIVE"},
    {"name": "In Progress", "color": "#F59E0B", "category": "ACTIVE"},
    {"name": "Blocked", "color": "#EF4444", "category": "ACTIVE"},
    {"name": "Done", "color": "#10B981", "category": "FINAL", "isMandatory": True},
)
TYPES = ("Feature", "Bug", "Epic")


class World(Search):
    """``furnish`` goes through the same methods as requests do."""

    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.people: dict[str, Row] = {}
        self.values: dict[str, str] = {}
        for slug, about in ORGS.items():
            self.found_org(slug, about)
        for tag, (slug, role, permissions, _) in PEOPLE.items():
            self.people[tag] = self.hire(tag, self.org_called(slug), role, permissions)
            self.values[tag] = self.make_token(self.people[tag], tag)[1]
        for slug in ORGS:
            org = self.org_called(slug)
            team = self.make_team(org, {"name": "Core", "isDefault": True})
            self.make_team(org, {"name": "Spare", "isDefault": True})
            for tag, (home, _, _, core) in PEOPLE.items():
                if core and home == slug:
                    self.join_team(team, self.people[tag])
            admin = next(self.people[tag] for tag, who in PEOPLE.items() if who[0] == slug)
            for name, prefix in (("Website Redesign", "WEB"), ("Mobile App", "MOB")):
                self.fill_board(org, admin, name, prefix)
        if world == "busy":
            self.crowd()

    def org_called(self, slug: str) -> Row:
        """The organization with a slug."""
        return self.all_of("orgs", slug=slug)[0]

    def found_org(self, slug: str, about: Row) -> None:
        """An organization with its statuses, kinds and labels."""
        row = {"id": self.mint("orgs"), "slug": slug, "logo": None, "createdAt": self.stamp()}
        org = self.keep("orgs", row | about)
        for number, status in enumerate(STATUSES):
            self.make_status(org, status | {"order": number})
        for number, name in enumerate(TYPES):
            self.make_type(org, {"name": name, "color": "#3B82F6", "isMandatory": True, "isOrgDefault": number == 0})
        for name in ("Frontend", "Backend"):
            self.make_label(org, {"name": name, "color": "#3B82F6"})
        stamps = {"createdAt": self.stamp(), "updatedAt": self.stamp(), "deletedAt": None}
        customer = {"id": self.mint("customers"), "orgId": org["id"], "name": "First Customer"}
        self.keep("customers", customer | stamps | dict.fromkeys(("email", "phone", "notes")))

    def hire(self, tag: str, org: Row, role: str, permissions: tuple[str, ...]) -> Row:
        """A user."""
        row = {"id": self.mint("users"), "orgId": org["id"], "email": f"{tag}@{org['slug']}.test", "role": role}
        row |= {"name": tag.replace("-", " ").title(), "permissions": permissions, "createdAt": self.stamp()}
        return self.keep("users", row)

    def fill_board(self, org: Row, admin: Row, name: str, prefix: str) -> Row:
        """A board with tickets, a subticket, a comment, a secret one and a milestone."""
        board = self.make_board(org, {"name": name, "prefix": prefix, "milestonesAndReleases": prefix == "WEB"})
        for team in self.default_teams(org):
            self.assign_team(board, team)
        for tag, role in BOARD_ROLES.items():
            if self.people[tag]["orgId"] == org["id"] and prefix == "WEB":
                self.admit(board, self.people[tag], role)
        statuses = self.ordered(self.all_of("statuses", orgId=org["id"]))
        tickets = [
            self.make_ticket(board, admin, {"title": f"Ticket {number}", "statusId": status["id"]})
            for number, status in enumerate(statuses)
        ]
        self.make_ticket(board, admin, {"title": "A part of it", "parentTicketId": tickets[1]["id"]})
        self.tie(tickets[1], tickets[2], "BLOCKS")
        self.say(tickets[1], admin, {"content": "Looks good"})
        self.say(tickets[1], admin, {"content": "Between us only", "isSecret": True})
        self.make_plan("milestones", board, {"name": "Launch"})
        self.make_plan("releases", board, {"name": "1.0"})
        self.make_entry(tickets[1], admin, {"durationMinutes": 22})
        self.make_page(self.make_space(admin, self.space_body(board)), admin, {"title": "Welcome", "content": "Hello"})
        return board

    def space_body(self, board: Row) -> Row:
        """A space that opens with a board."""
        name = f"{board['name']} Wiki"
        return {"name": name, "slug": self.make_slug(name), "boardId": board["id"], "memberMode": "INHERIT_BOARD"}

    def crowd(self) -> None:
        """Much more of everything."""
        admin, org = self.people["admin"], self.org_called("acme-corp")
        board = self.all_of("boards", orgId=org["id"])[0]
        for number in range(60):
            self.make_ticket(board, admin, {"title": f"Old work {number}"})
            self.make_label(org, {"name": f"label-{number}", "color": "#123456"})
