"""The YAML files of one API, read together, and the way from a place in the joined document back to a file and line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from specs import HERE, SpecError
from specs.loader import Document, Pointer, read

ROOT = "openapi.yaml"
REQUIREMENTS = "requirements.yaml"


@dataclass(frozen=True)
class Place:
    """A line in a file, as people see it."""

    name: str
    line: int

    def __str__(self) -> str:
        return f"{self.name}:{self.line}"


@dataclass(frozen=True)
class Sources:
    """All files of one API.

    Attributes:
        folder: the folder they lie in.
        files: documents by their path below the folder, posix style: `paths/agents.yaml`.
        vocabulary: the vocabulary all APIs share.
    """

    api: str
    folder: Path
    files: Mapping[str, Document]
    vocabulary: Document

    def place(self, file: str, pointer: Pointer) -> Place:
        """Line of a value in one file, or of the nearest value around it."""
        document = self.files[file]
        while pointer and pointer not in document.lines:
            pointer = pointer[:-1]
        return Place(document.name, document.lines.get(pointer, 1))

    def locate(self, pointer: Pointer) -> Place:
        """Line where a value of the joined document was written."""
        file, inner = self.trace(pointer)
        return self.place(file, inner)

    def trace(self, pointer: Pointer) -> tuple[str, Pointer]:
        """File below the folder, and pointer in it, of a value of the joined document."""
        file = ROOT
        inner: Pointer = ()
        node: Any = self.files[ROOT].value
        for step in pointer:
            file, inner, node = self._follow(file, inner, node)
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return file, inner
            inner = (*inner, step)
        return self._follow(file, inner, node)[:2]

    def _follow(self, file: str, inner: Pointer, node: Any) -> tuple[str, Pointer, Any]:
        """Where a chain of file references leads."""
        for _ in range(len(self.files) + 1):
            target = file_reference(node, file)
            if target is None or target[0] not in self.files:
                break
            try:
                node = value_at(self.files[target[0]].value, target[1])
            except LookupError:
                break
            file, inner = target
        return file, inner, node


def gather(api: str, base: Path = HERE) -> Sources:
    """Read the files of an API.

    Raises:
        YamlError: one is not YAML of the kind a contract may use.
        SpecError: there is no such folder.
    """
    folder = base / api
    if not (folder / ROOT).is_file():
        raise SpecError(f"{api}: no {ROOT} in {folder}; the sources of a contract start there")
    files = {path.relative_to(folder).as_posix(): read(path) for path in sorted(folder.rglob("*.yaml"))}
    return Sources(api, folder, files, read(base / "vocabulary.yaml"))


def references(value: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Every object that holds a `$ref`, with its pointer."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield at, value
        for key, child in value.items():
            yield from references(child, (*at, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from references(child, (*at, index))


def file_reference(node: Any, file: str) -> tuple[str, Pointer] | None:
    """File and pointer a reference leads to; None where the node is no reference out of its file."""
    target = node.get("$ref") if isinstance(node, dict) else None
    if not isinstance(target, str) or target.startswith("#"):
        return None
    path, _, fragment = target.partition("#")
    parts = list(Path(file).parent.parts)
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts), steps(fragment)


def steps(fragment: str) -> Pointer:
    """A JSON pointer, as it stands after `#`, in steps."""
    if not fragment:
        return ()
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in unquote(fragment).split("/")[1:])


def fragment_of(pointer: Pointer) -> str:
    """The steps of a pointer as they stand after `#`, without percent signs."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def value_at(value: Any, pointer: Pointer) -> Any:
    """The value a pointer leads to.

    Raises:
        LookupError: nothing is there.
    """
    for step in pointer:
        if isinstance(value, dict):
            value = value[step]
        elif isinstance(value, list):
            value = value[int(step)] if str(step).isdigit() else _nothing(step)
        else:
            _nothing(step)
    return value


def _nothing(step: str | int) -> Any:
    raise LookupError(step)
