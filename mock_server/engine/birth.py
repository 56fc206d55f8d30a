"""What every world of a twin is born with: the rows of its fixtures, and the tokens of its principals."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from mock_server.engine.clock import Clock
from mock_server.engine.contract import Json
from mock_server.engine.errors import StartError
from mock_server.engine.fixtures import Fixtures, RowError, add_row, check_row, fill_rows
from mock_server.engine.ids import Ids
from mock_server.engine.model import Model
from mock_server.engine.rows import Rows
from mock_server.engine.store import MemoryStore, Store
from mock_server.engine.table import Row
from mock_server.engine.tokens import sign_for
from mock_server.engine.world import Settings, World

_OWN = ("name", "user", "scheme", "fields", "token")


class Cradle:
    """Reads the fixtures once; each world gets a copy."""

    def __init__(self, model: Model, fixtures: Fixtures, settings: Settings) -> None:
        self._model, self._fixtures, self._settings = model, fixtures, settings
        self._lock = threading.Lock()
        self._base: tuple[MemoryStore, Ids] | None = None
        self._tokens: dict[str, str] = {}

    def fill(self, world: World) -> None:
        """Put the fixtures into a new world; StartError where they cannot be used."""
        store, ids = self._prepare()
        world.adopt(store.copy())
        world.ids.go_on_from(ids)

    def list_principals(self) -> list[dict[str, Json]]:
        """The principals of the fixtures as a target file names them, each with the id of its user and a working token.

        Raises:
            StartError: the fixtures cannot be used.
        """
        store, _ = self._prepare()
        found: list[dict[str, Json]] = []
        for entry in self._fixtures.principals:
            scheme = self._scheme(entry)
            credential = self._model.contract.credentials[scheme]
            user = self._find_user(store, entry)[self._model.contract.resource(credential.user).id_field]
            token = self._tokens.get(entry["name"])
            if token is None:
                token = sign_for(self._model.signer, credential, user, Clock(self._settings.start))
            rest = {name: value for name, value in entry.items() if name not in _OWN}
            found.append({"name": entry["name"], "user": user, **rest, "scheme": scheme, "token": token})
        return found

    def _prepare(self) -> tuple[MemoryStore, Ids]:
        with self._lock:
            if self._base is None:
                store = MemoryStore(self._model.append_only, self._model.keeps)
                ids = Ids(f"{self._settings.seed}:fixtures")
                rows = Rows(self._model, store, ids, Clock(self._settings.start))
                fill_rows(rows, self._fixtures)
                for entry in self._fixtures.principals:
                    self._add_token(rows, entry)
                self._base = store, ids
            return self._base

    def _add_token(self, rows: Rows, entry: Mapping[str, Json]) -> None:
        """Create the row of a principal's opaque token; a given `token` is its value, else it is drawn."""
        credential = self._model.contract.credentials[self._scheme(entry)]
        user = self._find_user(rows.store, entry)
        if credential.kind != "opaque":
            return
        resource = self._model.contract.resource(credential.resource)
        people = self._model.contract.resource(credential.user)
        fields: dict[str, Json] = {credential.owner: user[people.id_field], **entry.get("fields", {})}
        if resource.tenant and people.tenant and people.tenant in user:
            fields.setdefault(resource.tenant, user[people.tenant])
        if credential.grants and "scopes" in entry:
            fields[credential.grants] = entry["scopes"]
        if "token" in entry:
            fields[credential.field] = entry["token"]
        if "name" in self._model.schemas.members(resource.schema):
            fields.setdefault("name", entry["name"])
        try:
            row = add_row(rows, resource.name, fields)
            check_row(rows, resource.name, row)
        except RowError as error:
            raise self._fault(entry, str(error)) from error
        self._tokens[entry["name"]] = row[credential.field]

    def _scheme(self, entry: Mapping[str, Json]) -> str:
        schemes = self._model.contract.credentials
        scheme: str = entry.get("scheme", next(iter(schemes), ""))
        if scheme not in schemes:
            raise self._fault(entry, f"no credential {scheme!r}; declared: {', '.join(schemes) or 'none'}")
        return scheme

    def _find_user(self, store: Store, entry: Mapping[str, Json]) -> Row:
        """The user of a principal, by id or e-mail."""
        name = self._model.contract.credentials[self._scheme(entry)].user
        given = entry.get("user")
        by_id = store.get(name, str(given))
        users = [by_id] if by_id is not None else [row for row in store.scan(name) if row.get("email") == given]
        if not users:
            raise self._fault(entry, f"{name} {given!r} is not in the fixtures")
        return users[0]

    def _fault(self, entry: Mapping[str, Json], text: str) -> StartError:
        where = f"{self._fixtures.folder}/principals.yaml"
        return StartError(f"{where}: principal {entry.get('name', 'without name')}: {text}; correct it")
