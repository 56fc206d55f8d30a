"""Organizations, and what a server remembers for them."""

from __future__ import annotations

import re

from .links import Links
from .rows import Org
from .wire import Refusal, Reply, Request, Routes, Row

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Orgs(Links):
    """Organizations and GET /api/memory, whose numbers follow them."""

    ROUTES: Routes = (
        ("GET", "/api/orgs", "list_orgs"),
        ("POST", "/api/orgs", "create_org"),
        ("GET", "/api/orgs/:id", "get_org"),
        ("GET", "/api/memory", "get_memory"),
    )

    def list_orgs(self, request: Request) -> object:
        """All organizations; the header does not narrow them."""
        return [self.show_org(org) for org in self.orgs_for(request.org)]

    def orgs_for(self, context: str | None) -> list[Org]:
        """The organizations a context shows, oldest first."""
        return list(self.state.orgs.values())

    def get_org(self, request: Request) -> object:
        """One organization with its projects and members."""
        org = next((row for row in self.orgs_for(request.org) if row.id == request.arg), None)
        if org is None:
            raise self.no_org()
        return self.show_org_whole(org)

    def no_org(self) -> Refusal:
        """The refusal for an organization nobody has."""
        return Refusal(404, "ORG_NOT_FOUND", "Organization not found")

    def create_org(self, request: Request) -> object:
        """A new organization, usable as a tenant at once."""
        body = self.read_body(request)
        name = self.required(body, "name")
        slug = self.slug_of(name) if body.get("slug") is None else self.check_slug(body["slug"])
        org = Org(self.name_org(slug), name, slug, self.now())
        self.check_org_free(org)
        self.keep_org(org)
        return Reply(self.CREATED, self.show_org_created(org))

    def slug_of(self, name: str) -> str:
        """The slug of a name: small letters and digits, a dash between the runs."""
        return self.check_slug(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"))

    def check_slug(self, slug: object) -> str:
        """A well-formed slug."""
        if not isinstance(slug, str) or not SLUG.fullmatch(slug):
            raise Refusal(400, "INVALID_PARAMETER", "slug must be small letters and digits with single dashes")
        return slug

    def name_org(self, slug: str) -> str:
        """The id of an organization."""
        return f"org-{slug}"

    def check_org_free(self, org: Org) -> None:
        """Refuse a slug that is taken."""
        if org.id in self.state.orgs:
            raise Refusal(409, "ORG_ALREADY_EXISTS", "The organization exists already")

    def keep_org(self, org: Org) -> None:
        """Put a new organization among the others."""
        self.state.orgs[org.id] = org

    def project_count(self, org: Org) -> int:
        """How many projects an organization has."""
        return len(self.projects_in(org))

    def projects_in(self, org: Org) -> list[Row]:
        """The projects of an organization as its detail shows them."""
        rows: list[Row] = []
        for project in self.state.projects.values():
            if project.org == org.id:
                agent = self.state.agents.get(project.agent)
                row: Row = {"id": project.id, "name": project.name, "repo": project.repo, "agentId": project.agent}
                row["agentStatus"] = agent.status if agent else "ERROR"
                row["autonomyLevel"] = agent.level if agent else 0
                rows.append(row | {"createdAt": self.stamp(project.created)})
        return rows

    def show_org(self, org: Org) -> Row:
        """An organization in a list."""
        return {
            "id": org.id,
            "name": org.name,
            "slug": org.slug,
            "projectCount": self.project_count(org),
            "memberCount": len(org.members),
            "createdAt": self.stamp(org.created),
        }

    def show_org_whole(self, org: Org) -> Row:
        """An organization read by its id."""
        return {**self.show_org(org), "projects": self.projects_in(org), "members": org.members}

    def show_org_created(self, org: Org) -> Row:
        """The answer to a creation."""
        return {**self.show_org(org), "storageDir": f".codespar/orgs/{org.id}/"}

    def get_memory(self, request: Request) -> object:
        """What is remembered in the context."""
        return self.memory_of(request.org)

    def memory_of(self, org: str | None) -> Row:
        """The numbers of a context; a young organization has nothing yet."""
        known = self.state.memory.get(org)
        if known is not None:
            return known
        when = self.stamp(self.state.orgs[org].created if org else self.boot)
        store: Row = {"totalEmbeddings": 0, "storageMB": 0, "lastSync": when, "dimensions": 1536, "backend": "file"}
        talk: Row = {"totalMessages": 0, "uniqueUsers": 0, "channels": {}, "retentionDays": 30}
        context: Row = {"filesIndexed": 0, "lastIndexed": when, "repo": ""}
        return {"vectorStore": store, "conversations": talk, "projectContext": context}
