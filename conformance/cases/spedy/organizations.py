"""The organization: whose it is, what its slug may be, and how it ends.

What is erased is a disposable tenant that the target file names for it: `facts.doomed_tenant`, whose plan lets it be
erased, and `facts.paid_tenant`, which a target that is right leaves alone.
"""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.steps import ANONYMOUS, Row, call, done, equal, may_spoil, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal


def read(bench: Bench, who: Principal | None = None) -> Row:
    """An organization as its members read it."""
    return done(bench, "getOrganization", "reading the organization", who=who)


def try_change(bench: Bench, **fields: Json) -> Exchange:
    """Send a change of the organization that may be refused."""
    return call(bench, "updateOrganization", fields)


def doomed(bench: Bench) -> tuple[Principal, list[Principal]]:
    """Who may erase the organization that is to be erased, and everybody in it."""
    people = people_of(bench, bench.target.facts.get("doomed_tenant"))
    if not people:
        bench.skip("the target file's facts name no doomed_tenant that is disposable and has people")
    if call(bench, "getOrganization", who=people[0]).status == 401:
        bench.skip("the doomed_tenant of the target file is gone")
    return people[0], people


def people_of(bench: Bench, name: Json) -> list[Principal]:
    """Everybody in a tenant that may be erased, those who may do most first."""
    named = [tenant.name for tenant in bench.target.tenants if tenant.name == name and tenant.disposable]
    return [person for person in bench.client.ranked if person.tenant in named]


@check()
def own(bench: Bench, _: Subject) -> None:
    """Everybody reads the organization of the token, whose slug is the first label of its host."""
    seen: dict[str, Json] = {}
    for tenant in bench.tenants(2):
        who = bench.client.principal_of(tenant)
        told = read(bench, who)
        seen[tenant.name] = told.get("id")
        if tenant.host:
            equal(bench, told.get("slug"), tenant.host.partition(".")[0], "the slug is not that of the host")
        if tenant.value:
            equal(bench, told.get("id"), tenant.value, "a token shows another organization than its user's")
    equal(bench, len({*seen.values()}), len(seen), "two organizations are one")


@check(writes=True)
def slug_form(bench: Bench, _: Subject) -> None:
    """A slug holds lower-case letters, digits and hyphens alone."""
    may_spoil(bench)
    before = read(bench).get("slug")
    for slug in ("Judge", "two words", "under_score", "dotted.slug", "über"):
        refused(bench, try_change(bench, slug=slug), f"a slug like {slug!r}", 400)
    equal(bench, read(bench).get("slug"), before, "a refused change of the slug changes it")


@check(writes=True)
def slug_taken(bench: Bench, _: Subject) -> None:
    """A slug belongs to one organization: that of another one is refused."""
    home, other = bench.tenants(2)
    taken = read(bench, bench.client.principal_of(other)).get("slug")
    answer = bench.client.call("updateOrganization", json={"slug": taken}, tenant=home)
    refused(bench, answer, "the slug of another organization", 409, 400)


@check(writes=True)
def slug_moves(bench: Bench, _: Subject) -> None:
    """A new slug is read back, and what was not sent stays as it was."""
    may_spoil(bench)
    before, slug = read(bench), f"judge-{bench.word()}"
    succeeded(bench, try_change(bench, slug=slug), "changing the slug")
    # The host is another one from now on, so the address alone is asked.
    answer = call(bench, "getOrganization", headers={"host": f"{slug}.spedy.ai"} if bench.can("hosts") else None)
    if not bench.can("hosts") and not bench.target.loopback:
        bench.skip("the organization has moved to a host the judge cannot choose")
    succeeded(bench, answer, "reading the organization at its new slug")
    equal(bench, answer.json(), {**before, "slug": slug}, "a change of the slug changes something else", answer)


@check(writes=True)
def unconfirmed(bench: Bench, _: Subject) -> None:
    """Without its name as confirmation nothing of an organization is erased."""
    admin, people = doomed(bench)
    name = str(read(bench, admin).get("name"))
    for told, body in (
        ("without a confirmation", {}),
        ("with another name", {"confirmation": f"{name} no more"}),
        ("with the name in other letters", {"confirmation": name.swapcase()}),
    ):
        refused(bench, call(bench, "deleteOrganization", body, who=admin), f"erasing {told}", 400)
    for person in people:
        succeeded(bench, call(bench, "getOrganization", who=person), "reading what was not erased")


@check(writes=True, last=True)
def erased(bench: Bench, _: Subject) -> None:
    """An organization that was erased is gone with all its data and tokens, and others are as they were."""
    admin, people = doomed(bench)
    board = done(bench, "createBoard", "a board", {"name": f"Board {bench.word()}"}, who=admin)
    before, name = read(bench), read(bench, admin).get("name")
    answer = call(bench, "deleteOrganization", {"confirmation": name}, who=admin)
    succeeded(bench, answer, "erasing an organization")
    for person in people:
        refused(bench, call(bench, "getOrganization", who=person), "a token of an erased organization", 401)
        refused(bench, call(bench, "listBoards", who=person), "a token of an erased organization, with a list,", 401)
    refused(bench, call(bench, "getBoard", boardId=board["id"]), "a board of an erased organization", 404)
    equal(bench, read(bench), before, "erasing one organization changes another")


@check(writes=True, last=True)
def paid(bench: Bench, _: Subject) -> None:
    """An organization whose subscription runs is not erased."""
    home = bench.maker.home()
    usual = home.name if home is not None and bench.can("snapshot") else None
    people = people_of(bench, bench.target.facts.get("paid_tenant", usual))
    if not people:
        bench.skip("the target cannot be put back, and the target file's facts name no paid_tenant")
    body = {"confirmation": read(bench, people[0]).get("name")}
    refused(bench, call(bench, "deleteOrganization", body, who=people[0]), "erasing who pays", 409, 400, 403)
    succeeded(bench, call(bench, "getOrganization", who=people[0]), "reading an organization that was not erased")


@check(writes=True)
def permission(bench: Bench, _: Subject) -> None:
    """Nobody erases an organization without settings:edit, not even with its name."""
    admin, people = doomed(bench)
    person = next((p for p in people if p.scopes and "settings:edit" not in p.scopes), None)
    if person is None:
        bench.skip("the target file names nobody in the doomed tenant who lacks settings:edit")
    body = {"confirmation": read(bench, admin).get("name")}
    refused(bench, call(bench, "deleteOrganization", body, who=person), "erasing without settings:edit", 403)
    refused(bench, call(bench, "deleteOrganization", body, who=ANONYMOUS), "erasing as nobody", 401)
    succeeded(bench, call(bench, "getOrganization", who=admin), "reading what was not erased")
