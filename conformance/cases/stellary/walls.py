"""Walls between people: guards before bodies, workspaces within organizations, and what strangers see."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import join_organization, organization, place, workspace
from conformance.cases.stellary.steps import answered, call, newcomer, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant


@check(writes=True)
def guards_before_body(bench: Bench, _: Subject) -> None:
    """Guards stand before the body: a stranger with a broken body is refused as a stranger."""
    owner, stranger = newcomer(bench), newcomer(bench)
    at = place(bench, owner)
    headers = {"content-type": "application/json"}
    for content, what in (("{}", "a body without members"), ('{"name": ', "broken JSON")):
        for operation in ("createProject", "createDocument"):
            answer = bench.client.call(operation, content=content, headers=headers, tenant=at, principal=stranger)
            refused(bench, answer, f"a stranger's {operation} with {what}", 403, 404)


@check(writes=True)
def member_of_organization_alone(bench: Bench, _: Subject) -> None:
    """Who belongs to the organization and not to the workspace is refused below the workspace."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for role in ("member", "admin"):
        person = join_organization(bench, owner, at, role)
        for operation in ("getWorkspace", "listProjects", "listDocuments", "listAgents", "readPilotageState"):
            answer = call(bench, operation, who=person, at=at)
            refused(bench, answer, f"{operation} by who is in the organization alone", 403, 404)
        for operation, body in (("createProject", {"name": "Judge"}), ("createTodo", {"label": "Judge"})):
            answer = call(bench, operation, body, who=person, at=at)
            refused(bench, answer, f"{operation} by who is in the organization alone", 403, 404)


@check(writes=True)
def strangers_see_nothing(bench: Bench, _: Subject) -> None:
    """One user sees nothing of what another has alone: organizations, workspaces, projects, cards, documents,
    drafts, agents.
    """
    owner, stranger, mark = newcomer(bench), newcomer(bench), f"secret {bench.word()}"
    theirs = workspace(bench, owner, organization(bench, owner, name=mark), name=mark)
    own = place(bench, stranger)
    ids = _fill(bench, owner, theirs, mark)
    beside = _fill(bench, stranger, own, "of his own")
    for answer in [*_reads(bench, stranger, theirs, ids), *_reads(bench, stranger, own, ids)]:
        refused_or_empty = answer.status in (403, 404) or answer.operation in _LISTS
        bench.expect(
            refused_or_empty and mark not in answer.text,
            f"{answer.operation} shows a stranger what another has alone",
            expected="403 or 404, or a list without it",
            exchange=answer,
        )
    for answer in _reads(bench, stranger, own, beside):
        bench.expect(
            mark not in answer.text, f"{answer.operation} shows another's rows among one's own", exchange=answer
        )


_LISTS = (
    *("listOrganizations", "listProjects", "readPortfolio", "listDocuments", "listAgents", "listDrafts"),
    *("listWorkspaces", "getOrganization", "getWorkspace"),
)


def _fill(bench: Bench, owner: Principal, at: Tenant, mark: str) -> dict[str, Json]:
    """A project with a card, a document, an agent and a draft whose names hold a mark; their ids."""
    project = answered(bench, call(bench, "createProject", {"name": mark}, who=owner, at=at), "creating a project")
    ids: dict[str, Json] = {"projectId": str(project.get("id"))}
    column = answered(bench, call(bench, "createColumn", {"name": mark}, who=owner, at=at, **ids), "creating a column")
    body = {"title": mark}
    answer = call(bench, "createCard", body, who=owner, at=at, columnId=column.get("id"), **ids)
    ids["cardId"] = str(answered(bench, answer, "creating a card").get("id"))
    for operation, name, body in (
        ("createDocument", "documentId", {"title": mark, "docType": "note"}),
        ("createAgent", "agentId", {"name": mark, "slug": f"judge-{bench.word()}", "autonomyMode": "supervised"}),
        ("createDraft", "draftId", {"name": mark, "description": mark}),
    ):
        row = answered(bench, call(bench, operation, body, who=owner, at=at), operation)
        ids[name] = str(row.get("id"))
    return ids


def _reads(bench: Bench, who: Principal, at: Tenant, ids: dict[str, Json]) -> list[Exchange]:
    """Everything that could show the rows of a workspace."""
    found = [call(bench, operation, who=who, at=at) for operation in _LISTS]
    below = {"getProject": "projectId", "exportProject": "projectId", "listColumns": "projectId"}
    below |= {"listCards": "projectId", "getDocument": "documentId", "getAgent": "agentId", "getDraft": "draftId"}
    found += [call(bench, operation, who=who, at=at, **{name: ids[name]}) for operation, name in below.items()]
    both = {name: ids[name] for name in ("projectId", "cardId")}
    return [*found, call(bench, "listComments", who=who, at=at, **both)]
