"""Organizations: how they are made, who sees them, and what goes with them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import organization, place
from conformance.cases.stellary.steps import Row, answered, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant


def found(bench: Bench, who: Principal | None = None, **fields: Json) -> Exchange:
    """Try to make an organization; one that comes into being is removed after the check. ``...`` leaves a field out."""
    body: Row = {"name": "Judge", "slug": f"judge-{bench.word()}"} | fields
    body = {name: value for name, value in body.items() if value is not ...}
    answer = call(bench, "createOrganization", body, who=who)
    if 200 <= answer.status < 300 and answer.is_json and isinstance(answer.json(), dict):
        bench.adopt("Organization", str(body.get("slug")), principal=who)
    return answer


def own_list(bench: Bench, who: Principal) -> tuple[list[Row], Exchange]:
    """The organizations somebody sees."""
    answer = call(bench, "listOrganizations", who=who)
    return listed(bench, answer, "listing one's organizations"), answer


@check(writes=True)
def creation(bench: Bench, _: Subject) -> None:
    """An organization needs a name and a slug; its creation answers 201 with the caller as ownerId."""
    owner, slug = newcomer(bench), f"judge-{bench.word()}"
    answer = found(bench, owner, name="Judge & Sons", slug=slug)
    made = answered(bench, answer, "creating an organization")
    equal(bench, answer.status, 201, "the creation of an organization is not answered with 201", answer)
    seen = [made.get(name) for name in ("name", "slug", "ownerId")]
    wanted = ["Judge & Sons", slug, owner.user]
    equal(bench, seen, wanted, "a new organization has another name, slug or owner", answer)
    bench.expect(made.get("createdAt"), "a new organization has no createdAt", expected="a time", exchange=answer)
    for lacking in ("name", "slug"):
        refused(bench, found(bench, owner, **{lacking: ...}), f"an organization without {lacking}", 400)


@check(writes=True)
def slug_length(bench: Bench, _: Subject) -> None:
    """A slug has 2 to 60 characters; 1 or 61 are refused with 400."""
    owner = newcomer(bench)
    stem = f"judge-{bench.word()}-"
    for slug in (bench.word()[:1], stem.ljust(61, "x")):
        refused(bench, found(bench, owner, slug=slug), f"a slug of {len(slug)} characters", 400)
    for slug in (bench.word()[:2], stem.ljust(60, "x")):
        answer = found(bench, owner, slug=slug)
        if answer.status != 409:  # somebody else may have it
            succeeded(bench, answer, f"a slug of {len(slug)} characters")


@check(writes=True)
def slug_form(bench: Bench, _: Subject) -> None:
    """A slug with upper case, a space or an underscore is refused with 400."""
    owner, word = newcomer(bench), bench.word()
    for what, slug in (
        ("upper case", f"Judge-{word}"),
        ("a space", f"judge {word}"),
        ("an underscore", f"judge_{word}"),
    ):
        refused(bench, found(bench, owner, slug=slug), f"a slug with {what}", 400)
    succeeded(bench, found(bench, owner, slug=f"judge-{word}-2"), "a slug of letters, digits and hyphens")


@check(writes=True)
def creator_is_owner(bench: Bench, _: Subject) -> None:
    """The creator sees myRole owner."""
    owner = newcomer(bench)
    org = organization(bench, owner)
    answer = call(bench, "getOrganization", who=owner, at=org)
    role = answered(bench, answer, "reading a new organization").get("myRole")
    equal(bench, role, "owner", "the creator of an organization does not read myRole owner", answer)
    rows, answer = own_list(bench, owner)
    roles = [row.get("myRole") for row in rows if row.get("slug") == org.name]
    equal(bench, roles, ["owner"], "the creator of an organization is not listed with myRole owner", answer)


@check(writes=True)
def own_only(bench: Bench, _: Subject) -> None:
    """The list holds the organizations of the caller and no others."""
    one, other = newcomer(bench), newcomer(bench)
    mine, others = organization(bench, one), organization(bench, other)
    rows, answer = own_list(bench, one)
    slugs = [row.get("slug") for row in rows]
    bench.expect(mine.name in slugs, "one's own organization is not listed", observed=slugs, exchange=answer)
    bench.expect(others.name not in slugs, "the list shows somebody else's organization", exchange=answer)
    strange = [row.get("slug") for row in rows if row.get("myRole") not in ("owner", "admin", "member")]
    equal(bench, strange, [], "the list shows organizations in which the caller has no role", answer)


@check(writes=True)
def deletion_takes_all(bench: Bench, _: Subject) -> None:
    """With an organization go its workspaces, projects and data."""
    owner = newcomer(bench)
    at = place(bench, owner)
    ids = _fill(bench, owner, at)
    others = [row.get("id") for row in own_list(bench, owner)[0] if row.get("slug") != at.path["orgSlug"]]
    succeeded(bench, call(bench, "deleteOrganization", who=owner, at=at), "deleting one's organization")
    rows, answer = own_list(bench, owner)
    left = [row.get("id") for row in rows]
    equal(bench, left, others, "a deleted organization is still listed", answer)
    _gone(bench, owner, at, ids)
    again = found(bench, owner, slug=at.path["orgSlug"])
    if again.status == 409:  # nobody says that a slug is free again
        return
    succeeded(bench, again, "the slug of a deleted organization")
    rows = listed(
        bench, call(bench, "listWorkspaces", who=owner, at=at), "listing the workspaces of a new organization"
    )
    strange = [row.get("slug") for row in rows if row.get("slug") == at.path["wsSlug"]]
    equal(bench, strange, [], "a new organization has the workspaces of a deleted one of its slug")
    body = {"name": "Judge", "slug": at.path["wsSlug"]}
    succeeded(bench, call(bench, "createWorkspace", body, who=owner, at=at), "creating a workspace")
    _gone_below(bench, owner, at, ids)


def _fill(bench: Bench, owner: Principal, at: Tenant) -> dict[str, Json]:
    """A project with a card, and a document; their ids."""
    project = answered(bench, call(bench, "createProject", {"name": "P"}, who=owner, at=at), "creating a project")
    ids: Row = {"projectId": str(project.get("id"))}
    body: Row = {"name": "C"}
    column = answered(bench, call(bench, "createColumn", body, who=owner, at=at, **ids), "creating a column")
    body = {"title": "T"}
    answer = call(bench, "createCard", body, who=owner, at=at, columnId=column.get("id"), **ids)
    ids["cardId"] = str(answered(bench, answer, "creating a card").get("id"))
    body = {"title": "D", "docType": "note", "content": {"type": "doc", "content": []}}
    document = answered(bench, call(bench, "createDocument", body, who=owner, at=at), "creating a document")
    return ids | {"documentId": str(document.get("id"))}


def _gone(bench: Bench, owner: Principal, at: Tenant, ids: dict[str, Json]) -> None:
    for operation in ("getOrganization", "listWorkspaces", "getWorkspace", "listProjects", "listDocuments"):
        answer = call(bench, operation, who=owner, at=at)
        refused(bench, answer, f"{operation} in a deleted organization", 404, 403)
    _gone_below(bench, owner, at, ids)


def _gone_below(bench: Bench, owner: Principal, at: Tenant, ids: dict[str, Json]) -> None:
    below = (("getProject", "projectId"), ("listCards", "projectId"), ("getDocument", "documentId"))
    for operation, name in below:
        answer = call(bench, operation, who=owner, at=at, **{name: ids[name]})
        refused(bench, answer, f"{operation} of what lay in a deleted organization", 404, 403)
