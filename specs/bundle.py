"""Joins the files of one API into its bundle. Needs the extra `specs`; no program that serves or judges imports it."""

import os
import tempfile
from pathlib import Path
from typing import Any

import orjson
from prance.util.resolver import RESOLVE_FILES, RefResolver
from prance.util.url import ResolutionError, absurl, urlresource

from specs import HERE, SpecError, bundle_path, fingerprint
from specs.sources import REQUIREMENTS, ROOT, Sources, file_reference, gather, references, steps, value_at

_PRETTY = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def build(api: str, base: Path = HERE) -> dict[str, Any]:
    """The bundle of an API from its YAML files: `{"api", "hash", "document", "requirements"}`.

    Raises:
        SpecError: a file is not readable, or a reference leads nowhere or loses what stands beside it.
    """
    sources = gather(api, base)
    for problem in problems(sources):
        raise SpecError(problem)
    document = join(sources)
    for problem in dangling(sources, document):
        raise SpecError(problem)
    requirements = sources.files.get(REQUIREMENTS)
    rows = [] if requirements is None else requirements.value
    return {"api": api, "hash": fingerprint(api, base), "document": document, "requirements": rows}


def join(sources: Sources) -> dict[str, Any]:
    """One document in which every reference begins with `#/`. References within a file mean the root document."""
    url = str((sources.folder / ROOT).resolve())
    parsed = {
        (urlresource(absurl(str((sources.folder / name).resolve()))), True): document.value
        for name, document in sources.files.items()
    }
    resolver = RefResolver(
        sources.files[ROOT].value, url, reference_cache=parsed, resolve_types=RESOLVE_FILES, strict=True
    )
    try:
        resolver.resolve_references()
    except (ResolutionError, RecursionError) as error:
        raise SpecError(f"{sources.api}: {str(error).splitlines()[0]}") from error
    # Through JSON and back: prance shares one object between all who refer to it, and a reader may change its copy.
    document: dict[str, Any] = orjson.loads(serialise(resolver.specs, sources.api))
    return document


def problems(sources: Sources) -> list[str]:
    """What would break or lose something in joining, one line each with file and line."""
    found = []
    for file, document in sources.files.items():
        if file == REQUIREMENTS:
            continue
        for pointer, node in references(document.value):
            problem = _problem(sources, file, node)
            if problem:
                found.append(f"{sources.place(file, (*pointer, '$ref'))}: reference: {problem}")
    return found


def dangling(sources: Sources, document: dict[str, Any]) -> list[str]:
    """References of the joined document that lead nowhere, one line each with file and line."""
    found = []
    for pointer, node in references(document):
        try:
            value_at(document, steps(node["$ref"].removeprefix("#")))
        except LookupError:
            found.append(f"{sources.locate((*pointer, '$ref'))}: reference: {node['$ref']}: nothing is there")
    return found


def _problem(sources: Sources, file: str, node: dict[str, Any]) -> str | None:
    target = node["$ref"]
    if target.startswith("#"):
        return None if target.startswith("#/components/") else f"{target} is not below #/components/"
    if "://" in target:
        return f"{target} lies outside the contract"
    reference = file_reference(node, file)
    if reference is None or reference[0] not in sources.files:
        return f"{target}: there is no such file"
    try:
        value_at(sources.files[reference[0]].value, reference[1])
    except LookupError:
        return f"{target}: nothing is there"
    beside = [key for key in node if key != "$ref"]
    return f"{', '.join(beside)} beside a reference into a file would be lost" if beside else None


def serialise(value: Any, name: str) -> bytes:
    """Indented JSON with a newline at the end.

    Raises:
        SpecError: a number does not fit JSON's common range.
    """
    try:
        return orjson.dumps(value, option=_PRETTY)
    except TypeError as error:
        raise SpecError(f"{name}: not representable as JSON ({error})") from error


def keep(bundle: dict[str, Any], base: Path = HERE) -> bool:
    """Write a bundle to its place, all at once; False where the folder cannot be written."""
    path = bundle_path(bundle["api"], base)
    content = serialise(bundle, bundle["api"])
    try:
        path.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        # Readers see the old file or the new one, never half of one: several servers may start at once.
        Path(temporary).replace(path)
    except OSError:
        return False
    return True


def write(bundle: dict[str, Any], base: Path = HERE) -> None:
    """Write a bundle to its place.

    Raises:
        SpecError: the folder cannot be written.
    """
    if not keep(bundle, base):
        path = bundle_path(bundle["api"], base)
        raise SpecError(f"{path}: cannot be written; run this in a source tree you own")


def is_fresh(api: str, base: Path = HERE) -> bool:
    """Whether the kept bundle is, byte for byte, what the sources give."""
    path = bundle_path(api, base)
    return path.is_file() and path.read_bytes() == serialise(build(api, base), api)
