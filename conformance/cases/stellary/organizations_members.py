"""Members of organizations: added, changed and removed, but for the owner."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import join, join_organization, organization, place
from conformance.cases.stellary.steps import Row, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange
from conformance.target import Principal, Tenant


def members(bench: Bench, who: Principal, at: Tenant) -> tuple[list[Row], Exchange]:
    """The members of an organization as they are listed."""
    answer = call(bench, "listOrgMembers", who=who, at=at)
    return listed(bench, answer, "listing the members of an organization"), answer


def role_of(bench: Bench, who: Principal, at: Tenant, person: Principal) -> str | None:
    """The role somebody is listed with; None where nobody of that id is listed."""
    rows, _answer = members(bench, who, at)
    return next((str(row.get("role")) for row in rows if row.get("userId") == person.user), None)


@check(module="organizations", writes=True)
def member_list(bench: Bench, _: Subject) -> None:
    """The list of members shows userId, role and email, the owner included."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    person = join_organization(bench, owner, at)
    rows, answer = members(bench, owner, at)
    seen = sorted([str(row.get("userId")), str(row.get("role")), str(row.get("email")).lower()] for row in rows)
    wanted = sorted(
        [str(who.user), role, str(who.email).lower()] for who, role in ((owner, "owner"), (person, "member"))
    )
    equal(bench, seen, wanted, "the list of members is not the owner and the member with id, role and email", answer)


@check(module="organizations", writes=True)
def add_member(bench: Bench, _: Subject) -> None:
    """A member is added by email, as admin or member."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    for role in ("admin", "member"):
        person = join_organization(bench, owner, at, role)
        seen = role_of(bench, owner, at, person)
        equal(bench, seen, role, f"who was added to an organization as {role} is not listed as one")
        answer = call(bench, "getOrganization", who=person, at=at)
        succeeded(bench, answer, "reading an organization one was added to")


@check(module="organizations", writes=True)
def member_roles(bench: Bench, _: Subject) -> None:
    """A role outside admin and member, owner included, is refused with 400."""
    owner, person = newcomer(bench), newcomer(bench)
    at = organization(bench, owner)
    for role in ("owner", "guest", ""):
        body = {"email": person.email, "role": role}
        answer = call(bench, "addOrgMember", body, who=owner, at=at)
        refused(bench, answer, f"adding a member with the role {role or 'of no word'}", 400)


@check(module="organizations", writes=True)
def unknown_email(bench: Bench, _: Subject) -> None:
    """An address that nobody has is refused with 404."""
    owner = newcomer(bench)
    body = {"email": f"nobody-{bench.word()}@example.com", "role": "member"}
    answer = call(bench, "addOrgMember", body, who=owner, at=organization(bench, owner))
    refused(bench, answer, "adding an address that nobody has", 404)


@check(module="organizations", writes=True)
def member_twice(bench: Bench, _: Subject) -> None:
    """Adding a member again is refused with 409."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    person = join_organization(bench, owner, at)
    for who in (person, owner):
        answer = call(bench, "addOrgMember", {"email": who.email, "role": "member"}, who=owner, at=at)
        refused(bench, answer, "adding a member again", 409)


@check(module="organizations", writes=True)
def owner_stays(bench: Bench, _: Subject) -> None:
    """The role of the owner cannot be changed."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    for who in (join_organization(bench, owner, at, "admin"), owner):
        answer = call(bench, "updateOrgMember", {"role": "member"}, who=who, at=at, userId=owner.user)
        refused(bench, answer, "another role for the owner", 403, 400, 409)
        seen = role_of(bench, owner, at, owner)
        equal(bench, seen, "owner", "the owner is the owner no longer", answer)


@check(module="organizations", writes=True)
def change_role(bench: Bench, _: Subject) -> None:
    """A changed role shows in the list."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    person = join_organization(bench, owner, at)
    for role in ("admin", "member"):
        answer = call(bench, "updateOrgMember", {"role": role}, who=owner, at=at, userId=person.user)
        succeeded(bench, answer, "changing a member's role")
        seen = role_of(bench, owner, at, person)
        equal(bench, seen, role, f"the list does not show the new role {role}", answer)


@check(module="organizations", writes=True)
def remove_member(bench: Bench, _: Subject) -> None:
    """A removed member is gone from the list and has no access any more."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    person = join_organization(bench, owner, at, "admin")
    answer = call(bench, "removeOrgMember", who=owner, at=at, userId=person.user)
    succeeded(bench, answer, "removing a member")
    seen = role_of(bench, owner, at, person)
    equal(bench, seen, None, "a removed member is still listed", answer)
    slug = f"judge-{bench.word()}"
    refused(bench, call(bench, "getOrganization", who=person, at=at), "reading as a removed member", 403, 404)
    body = {"name": "Judge", "slug": slug}
    refused(bench, call(bench, "createWorkspace", body, who=person, at=at), "writing as a removed member", 403, 404)


@check(module="organizations", writes=True)
def owner_not_removed(bench: Bench, _: Subject) -> None:
    """The owner cannot be removed."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    for who in (join_organization(bench, owner, at, "admin"), owner):
        answer = call(bench, "removeOrgMember", who=who, at=at, userId=owner.user)
        refused(bench, answer, "removing the owner", 403, 400, 409)
        seen = role_of(bench, owner, at, owner)
        equal(bench, seen, "owner", "the owner is no longer in the organization", answer)


@check(module="organizations", writes=True)
def removed_from_workspaces(bench: Bench, _: Subject) -> None:
    """Who is removed from an organization has no access to its workspaces."""
    owner = newcomer(bench)
    at = place(bench, owner)
    person = join(bench, owner, at)
    succeeded(bench, call(bench, "getWorkspace", who=person, at=at), "reading a workspace one was invited to")
    answer = call(bench, "removeOrgMember", who=owner, at=at, userId=person.user)
    succeeded(bench, answer, "removing a member")
    for operation in ("getWorkspace", "listProjects"):
        answer = call(bench, operation, who=person, at=at)
        refused(bench, answer, f"{operation} as somebody removed from the organization", 403, 404)
    answer = call(bench, "createProject", {"name": "Judge"}, who=person, at=at)
    refused(bench, answer, "createProject as somebody removed from the organization", 403, 404)
