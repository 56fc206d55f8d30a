"""Workspaces: their slugs, what they show, who sees them, and the roles in them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import join, organization, place, workspace
from conformance.cases.stellary.steps import Row, answered, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant


def settle(bench: Bench, owner: Principal, org: Tenant, **fields: Json) -> Exchange:
    """Try to make a workspace, which goes with its organization. ``...`` leaves a field out."""
    body: Row = {"name": "Judge", "slug": f"judge-{bench.word()}"} | fields
    body = {name: value for name, value in body.items() if value is not ...}
    return call(bench, "createWorkspace", body, who=owner, at=org)


@check(writes=True)
def slug_form(bench: Bench, _: Subject) -> None:
    """A workspace needs a name and a slug of 2 to 60 lower-case characters."""
    owner = newcomer(bench)
    org = organization(bench, owner)
    for lacking in ("name", "slug"):
        refused(bench, settle(bench, owner, org, **{lacking: ...}), f"a workspace without {lacking}", 400)
    for slug in ("x", "x" * 61):
        refused(bench, settle(bench, owner, org, slug=slug), f"a workspace's slug of {len(slug)} characters", 400)
    refused(bench, settle(bench, owner, org, slug="Engineering"), "a workspace's slug with upper case", 400)
    for slug in ("xy", "x" * 60):
        succeeded(bench, settle(bench, owner, org, slug=slug), f"a workspace's slug of {len(slug)} characters")


@check(writes=True)
def accessible_only(bench: Bench, _: Subject) -> None:
    """The list holds the workspaces the caller may enter and no others."""
    owner = newcomer(bench)
    org = organization(bench, owner)
    open_one, closed = workspace(bench, owner, org), workspace(bench, owner, org)
    person = join(bench, owner, open_one)
    answer = call(bench, "listWorkspaces", who=person, at=org)
    slugs = [str(row.get("slug")) for row in listed(bench, answer, "listing workspaces")]
    wanted = [open_one.path["wsSlug"]]
    equal(bench, slugs, wanted, "the list of workspaces is not the one the caller was let into", answer)
    answer = call(bench, "listWorkspaces", who=owner, at=org)
    slugs = sorted(str(row.get("slug")) for row in listed(bench, answer, "listing workspaces"))
    wanted = sorted([*wanted, closed.path["wsSlug"]])
    equal(bench, slugs, wanted, "the list of workspaces is not that of both the caller made", answer)


@check(writes=True)
def shown_fields(bench: Bench, _: Subject) -> None:
    """A workspace shows name, slug, organizationId, ownerId, isPersonal, myRole, myPilotageRole, createdAt and
    updatedAt.
    """
    owner = newcomer(bench)
    org = organization(bench, owner)
    at = workspace(bench, owner, org, name="Judge & Sons")
    answer = call(bench, "getWorkspace", who=owner, at=at)
    row = answered(bench, answer, "reading a workspace")
    wanted = {"id": at.value, "name": "Judge & Sons", "slug": at.path["wsSlug"], "organizationId": org.value}
    wanted |= {"ownerId": owner.user}
    seen = {name: row.get(name) for name in wanted}
    equal(bench, seen, wanted, "a workspace shows another id, name, slug, organization or owner", answer)
    equal(bench, row.get("isPersonal"), False, "a workspace somebody made says that it is personal", answer)
    lacking = [name for name in ("myRole", "myPilotageRole", "createdAt", "updatedAt") if not row.get(name)]
    equal(bench, lacking, [], "a workspace does not show its roles and times", answer)


@check(writes=True)
def same_slug_in_two_organizations(bench: Bench, _: Subject) -> None:
    """Two organizations may have workspaces of one slug."""
    owner, slug = newcomer(bench), f"judge-{bench.word()}"
    one, other = organization(bench, owner), organization(bench, owner)
    first = answered(bench, settle(bench, owner, one, slug=slug), "creating a workspace").get("id")
    answer = call(bench, "getWorkspace", who=owner, at=other, wsSlug=slug)
    refused(bench, answer, "the slug of a workspace in another organization", 404, 403)
    second = answered(bench, settle(bench, owner, other, slug=slug), "a slug that another organization has").get("id")
    for org, ident in ((one, first), (other, second)):
        answer = call(bench, "getWorkspace", who=owner, at=org, wsSlug=slug)
        seen = answered(bench, answer, "reading a workspace").get("id")
        equal(bench, seen, ident, "a slug leads to the workspace of another organization", answer)


@check(writes=True)
def member_roles(bench: Bench, _: Subject) -> None:
    """Role and pilotage role of a member can be set apart or together."""
    owner = newcomer(bench)
    at = place(bench, owner)
    person = join(bench, owner, at)
    for change, wanted in (
        ({"pilotageRole": "reviewer"}, ["member", "reviewer"]),
        ({"role": "admin"}, ["admin", "reviewer"]),
        ({"role": "member", "pilotageRole": "owner"}, ["member", "owner"]),
    ):
        answer = call(bench, "updateWorkspaceMember", change, who=owner, at=at, userId=person.user)
        succeeded(bench, answer, "changing the roles of a member")
        row = answered(bench, call(bench, "getWorkspace", who=person, at=at), "reading a workspace")
        seen = [row.get("myRole"), row.get("myPilotageRole")]
        equal(bench, seen, wanted, f"the member's roles are others after a change of {' and '.join(change)}", answer)


@check(writes=True)
def pilotage_role_values(bench: Bench, _: Subject) -> None:
    """A pilotageRole outside viewer, reviewer and owner is refused with 400."""
    owner = newcomer(bench)
    at = place(bench, owner)
    person = join(bench, owner, at)
    for role in ("admin", "nobody"):
        body = {"pilotageRole": role}
        answer = call(bench, "updateWorkspaceMember", body, who=owner, at=at, userId=person.user)
        refused(bench, answer, f"the pilotageRole {role}", 400)


@check(writes=True)
def creator_roles(bench: Bench, _: Subject) -> None:
    """Who makes a workspace owns it, is its admin and the owner of its cockpit."""
    owner = newcomer(bench)
    answer = call(bench, "getWorkspace", who=owner, at=place(bench, owner))
    row = answered(bench, answer, "reading a new workspace")
    seen = [row.get(name) for name in ("ownerId", "myRole", "myPilotageRole")]
    wanted = [owner.user, "admin", "owner"]
    equal(bench, seen, wanted, "the maker of a workspace is not its owner, admin and owner of its cockpit", answer)
