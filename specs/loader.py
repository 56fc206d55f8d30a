"""YAML as JSON sees it: YAML 1.2 core scalars, string keys, no duplicate keys, and a line number for every value.

The parser is libyaml. Its YAML 1.1 table of scalars is not used: there `on` is a boolean, a date is a date and 12:30:00
is a number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from specs import SpecError

Pointer = tuple[str | int, ...]
Scalar = str | int | float | bool | None

_TAG = "tag:yaml.org,2002:"
_NOT_JSON = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def _integer(text: str) -> int:
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text if base == 10 else text[2:], base)


# The core schema of YAML 1.2: tag, what a plain scalar of it looks like, its first characters, its value.
_CORE: tuple[tuple[str, str, str, Callable[[str], Scalar]], ...] = (
    ("null", r"~|null|Null|NULL|", "~nN", lambda _: None),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789", _integer),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789", float),
)
_VALUES: dict[str, Callable[[str], Scalar]] = {f"{_TAG}{tag}": value for tag, _, _, value in _CORE}


class CoreLoader(yaml.CSafeLoader):
    """libyaml with the scalars of YAML 1.2."""


# Set from outside: a subclass starts with the YAML 1.1 table of its base.
CoreLoader.yaml_implicit_resolvers = {}

for _tag, _pattern, _first, _ in _CORE:
    # The empty key is PyYAML's way to say "an empty scalar".
    CoreLoader.add_implicit_resolver(f"{_TAG}{_tag}", re.compile(f"^(?:{_pattern})$"), [*_first, ""])


class YamlError(SpecError):
    """A file is not YAML of the kind a contract may use.

    Attributes:
        name: the file as it is shown to people.
        line: counted from 1.
        problem: what is wrong, without the place.
    """

    def __init__(self, name: str, line: int, problem: str) -> None:
        super().__init__(f"{name}:{line}: {problem}")
        self.name = name
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Document:
    """One parsed file: its JSON value, the line of every value by pointer, and the tree libyaml made of it."""

    name: str
    value: Any
    lines: dict[Pointer, int]
    tree: yaml.Node | None


def read(path: Path) -> Document:
    """Parse a file.

    Raises:
        YamlError: it is not UTF-8, not YAML, or uses what JSON cannot hold.
        SpecError: it cannot be read.
    """
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise YamlError(name, 1, f"not UTF-8 text ({error.reason})") from error
    except OSError as error:
        raise SpecError(f"{name}: cannot be read ({error.strerror})") from error
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Parse a text; `name` is how messages call it."""
    try:
        tree = yaml.compose(text, Loader=CoreLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise YamlError(name, mark.line + 1 if mark else 1, str(error.problem or error.context)) from error
    except yaml.YAMLError as error:
        raise YamlError(name, 1, str(error).splitlines()[0]) from error
    lines: dict[Pointer, int] = {}
    value = None if tree is None else _Construction(name, lines).value(tree, (), ())
    return Document(name, value, lines, tree)


def shown(path: Path) -> str:
    """A path as people see it: relative to the working folder where it lies inside."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


class _Construction:
    """Turns the nodes of one file into JSON values and notes their lines."""

    def __init__(self, name: str, lines: dict[Pointer, int]) -> None:
        self.name = name
        self.lines = lines

    def value(self, node: yaml.Node, at: Pointer, above: tuple[int, ...]) -> Any:
        if id(node) in above:
            raise self.error(node, "an alias points at what contains it")
        self.lines.setdefault(at, node.start_mark.line + 1)
        above = (*above, id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at, above)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*at, index), above) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        raise self.error(node, "neither a mapping, a sequence nor a scalar")

    def mapping(self, node: yaml.MappingNode, at: Pointer, above: tuple[int, ...]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, child in node.value:
            name = self.key(key)
            if name in made:
                raise self.error(key, f"key {name!r} is there twice")
            self.lines[(*at, name)] = key.start_mark.line + 1
            made[name] = self.value(child, (*at, name), above)
        return made

    def key(self, node: yaml.Node) -> str:
        name = self.scalar(node) if isinstance(node, yaml.ScalarNode) else node.value
        if not isinstance(name, str):
            shown_key = node.value if isinstance(node, yaml.ScalarNode) else "(a collection)"
            raise self.error(node, f"key {shown_key} is not a string; quote it")
        return name

    def scalar(self, node: yaml.ScalarNode) -> Scalar:
        text: str = node.value
        if not node.style and _NOT_JSON.fullmatch(text):
            raise self.error(node, f"JSON has no {text}")
        if node.tag == f"{_TAG}str":
            return text
        if node.tag not in _VALUES:
            raise self.error(node, f"tag {node.tag.replace(_TAG, '!!')} has no place in a contract")
        try:
            return _VALUES[node.tag](text)
        except ValueError as error:
            raise self.error(node, f"{text!r} is no {node.tag.removeprefix(_TAG)}") from error

    def error(self, node: yaml.Node, problem: str) -> YamlError:
        return YamlError(self.name, node.start_mark.line + 1, problem)
