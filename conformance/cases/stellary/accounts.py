"""People and places of a case's own: registrations, organizations, invitations, letters, the passing of time."""

from __future__ import annotations

import json
import re

from conformance.bench import Bench
from conformance.cases.stellary.steps import ANONYMOUS, Row, answered, call, newcomer, succeeded
from conformance.exchange import Exchange, Json
from conformance.redact import Secret
from conformance.target import Principal, Tenant


def sign_up(bench: Bench, **fields: Json) -> tuple[Row, Exchange]:
    """Register somebody; the body sent and what came back. A field given as ``...`` is left out."""
    body: Row = {"email": f"judge-{bench.word()}@example.com", "password": f"pass-{bench.word()}", "name": "Judge"}
    body = {name: value for name, value in (body | fields).items() if value is not ...}
    if isinstance(body.get("password"), str):
        bench.secret(body["password"])
    answer = call(bench, "registerUser", body, who=ANONYMOUS)
    return body, _quietly(bench, answer, "access_token")


def log_in(bench: Bench, email: Json, password: Json) -> Exchange:
    """Log in with an address and a password; a token that comes back is kept out of reports."""
    answer = call(bench, "login", {"email": email, "password": password}, who=ANONYMOUS)
    return _quietly(bench, answer, "access_token")


def bearer(token: Json, scheme: str = "jwt") -> Principal:
    """Whoever holds a token."""
    return Principal(f"the holder of a {scheme}", token=Secret(str(token)), scheme=scheme)


def password_of(person: Principal) -> str:
    """The password a new user registered with."""
    if person.password is None:
        raise ValueError(f"nobody knows the password of {person.name}")
    return person.password.reveal()


def mint(bench: Bench, person: Principal, **fields: Json) -> Row:
    """A personal access token of somebody, as its creation shows it."""
    return answered(bench, ask_token(bench, person, {"name": "judge"} | fields), "creating a token")


def ask_token(bench: Bench, person: Principal, body: Row) -> Exchange:
    """Try to make a personal access token; its value is kept out of reports."""
    return _quietly(bench, call(bench, "createToken", body, who=person), "token")


def ask_invitation(bench: Bench, owner: Principal, at: Tenant, body: Row) -> Exchange:
    """Try to invite somebody; the token of the invitation is kept out of reports."""
    return _quietly(bench, call(bench, "inviteMember", body, who=owner, at=at), "token")


def _quietly(bench: Bench, answer: Exchange, name: str) -> Exchange:
    """Keep one member of a success answer out of reports."""
    body = answer.json() if 200 <= answer.status < 300 and answer.is_json else None
    if isinstance(body, dict) and isinstance(body.get(name), str):
        bench.secret(body[name])
    return answer


def organization(bench: Bench, owner: Principal, **fields: Json) -> Tenant:
    """A new organization; its tenant names no workspace."""
    row = bench.make("Organization", principal=owner, **fields)
    slug = str(row.get("slug"))
    return Tenant(slug, str(row.get("id")), disposable=True, path={"orgSlug": slug})


def workspace(bench: Bench, owner: Principal, org: Tenant, **fields: Json) -> Tenant:
    """A new workspace in an organization."""
    row = bench.make("Workspace", tenant=org, principal=owner, **fields)
    path = {**org.path, "wsSlug": str(row.get("slug"))}
    return Tenant("/".join(path.values()), str(row.get("id")), disposable=True, path=path)


def place(bench: Bench, owner: Principal) -> Tenant:
    """A workspace in an organization, both new and of one owner."""
    return workspace(bench, owner, organization(bench, owner))


def join_organization(bench: Bench, owner: Principal, at: Tenant, role: str = "member") -> Principal:
    """A new user who was added to an organization and to none of its workspaces."""
    person = newcomer(bench)
    body = {"email": person.email, "role": role}
    succeeded(bench, call(bench, "addOrgMember", body, who=owner, at=at), "adding a member to an organization")
    return person


def join(bench: Bench, owner: Principal, at: Tenant, role: str = "member") -> Principal:
    """A new user who was invited into a workspace and accepted."""
    person = newcomer(bench)
    accepted = call(bench, "acceptInvitation", who=person, token=invite(bench, owner, at, str(person.email), role))
    succeeded(bench, accepted, "accepting an invitation")
    return person


def invite(bench: Bench, owner: Principal, at: Tenant, email: str, role: str = "member") -> str:
    """Invite an address and return the invitation's token, from the answer or else from the letter.

    Skips the check where neither shows it.
    """
    answer = ask_invitation(bench, owner, at, {"email": email, "role": role})
    shown = answered(bench, answer, "inviting somebody").get("token")
    token = shown if isinstance(shown, str) and shown else told(letters(bench, email))
    if token is None:
        bench.skip("the answer to an invitation shows no token, and the target's mails cannot be read")
        raise AssertionError
    return bench.secret(token)


def letters(bench: Bench, email: str) -> list[Row]:
    """What was mailed to an address: by a mock's control door, or where `[facts] outbox` lists mails as JSON."""
    if bench.control is not None:
        mails = bench.control.outbox()
    elif where := bench.target.facts.get("outbox"):
        answer = bench.client.send("GET", str(where), principal=ANONYMOUS)
        found = answer.json()
        mails = found.get("mails", []) if isinstance(found, dict) else found
    else:
        return []
    return [mail for mail in mails if email.lower() in json.dumps(mail).lower()]


def told(mails: list[Row]) -> str | None:
    """The token in the newest of some letters: a member of that name, else the end of a link to accept it."""
    for mail in reversed(mails):
        if isinstance(mail.get("token"), str):
            return str(mail["token"])
        if found := re.search(r"invitations?[/=]([\w.~-]+)", json.dumps(mail)):
            return found[1]
    return None


def pass_time(bench: Bench, seconds: float, why: str) -> None:
    """Let time pass on the target: by moving its clock where that can be done, else by waiting."""
    patience = bench.client.patience
    if patience.advance is not None:
        patience.advance(seconds)
        return
    patience.tell(f"waiting {seconds:.0f} s for {why}")
    patience.sleep(seconds)
