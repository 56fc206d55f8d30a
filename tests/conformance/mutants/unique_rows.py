"""Duplicates let in, or refused where they are none."""

from __future__ import annotations

from .honest import Honest, Refusal
from .honest.rows import Agent, Org, Project
from .registry import mutant


@mutant("unique", "CODESPAR-109", "CODESPAR-018", aim="A second organization of the same slug replaces the first.")
class DuplicateOrgAccepted(Honest):
    def check_org_free(self, org: Org) -> None:
        return


@mutant("unique", "CODESPAR-109", aim="A taken slug gets a number behind it instead of a conflict.")
class DuplicateOrgNumbered(Honest):
    def check_org_free(self, org: Org) -> None:
        if org.id in self.state.orgs:
            org.slug = f"{org.slug}-{len(self.state.orgs)}"
            org.id = f"org-{org.slug}"


@mutant("unique", "CODESPAR-086", "CODESPAR-018", aim="The same repository can be two projects of one organization.")
class DuplicateProjectAccepted(Honest):
    def check_repo_free(self, repo: str, org: str | None) -> None:
        return


@mutant("unique", "tenancy", "CODESPAR-087", aim="A repository of one organization is taken for all others.")
class RepoTakenForAll(Honest):
    def check_repo_free(self, repo: str, org: str | None) -> None:
        if any(project.repo == repo for project in self.state.projects.values()):
            raise Refusal(409, "PROJECT_ALREADY_EXISTS", "The project exists already")


@mutant("unique", "cases", "CODESPAR-078", "CODESPAR-018", aim="A linked agent can be linked again.")
class LinkTwice(Honest):
    def check_unlinked(self, agent: Agent) -> None:
        return


@mutant("unique", "CODESPAR-159", aim="The repository of a deleted project stays taken.")
class RepoStaysTaken(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.dropped: set[tuple[str, str | None]] = set()

    def drop_project(self, project: Project) -> None:
        super().drop_project(project)
        self.dropped.add((project.repo, project.org))

    def check_repo_free(self, repo: str, org: str | None) -> None:
        super().check_repo_free(repo, org)
        if (repo, org) in self.dropped:
            raise Refusal(409, "PROJECT_ALREADY_EXISTS", "The project existed once")
