"""The written contracts. Reading one needs the standard library and orjson alone: the mock server imports this module.

A contract is a folder of YAML files, `specs/<api>/`. Both programs read its bundle, `specs/compiled/<api>.json`.
"""

import hashlib
from pathlib import Path
from typing import Any

import orjson

HERE = Path(__file__).parent

__all__ = ["SpecError", "apis", "bundle_path", "fingerprint", "load"]


class SpecError(Exception):
    """A contract cannot be read. The text is one line for a person: what, where, and what to do."""


def apis(base: Path = HERE) -> list[str]:
    """Names of the APIs that have a contract or a bundle, sorted."""
    sources = {path.parent.name for path in base.glob("*/openapi.yaml")}
    return sorted(sources | {path.stem for path in base.glob("compiled/*.json")})


def bundle_path(api: str, base: Path = HERE) -> Path:
    """Where the bundle of an API is kept."""
    return base / "compiled" / f"{api}.json"


def fingerprint(api: str, base: Path = HERE) -> str | None:
    """SHA-256 over the names and bytes of an API's source files and of the vocabulary; None without sources."""
    folder = base / api
    if not (folder / "openapi.yaml").is_file():
        return None
    digest = hashlib.sha256()
    for path in (*sorted(folder.rglob("*.yaml")), base / "vocabulary.yaml"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(base).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def load(api: str, base: Path = HERE) -> dict[str, Any]:
    """The bundle of an API: `{"api", "hash", "document", "requirements"}`, a fresh copy on each call.

    Where the sources are at hand and differ from the bundle, it is built anew from them, which needs the extra `specs`.

    Raises:
        SpecError: there is no such API, its bundle is not readable, or it is stale and cannot be built.
    """
    known = apis(base)
    if api not in known:
        raise SpecError(f"unknown API {api!r}; known: {', '.join(known) or 'none'}")
    path = bundle_path(api, base)
    current = fingerprint(api, base)
    found = _read(path) if path.is_file() else None
    if found is not None and current in (None, found["hash"]):
        return found
    return _rebuild(api, base)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise SpecError(f"{path}: not a readable bundle ({error}); build it with `specs bundle {path.stem}`") from error
    if not isinstance(found, dict) or not found.keys() >= {"api", "hash", "document", "requirements"}:
        raise SpecError(f"{path}: not a bundle; build it with `specs bundle {path.stem}`")
    return found


def _rebuild(api: str, base: Path) -> dict[str, Any]:
    try:
        from specs import bundle  # the libraries behind it must not load with the server
    except ModuleNotFoundError as error:
        raise SpecError(
            f"the bundle of {api} does not match its YAML files and {error.name} is not installed to build it; "
            "run `pip install 'twinspec[specs]'`"
        ) from error
    built = bundle.build(api, base)
    bundle.keep(built, base)
    return built
