"""Who calls: the token a request shows, whose it is, and what it grants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.access import Credential
from mock_server.engine.clock import stamp_seconds
from mock_server.engine.contract import Contract, ContractError, Json, Operation
from mock_server.engine.refs import follow
from mock_server.engine.refusals import Refused
from mock_server.engine.table import Index, Row
from mock_server.engine.tokens import seal
from mock_server.engine.visit import Shown

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.call import Call
    from mock_server.engine.stages import Stage

Take = Callable[["Call"], "str | None"]
Resolve = Callable[["Act", str], "tuple[Row, Shown] | None"]


def make_credential_stages(contract: Contract, operation: Operation) -> list[tuple[str, Stage]]:
    """Stages with their causes: who calls, by a credential the operation lists, with the scopes it needs.

    None of them for a public operation. Their order is that of the list, whatever rank the causes have.

    Raises:
        ContractError: the operation asks for a scheme nobody declares, or for two at once.
    """
    if not contract.credentials or not operation.security:
        return []
    ways: dict[str, list[frozenset[str]]] = {}
    for way in operation.security:
        for scheme, scopes in way.items():
            if scheme not in contract.credentials or len(way) > 1:
                raise ContractError(f"{operation.id}: security asks for {sorted(way)}; one declared credential each")
            ways.setdefault(scheme, []).append(scopes)
    doors = [(_make_taker(contract, entry), _make_resolver(contract, entry)) for entry in contract.credentials.values()]
    return [
        ("unauthenticated", _make_asker(doors, optional={} in operation.security)),
        ("wrong_credential", _make_lister(contract, ways)),
        ("forbidden_scope", _make_scope_check(ways)),
    ]


def _make_asker(doors: list[tuple[Take, Resolve]], *, optional: bool) -> Stage:
    def ask(act: Act) -> None:
        visit = act.visit
        shown = False
        for take, resolve in doors:
            token = take(act.call)
            if token is None:
                continue
            shown = True
            found = resolve(act, token)
            if found is not None and visit is not None:
                visit.caller, visit.credential = found
                return
        if shown or not optional:
            raise Refused("unauthenticated", headers=[("WWW-Authenticate", "Bearer")])

    return ask


def _make_lister(contract: Contract, ways: Mapping[str, list[frozenset[str]]]) -> Stage:
    causes = {name: entry.wrong or "wrong_credential" for name, entry in contract.credentials.items()}

    def check(act: Act) -> None:
        shown = act.credential
        if shown is not None and shown.scheme not in ways:
            raise Refused(causes[shown.scheme], f"send one of these: {', '.join(ways)}")

    return check


def _make_scope_check(ways: Mapping[str, list[frozenset[str]]]) -> Stage:
    def check(act: Act) -> None:
        shown = act.credential
        if shown is None or shown.scopes is None:
            return
        if not any(needed <= shown.scopes for needed in ways[shown.scheme]):
            raise Refused("forbidden_scope", f"it takes {', '.join(sorted(ways[shown.scheme][0]))}")

    return check


def _make_taker(contract: Contract, credential: Credential) -> Take:
    """A function that gives the token a request shows in the place of a scheme; None where there is none."""
    schemes = contract.document.get("components", {}).get("securitySchemes", {})
    scheme = follow(contract.document, schemes.get(credential.scheme, {"type": "http", "scheme": "bearer"}))
    if scheme["type"] == "apiKey" and scheme["in"] == "header":
        name = scheme["name"].lower()
        return lambda call: call.headers.get(name)
    if scheme["type"] in ("http", "oauth2") and scheme.get("scheme", "bearer").lower() == "bearer":
        return _take_bearer
    raise ContractError(f"{credential.scheme}: this engine reads tokens from bearer schemes and header keys")


def _take_bearer(call: Call) -> str | None:
    kind, _, token = call.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _make_resolver(contract: Contract, credential: Credential) -> Resolve:
    rights = _make_rights(credential)
    if credential.kind == "signed":
        return _make_signed(credential, rights)
    contract.resource(credential.resource)
    return _make_opaque(contract, credential, rights)


def _make_signed(credential: Credential, rights: Callable[[Row, Row | None], frozenset[str] | None]) -> Resolve:
    def resolve(act: Act, token: str) -> tuple[Row, Shown] | None:
        claims = act.rows.model.signer.read(token)
        if claims is None or claims["exp"] <= act.world.clock.now():
            return None
        user = act.rows.live(credential.user, claims["sub"])
        return (user, Shown(credential.scheme, rights(user, None), None)) if user is not None else None

    return resolve


def _make_opaque(
    contract: Contract, credential: Credential, rights: Callable[[Row, Row | None], frozenset[str] | None]
) -> Resolve:
    index, id_field = Index((credential.field,)), contract.resource(credential.resource).id_field
    name, prefix, expires, used = credential.resource, credential.prefix, credential.expires, credential.used

    def resolve(act: Act, token: str) -> tuple[Row, Shown] | None:
        if not token.startswith(prefix):
            return None
        found = act.rows.store.scan(name, index, (seal(token),), 0, 1)
        row = act.rows.live(name, found[0][id_field]) if found else None
        if row is None or (expires and row.get(expires) and stamp_seconds(row[expires]) <= act.world.clock.now()):
            return None
        user = act.rows.live(credential.user, row[credential.owner])
        if user is None:
            return None
        if used and row.get(used) != act.now:
            row = act.rows.store.change(name, row[id_field], {used: act.now})
        return user, Shown(credential.scheme, rights(user, row), row)

    return resolve


def _make_rights(credential: Credential) -> Callable[[Row, Row | None], frozenset[str] | None]:
    """A function (user, token row) that gives the scopes; None where nothing narrows them."""
    grants, rights, all_for = credential.grants, credential.rights, credential.all_for

    def read(user: Row, row: Row | None) -> frozenset[str] | None:
        granted = _gather(row, grants) if row is not None else None
        if rights is None or any(user.get(name) in values for name, values in all_for.items()):
            return granted
        owned = _gather(user, rights) or frozenset()
        return owned if granted is None else owned & granted

    return read


def _gather(row: Row, field: str | None) -> frozenset[str] | None:
    found: Json = row.get(field) if field else None
    return None if found is None else frozenset(found)
