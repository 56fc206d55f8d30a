"""What is compiled once per API and shared by its worlds: makers, checks, projections, validators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from jsonschema_rs import Draft202012Validator

from mock_server.engine.cascade import find_children
from mock_server.engine.contract import Contract, Json
from mock_server.engine.derived import make_derived
from mock_server.engine.initial import Maker
from mock_server.engine.journal import Writer
from mock_server.engine.schemas import Schemas
from mock_server.engine.secret import drop_secrets
from mock_server.engine.sight import Eyes
from mock_server.engine.store import Store
from mock_server.engine.table import Row
from mock_server.engine.tokens import Signer, sealed_fields
from mock_server.engine.unique import make_unique_check

if TYPE_CHECKING:
    from mock_server.engine.guards import Enter
    from mock_server.engine.rows import Rows

Show = Callable[[Row, "Rows", Json], dict[str, Json]]
"""Makes what an answer shows of a row to a caller, of whom it gets the id."""
T = TypeVar("T")


class Model:
    """One contract with what the engine made of it, most of it part by part at first use.

    Raises:
        ContractError: the contract asks for something this engine does not know.
    """

    def __init__(
        self,
        contract: Contract,
        writer: Writer | None = None,
        guards: Mapping[str, Enter] | None = None,
        seed: int = 0,
    ) -> None:
        self.contract = contract
        self.writer = writer
        self.guards = guards or {}
        self.signer = Signer(f"{seed}:{contract.name}")
        self.sealed = sealed_fields(contract)
        self.schemas = Schemas(contract.document)
        self.children = find_children(contract)
        self.append_only = frozenset(r.name for r in contract.resources.values() if r.append_only)
        self.keeps = frozenset(
            r.name for r in contract.resources.values() if any(rule.among == "all" for rule in r.unique)
        )
        # Made at once: an id form nobody knows must show at the start.
        self._makers = {resource.name: Maker(resource) for resource in contract.resources.values()}
        self._checks: dict[str, Callable[[Store, Row], None]] = {}
        self._validators: dict[str, Draft202012Validator] = {}
        self._eyes: dict[str, Eyes] = {}
        self._cuts: dict[tuple[str, tuple[str, ...]], Show] = {}

    def maker(self, name: str) -> Maker:
        """What completes new rows of a resource."""
        return self._makers[name]

    def check_unique(self, name: str) -> Callable[[Store, Row], None]:
        """What refuses a row whose unique values are taken."""
        return _remember(self._checks, name, lambda: make_unique_check(self.contract.resource(name)))

    def eyes(self, name: str) -> Eyes:
        """What tells which rows of a resource a caller sees."""
        return _remember(self._eyes, name, lambda: Eyes(self.contract, self.contract.resource(name)))

    def validator(self, name: str) -> Draft202012Validator:
        """What checks whole rows of a resource."""
        return _remember(self._validators, name, lambda: self.schemas.compile(self.contract.resource(name).schema))

    def cut(self, name: str, fields: tuple[str, ...]) -> Show:
        """What shows those fields of a resource's rows, derived ones computed; a field a row lacks is left out."""
        return _remember(self._cuts, (name, fields), lambda: self._make_cut(name, fields))

    def cut_to_schema(self, name: str, schema: Mapping[str, Json], operation: str | None = None) -> Show:
        """What shows of a row all that an object schema declares; secrets show in the operations that may show them."""
        return self.cut(name, drop_secrets(self.contract.resource(name), self.schemas.members(schema), operation))

    def _make_cut(self, name: str, fields: tuple[str, ...]) -> Show:
        resource = self.contract.resource(name)
        steps = [
            (field, make_derived(self, resource, field) if field in resource.derived else None) for field in fields
        ]

        def show(row: Row, rows: Rows, caller: Json) -> dict[str, Json]:
            shown = {}
            for field, derive in steps:
                if derive is not None:
                    shown[field] = derive(row, rows, caller)
                elif field in row:
                    shown[field] = row[field]
            return shown

        return show


K = TypeVar("K")


def _remember(cache: dict[K, T], key: K, make: Callable[[], T]) -> T:
    found = cache.get(key)
    if found is None:
        found = cache[key] = make()
    return found
