"""The rows, tenants and facts a world begins with: a folder of YAML files per API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mock_server.engine.contract import ContractError, Json
from mock_server.engine.errors import StartError
from mock_server.engine.refusals import Refused
from mock_server.engine.schemas import word_fault, word_pointer

if TYPE_CHECKING:
    from mock_server.engine.rows import Rows
    from mock_server.engine.table import Row

PACKAGE = Path(__file__).parents[1]
# Files of the folder that hold no rows.
TENANTS, FACTS, PRINCIPALS = "tenants.yaml", "facts.yaml", "principals.yaml"


class RowError(Exception):
    """A row given by a person is not one of its resource; the text says which and why."""


def find_folder(api: str, given: Path | None) -> Path:
    """The folder of an API's fixtures: `given` or its subfolder of that name, else what came with the package.

    Raises:
        StartError: there is no such folder.
    """
    shipped = [PACKAGE / "_fixtures" / api, PACKAGE.parent / "fixtures" / api]
    places = [given / api, given] if given is not None else shipped
    for place in places:
        if place.is_dir():
            return place
    raise StartError(f"fixtures of {api}: no folder {places[-1]}; name one that holds its YAML files with --fixtures")


class Fixtures:
    """What a folder holds, read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def rows(self) -> list[tuple[str, Mapping[str, Json]]]:
        """Resource and row, in the order of files (by name) and lines.

        Raises:
            StartError: a file is no YAML, or is no mapping from resources to lists of rows.
        """
        names = (TENANTS, FACTS, PRINCIPALS)
        files = [path for path in sorted(self.folder.rglob("*.yaml")) if path.name not in names]
        return [entry for path in files for entry in _list_rows(path)]

    @cached_property
    def tenants(self) -> list[Mapping[str, Json]]:
        """Tenants for a target file: `name`, `id` (none for the default context) or `path`, `disposable`."""
        path = self.folder / TENANTS
        return _read(path).get("tenants", []) if path.is_file() else []

    @cached_property
    def principals(self) -> list[Mapping[str, Json]]:
        """Who may call: `name`, `user` (id or e-mail), `scheme`, `scopes`, `roles`, `tenant`; for an opaque token also
        its value as `token` and further `fields` of its row.
        """
        path = self.folder / PRINCIPALS
        return _read(path).get("principals", []) if path.is_file() else []

    @cached_property
    def facts(self) -> Mapping[str, Json]:
        """What a judge may rely on, by name."""
        path = self.folder / FACTS
        return _read(path) if path.is_file() else {}


def fill_rows(rows: Rows, fixtures: Fixtures) -> None:
    """Create every row of the fixtures.

    Raises:
        StartError: a row is not one of its resource.
    """
    try:
        added = [(name, add_row(rows, name, fields)) for name, fields in fixtures.rows]
        for name, row in added:
            check_row(rows, name, row)
    except RowError as error:
        raise StartError(f"fixtures in {fixtures.folder}: {error}; correct the row") from error


def add_row(rows: Rows, name: str, fields: Mapping[str, Json]) -> Row:
    """Create one row a person gave; its owner is what its tenant field says, else the default context.

    Raises:
        RowError: no such resource, a taken id or unique value, or no mapping.
    """
    if not isinstance(fields, Mapping):
        raise RowError(f"{name}: a row must be a mapping of fields, not {type(fields).__name__}")
    try:
        return rows.create(name, None, fields)
    except Refused as refused:
        raise RowError(f"{name} {_name(fields)}: {refused.detail or refused.cause}") from refused
    except ContractError as error:
        raise RowError(f"{error}; known: {', '.join(sorted(rows.model.contract.resources))}") from error
    except KeyError as error:
        raise RowError(f"{name} {_name(fields)}: {error.args[0]} is missing") from error
    except TypeError as error:
        raise RowError(f"{name} {_name(fields)}: a field is of a wrong type ({error})") from error


def check_row(rows: Rows, name: str, row: Row) -> None:
    """Compare a stored row with its resource's schema; RowError where it differs."""
    resource = rows.model.contract.resource(name)
    shown = rows.model.cut_to_schema(name, resource.schema)(row, rows, None)
    for error in rows.model.validator(name).iter_errors(shown):
        raise RowError(f"{name} {row[resource.id_field]}: {word_pointer(error)[1:] or 'it'} {word_fault(error)}")


def _name(fields: Mapping[str, Json]) -> str:
    return str(fields.get("id") or fields.get("name") or "without id")[:100]


def _list_rows(path: Path) -> Iterator[tuple[str, Mapping[str, Json]]]:
    for resource, rows in _read(path).items():
        if not isinstance(rows, list):
            raise StartError(f"{path}: {resource} must hold a list of rows")
        for row in rows:
            yield resource, row


def _read(path: Path) -> dict[str, Json]:
    import yaml

    from mock_server.engine.yaml_loader import JsonLoader

    try:
        found = yaml.load(path.read_text("utf-8"), JsonLoader)  # noqa: S506 - a subclass of the safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        place = " ".join(str(error).split())
        raise StartError(f"{path}: not readable as YAML ({place}); correct it") from error
    if not isinstance(found, dict):
        raise StartError(f"{path}: must be a mapping")
    return found
