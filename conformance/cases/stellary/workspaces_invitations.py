"""Invitations into a workspace: who gets one, what it opens, and that it opens it once."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import ask_invitation, invite, letters, place, told
from conformance.cases.stellary.steps import answered, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check


@check(module="workspaces", writes=True)
def invited_role(bench: Bench, _: Subject) -> None:
    """An invitation needs an email; its role is admin or member."""
    owner = newcomer(bench)
    at = place(bench, owner)
    refused(bench, ask_invitation(bench, owner, at, {"role": "member"}), "an invitation without email", 400)
    for role in ("owner", "guest"):
        body = {"email": f"judge-{bench.word()}@example.com", "role": role}
        refused(bench, ask_invitation(bench, owner, at, body), f"an invitation as {role}", 400)
    for given in ({"role": "admin"}, {"role": "member"}, {}):
        body = {"email": f"judge-{bench.word()}@example.com"} | given
        answer = ask_invitation(bench, owner, at, body)
        succeeded(bench, answer, f"an invitation as {given['role']}" if given else "an invitation without a role")


@check(module="workspaces", writes=True)
def invitation_tokens_differ(bench: Bench, _: Subject) -> None:
    """Each invitation has a token of its own."""
    owner = newcomer(bench)
    at = place(bench, owner)
    tokens = [invite(bench, owner, at, f"judge-{bench.word()}@example.com") for _number in range(3)]
    equal(bench, len(set(tokens)), 3, "two invitations share a token")


@check(module="workspaces", writes=True, needs=("mail",))
def invitation_mail(bench: Bench, _: Subject) -> None:
    """Inviting sends a letter to the address."""
    owner, person = newcomer(bench), newcomer(bench)
    at, email = place(bench, owner), str(person.email)
    answer = ask_invitation(bench, owner, at, {"email": email, "role": "member"})
    succeeded(bench, answer, "inviting somebody")
    mails = letters(bench, email)
    bench.require(mails, "no letter is sent to who is invited", expected="a letter", observed=[], exchange=answer)
    token = bench.secret(str(told(mails)))
    accepted = call(bench, "acceptInvitation", who=person, token=token)
    succeeded(bench, accepted, "accepting an invitation with the token of its letter")


@check(module="workspaces", writes=True)
def accept_invitation(bench: Bench, _: Subject) -> None:
    """Accepting an invitation makes the caller a member of the workspace."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for role in ("admin", "member"):
        person = newcomer(bench)
        token = invite(bench, owner, at, str(person.email), role)
        before = call(bench, "getWorkspace", who=person, at=at)
        refused(bench, before, "reading a workspace before accepting an invitation to it", 403, 404)
        answer = call(bench, "acceptInvitation", who=person, token=token)
        succeeded(bench, answer, "accepting an invitation")
        row = answered(bench, call(bench, "getWorkspace", who=person, at=at), "reading a workspace after accepting")
        equal(bench, row.get("myRole"), role, f"who accepted an invitation as {role} is something else", answer)


@check(module="workspaces", writes=True)
def unknown_invitation(bench: Bench, _: Subject) -> None:
    """The token of no invitation is answered with 404."""
    person = newcomer(bench)
    answer = call(bench, "acceptInvitation", who=person, token=f"unknown{bench.word()}{bench.word()}")
    refused(bench, answer, "accepting with the token of no invitation", 404)


@check(module="workspaces", writes=True)
def accept_twice(bench: Bench, _: Subject) -> None:
    """A used invitation is refused with 409, or is unknown."""
    owner, person = newcomer(bench), newcomer(bench)
    token = invite(bench, owner, place(bench, owner), str(person.email))
    succeeded(bench, call(bench, "acceptInvitation", who=person, token=token), "accepting an invitation")
    refused(bench, call(bench, "acceptInvitation", who=person, token=token), "accepting an invitation again", 409, 404)


@check(module="workspaces", writes=True)
def invite_twice(bench: Bench, _: Subject) -> None:
    """Inviting a member, or an address twice, is refused with 409."""
    owner = newcomer(bench)
    at, email = place(bench, owner), f"judge-{bench.word()}@example.com"
    for body, what in (
        ({"email": owner.email, "role": "member"}, "inviting a member"),
        ({"email": email, "role": "member"}, "inviting an address twice"),
    ):
        if body["email"] == email:
            succeeded(bench, ask_invitation(bench, owner, at, body), "inviting an address")
        refused(bench, ask_invitation(bench, owner, at, body), what, 409)


@check(module="workspaces", writes=True)
def foreign_invitation(bench: Bench, _: Subject) -> None:
    """An invitation to another address is refused with 403 or 404."""
    owner, person, stranger = newcomer(bench), newcomer(bench), newcomer(bench)
    at = place(bench, owner)
    token = invite(bench, owner, at, str(person.email))
    answer = call(bench, "acceptInvitation", who=stranger, token=token)
    refused(bench, answer, "accepting an invitation to another address", 403, 404)
    answer = call(bench, "getWorkspace", who=stranger, at=at)
    refused(bench, answer, "reading a workspace after taking somebody's invitation", 403, 404)


@check(module="workspaces", writes=True)
def accepted_into_organization(bench: Bench, _: Subject) -> None:
    """Who accepts is a member of the organization too."""
    owner, person = newcomer(bench), newcomer(bench)
    at = place(bench, owner)
    token = invite(bench, owner, at, str(person.email))
    succeeded(bench, call(bench, "acceptInvitation", who=person, token=token), "accepting an invitation")
    answer = call(bench, "listOrgMembers", who=owner, at=at)
    rows = listed(bench, answer, "listing the members of an organization")
    ids = [row.get("userId") for row in rows]
    bench.expect(person.user in ids, "who accepted an invitation is not in the organization", exchange=answer)
    slugs = [row.get("slug") for row in listed(bench, call(bench, "listOrganizations", who=person), "listing them")]
    bench.expect(at.path["orgSlug"] in slugs, "who accepted an invitation does not see the organization")
