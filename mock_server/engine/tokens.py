"""Tokens: signed ones by a key that comes from the seed, and opaque ones, of which only the hash is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mock_server.engine.contract import Contract, ContractError, Json
from mock_server.engine.table import Row

if TYPE_CHECKING:
    from joserfc.jwk import OctKey

    from mock_server.engine.access import Credential
    from mock_server.engine.clock import Clock
    from mock_server.engine.world import World

ALGORITHM = "HS256"
WEEK = 604_800
_REMEMBERED = 4_096
SEALED = "sha256:"


def seal(token: str) -> str:
    """What is stored of an opaque token, and what it is looked up by."""
    return SEALED + hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def sealed_fields(contract: Contract) -> dict[str, str]:
    """Resource of opaque tokens to the field whose hash alone is stored."""
    return {entry.resource: entry.field for entry in contract.credentials.values() if entry.kind == "opaque"}


class Signer:
    """Signs and reads JSON Web Tokens (RFC 7519) with HS256. One key for all worlds of a server."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._read: dict[str, Mapping[str, Json]] = {}

    def sign(self, claims: dict[str, Json]) -> str:
        """The compact form."""
        from joserfc import jwt

        return jwt.encode({"alg": ALGORITHM, "typ": "JWT"}, claims, self._key)

    def read(self, token: str) -> Mapping[str, Json] | None:
        """The claims of a token this server signed, or None; whether it has expired is not looked at."""
        found = self._read.get(token)
        if found is None and token.count(".") == 2:
            found = self._verify(token)
            if found is not None:
                if len(self._read) >= _REMEMBERED:
                    self._read.clear()
                self._read[token] = found
        return found

    def _verify(self, token: str) -> Mapping[str, Json] | None:
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            claims: dict[str, Any] = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError):  # what the library makes of garbage
            return None
        return claims

    @cached_property
    def _key(self) -> OctKey:
        from joserfc.jwk import OctKey

        return OctKey.import_key(hashlib.sha256(f"{self._seed}:signed tokens".encode()).digest())


def sign_for(signer: Signer, credential: Credential, user_id: str, clock: Clock) -> str:
    """A signed token of a user, from now on for the credential's lifetime."""
    now = int(clock.now())
    return signer.sign({"sub": user_id, "iat": now, "exp": now + (credential.lifetime or WEEK)})


def issue_token(world: World, user: Row, scheme: str | None = None) -> str:
    """A signed token of a user.

    Raises:
        ContractError: the contract declares no signed credential, or several and none was named.
    """
    model = world.rows.model
    signed = [entry for entry in model.contract.credentials.values() if entry.kind == "signed"]
    found = [entry for entry in signed if scheme in (None, entry.scheme)]
    if len(found) != 1:
        raise ContractError(f"{model.contract.name}: {len(found)} signed credentials to issue a token by; name one")
    return sign_for(model.signer, found[0], user[model.contract.resource(found[0].user).id_field], world.clock)
