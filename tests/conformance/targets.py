"""Target files for the subjects of the grid, as an operator of such a server would write them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.redact import Secret
from conformance.target import Principal, Target, Tenant
from tests.conformance.mutants import Mutant, Twin
from tests.conformance.mutants.spedy import BOARD_ROLES, Spedy
from tests.conformance.mutants.spedy import PEOPLE as EMPLOYEES
from tests.conformance.mutants.stellary import PEOPLE, Stellary
from tests.conformance.mutants.stellary.honest.tokens import sign

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
OUTBOX = "/-/outbox"
DAY = 86_400
WEEK = 7 * DAY
AGES = 20 * 366 * 86_400  # seconds a check may wait: waiting moves the subject's clock


def target_for(subject: Mutant | Twin, app: object = None) -> Target:
    """The target of one subject, in this process. One without limits lets the judge ask as much as it likes.

    ``app`` is the running subject, which the target of a server with people in it needs for their tokens.
    """
    target = TARGETS[subject.api](app)
    if subject.name == "empty":
        target = replace(target, tenants=(), facts={})
    return target if subject.limits else replace(target, capabilities={**target.capabilities, "limits": True})


def codespar(_app: object = None) -> Target:
    """The honest CodeSpar world: two organizations, known accounts and channels."""
    return Target(
        base_url="http://127.0.0.1:3000",
        tenants=(Tenant("acme", "org-acme", disposable=True), Tenant("globex", "org-globex", disposable=True)),
        addresses=ADDRESSES,
        capabilities={"any_repository": True},
        facts={
            "registered_user": {
                "channelType": "slack",
                "channelUserId": "U-home",
                "channels": [["telegram", "T-home"]],
            },
            "unregistered_user": {"channelType": "whatsapp", "channelUserId": "W-home"},
            "disabled_channels": ["whatsapp", "discord"],
            "expendable_task": "audit-cleanup",
        },
    )


def stellary(app: object = None) -> Target:
    """The honest Stellary world: two organizations, and everybody of acme with a token of a week.

    The tokens are signed here, so that a subject whose log-in is broken has people all the same.
    """
    if not isinstance(app, Stellary):
        raise TypeError("the target of a Stellary subject needs the subject itself")
    engineering = Tenant("engineering", disposable=True, path={"orgSlug": "acme", "wsSlug": "engineering"})
    labs = Tenant("labs", disposable=True, path={"orgSlug": "globex", "wsSlug": "labs"})
    return Target(
        base_url="http://127.0.0.1:3001",
        tenants=(engineering, labs),
        principals=tuple(_person(app, tag) for tag in PEOPLE),
        addresses=ADDRESSES,
        capabilities={"mail": True},
        facts={"outbox": OUTBOX},
    )


# organization, workspace, cockpit; as ``World`` lets them in
PLACES = {
    "owner": ("engineering", "owner", "admin", "owner"),
    "admin": ("engineering", "admin", "admin", "owner"),
    "member": ("engineering", "member", "member", "viewer"),
    "reviewer": ("engineering", "member", "member", "reviewer"),
    "outsider": ("labs", "owner", "admin", "owner"),
}


def _person(app: Stellary, tag: str) -> Principal:
    email, password = PEOPLE[tag]
    home, organization, workspace, cockpit = PLACES[tag]
    ident = next(row["id"] for row in app.all_of("users") if row["email"] == email)
    now = int(app.now())
    return Principal(
        name=tag,
        tenant=home,
        roles={
            "organization.role": (organization,),
            "workspace.role": (workspace,),
            "workspace.pilotageRole": (cockpit,),
        },
        token=Secret(sign({"sub": ident, "email": email, "iat": now, "exp": now + WEEK}, app.key)),
        scheme="jwt",
        user=ident,
        email=email,
        password=Secret(password),
    )


def with_mail(app: WSGIApplication) -> WSGIApplication:
    """The subject with its outbox in reach, where the target file says mails can be read; others as they are."""
    if not isinstance(app, Stellary):
        return app
    subject = app

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != OUTBOX:
            return subject(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"mails": subject.outbox}).encode()]

    return serve


def spedy(app: object = None) -> Target:
    """The honest Spedy world: four organizations, one to be erased, and somebody for each permission one can lack."""
    if not isinstance(app, Spedy):
        raise TypeError("the target of a Spedy subject needs the subject itself")
    tenants = {
        slug: Tenant(slug.partition("-")[0], app.org_called(slug)["id"], disposable=True, host=f"{slug}.spedy.ai")
        for slug in ("acme-corp", "globex", "starter", "doomed")
    }
    home = tenants["acme-corp"].value
    teams = {team["name"]: team["id"] for team in app.all_of("teams", isDefault=True) if team["orgId"] == home}
    return Target(
        base_url="http://127.0.0.1:3002",
        tenants=tuple(tenants.values()),
        principals=tuple(_employee(app, tag, tenants) for tag in EMPLOYEES),
        addresses=ADDRESSES,
        capabilities={"hosts": True, "webhooks": True},
        facts={
            "closed_gates": {"pro": "starter", "time_tracking": "starter"},
            "rounding": {"interval": 15, "method": "up"},
            "patience": 11 * 366 * DAY,  # the grid moves the clock instead of waiting
            "default_teams": list(teams.values()),
            "expendable_team": teams["Spare"],
            "doomed_tenant": "doomed",
            "paid_tenant": "globex",
        },
    )


def _employee(app: Spedy, tag: str, tenants: dict[str, Tenant]) -> Principal:
    slug, role, permissions, core = EMPLOYEES[tag]
    user = app.people[tag]
    roles = {"user.role": (role,)} | ({"user.permissions": permissions} if permissions else {})
    board = BOARD_ROLES.get(tag, "BOARD_MEMBER" if core else None)
    return Principal(
        name=tag,
        tenant=tenants[slug].name,
        roles=roles | ({"Board.role": (board,)} if board else {}),
        scopes=permissions,
        token=Secret(app.values[tag]),
        scheme="pat",
        user=user["id"],
        email=user["email"],
    )


TARGETS: dict[str, Callable[[object], Target]] = {"codespar": codespar, "spedy": spedy, "stellary": stellary}
