"""What holds everywhere: reason phrases, conflicts, times, ids, and members nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.bench import Bench
from conformance.cases.stellary.accounts import bearer, join_organization, mint, organization, place, sign_up
from conformance.cases.stellary.organizations import found
from conformance.cases.stellary.steps import ANONYMOUS, Row, answered, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant

PHRASES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
OBJECT_ID = re.compile(r"[0-9a-f]{24}")


@check(writes=True)
def reason_phrases(bench: Bench, _: Subject) -> None:
    """The member error is the reason phrase of the status: Bad Request, Unauthorized, Forbidden, Not Found,
    Conflict.
    """
    owner = newcomer(bench)
    at = place(bench, owner)
    narrow = bearer(mint(bench, owner, scopes=["account:read"]).get("token"), "pat")
    _sent, taken = sign_up(bench, email=owner.email)
    answers = [
        call(bench, "createProject", {}, who=owner, at=at),
        call(bench, "readMe", who=ANONYMOUS),
        call(bench, "listProjects", who=narrow, at=at),
        call(bench, "getProject", who=owner, at=at, projectId=bench.unknown_id("Project")),
        taken,
    ]
    for status, answer in zip(PHRASES, answers, strict=True):
        if answer.status == status:  # which refusal brings which status is judged elsewhere
            body = answer.json()
            seen = body.get("error") if isinstance(body, dict) else None
            equal(bench, seen, PHRASES[status], f"the member error of a {status} is not its reason phrase", answer)


@check(writes=True)
def duplicate(bench: Bench, _: Subject) -> None:
    """A slug, an address or a membership that exists already is refused with 409."""
    owner = newcomer(bench)
    at = organization(bench, owner)
    person = join_organization(bench, owner, at)
    refused(bench, found(bench, owner, slug=at.name), "an organization's slug that exists", 409)
    _sent, answer = sign_up(bench, email=owner.email)
    refused(bench, answer, "an address that exists", 409)
    body = {"email": person.email, "role": "member"}
    refused(bench, call(bench, "addOrgMember", body, who=owner, at=at), "a membership that exists", 409)


@check(writes=True)
def illegal_transition(bench: Bench, _: Subject) -> None:
    """A transition that the present state does not allow is refused with 409."""
    owner = newcomer(bench)
    at = place(bench, owner)
    body: Row = {"actionType": "note", "explanation": "Judge", "payload": {}}
    action = answered(bench, call(bench, "proposeAction", body, who=owner, at=at), "proposing an action")
    answer = call(bench, "applyAction", who=owner, at=at, actionId=action.get("id"))
    # Which of the two statuses an operation means here is our reading, so that both will do.
    refused(bench, answer, "applyAction of a suggested action", 409, 400)
    body = {"title": "Judge", "docType": "note"}
    document = answered(bench, call(bench, "createDocument", body, who=owner, at=at), "creating a document")
    body = {"status": "approved", "notes": "Judge"}
    answer = call(bench, "reviewDocument", body, who=owner, at=at, documentId=document.get("id"))
    refused(bench, answer, "reviewDocument of a draft", 409, 400)
    mission = _mission(bench, owner, at)
    call(bench, "cancelMission", who=owner, at=at, missionId=mission)  # it may have ended before
    answer = call(bench, "cancelMission", who=owner, at=at, missionId=mission)
    refused(bench, answer, "cancelMission of a mission that has ended", 409, 400)


def _mission(bench: Bench, owner: Principal, at: Tenant) -> Json:
    """The id of a mission that an agent was sent on."""
    ids = _card(bench, owner, at)
    body: Row = {"name": "Judge", "slug": f"judge-{bench.word()}", "autonomyMode": "supervised"}
    agent = answered(bench, call(bench, "createAgent", body, who=owner, at=at), "creating an agent")
    body = {"cardId": ids["cardId"], "prompt": "Look at it"}
    answer = call(bench, "startMission", body, who=owner, at=at, agentId=agent.get("id"))
    return answered(bench, answer, "starting a mission").get("id")


def _card(bench: Bench, owner: Principal, at: Tenant) -> dict[str, Json]:
    """A card in a column of a project; the ids of all three."""
    made = answered(bench, call(bench, "createProject", {"name": "Judge"}, who=owner, at=at), "creating a project")
    ids: dict[str, Json] = {"projectId": str(made.get("id"))}
    made = answered(bench, call(bench, "createColumn", {"name": "Judge"}, who=owner, at=at, **ids), "creating a column")
    ids["columnId"] = str(made.get("id"))
    made = answered(bench, call(bench, "createCard", {"title": "Judge"}, who=owner, at=at, **ids), "creating a card")
    return ids | {"cardId": str(made.get("id"))}


def _reads(bench: Bench, owner: Principal, at: Tenant, ids: dict[str, Json]) -> list[Exchange]:
    """Answers that show rows of many kinds."""
    project = {"projectId": ids["projectId"]}
    card = project | {"cardId": ids["cardId"]}
    made = call(bench, "createComment", {"content": "Judge"}, who=owner, at=at, **card)
    plain = ("readMe", "listOrganizations", "getOrganization", "getWorkspace", "listProjects", "listTokens")
    found = [call(bench, operation, who=owner, at=at) for operation in plain]
    found += [call(bench, operation, who=owner, at=at, **project) for operation in ("listColumns", "listCards")]
    return [made, *found, call(bench, "listComments", who=owner, at=at, **card)]


@check(writes=True)
def times(bench: Bench, _: Subject) -> None:
    """Times are ISO 8601 in UTC, with a Z."""
    owner = newcomer(bench)
    at = place(bench, owner)
    mint(bench, owner, expiresAt="2090-01-01T00:00:00Z")
    for answer in _reads(bench, owner, at, _card(bench, owner, at)):
        body = answer.json() if 200 <= answer.status < 300 else None
        strange = {name: value for name, value in _times(body) if not TIME.fullmatch(str(value))}
        message = f"{answer.operation} shows times that are not ISO 8601 in UTC with a Z"
        bench.expect(not strange, message, expected="2026-01-15T10:30:00Z", observed=strange, exchange=answer)


def _times(value: Json) -> Iterator[tuple[str, Json]]:
    """The members whose names end in At, at any depth, but for those that are null."""
    if isinstance(value, list):
        for item in value:
            yield from _times(item)
    if isinstance(value, dict):
        yield from ((name, v) for name, v in value.items() if name.endswith("At") and v is not None)
        for item in value.values():
            yield from _times(item)


@check(writes=True)
def object_ids(bench: Bench, _: Subject) -> None:
    """Ids of users, organizations, projects, columns and cards are 24 hexadecimal digits."""
    owner = newcomer(bench)
    at = place(bench, owner)
    org = answered(bench, call(bench, "getOrganization", who=owner, at=at), "reading an organization")
    ids = _card(bench, owner, at)
    seen = {"user": owner.user, "organization": org.get("id"), "project": ids["projectId"]}
    seen |= {"column": ids["columnId"], "card": ids["cardId"]}
    for kind, ident in seen.items():
        fits = OBJECT_ID.fullmatch(str(ident))
        bench.expect(fits, f"the id of a {kind} is not 24 hexadecimal digits", expected="24 of 0-9a-f", observed=ident)


@check(writes=True)
def odd_ids(bench: Bench, _: Subject) -> None:
    """An id of another form is answered with 404 or 400."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for what, ident in (("of words", "not-an-id"), ("of two letters", "zz"), ("of 5 kB", "f" * 5_000)):
        for operation, name, body in (
            ("getProject", "projectId", ...),
            ("getDocument", "documentId", ...),
            ("updatePilotageMission", "pilotageMissionId", {"status": "done"}),
            ("readNotification", "notificationId", ...),
        ):
            given: dict[str, Json] = {name: ident}
            answer = call(bench, operation, body, who=owner, at=at, **given)
            long = (414, 431) if len(ident) > 1_000 else ()  # what stands before the server may refuse the line
            if refused(bench, answer, f"{operation} of an id {what}", 404, 400, *long) and answer.status in (400, 404):
                shown = answer.json()
                seen = shown.get("statusCode") if isinstance(shown, dict) else None
                equal(bench, seen, answer.status, "the refusal of an odd id does not come in the envelope", answer)


@check(writes=True)
def unknown_members(bench: Bench, _: Subject) -> None:
    """A member that no page knows is ignored or refused with 400, never kept."""
    owner = newcomer(bench)
    at = place(bench, owner)
    ids = _card(bench, owner, at)
    project, column = {"projectId": ids["projectId"]}, {name: ids[name] for name in ("projectId", "columnId")}
    odd = f"judge{bench.word()}"
    for operation, given in (("updateProject", project), ("updateColumn", column)):
        answer = call(bench, operation, {"name": "Judge", odd: "kept"}, who=owner, at=at, **given)
        if answer.status != 400:
            succeeded(bench, answer, f"{operation} with a member nobody knows")
        bench.expect(odd not in answer.text or answer.status == 400, f"{operation} shows a member nobody knows")
    for operation in ("getProject", "listColumns"):
        answer = call(bench, operation, who=owner, at=at, **project)
        succeeded(bench, answer, operation)
        bench.expect(odd not in answer.text, f"{operation} shows a member nobody knows", exchange=answer)
    rows = listed(bench, call(bench, "listColumns", who=owner, at=at, **project), "listing columns")
    equal(bench, bool(rows), True, "a column is gone after a change with a member nobody knows")
