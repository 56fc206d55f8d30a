"""A route table for OpenAPI path templates: a trie over path segments.

Own code because Falcon's router refuses path sets that are ordinary in OpenAPI (`/users/{id}` beside
`/users/{user_id}/posts`) and sees the path only after `%2F` has become a slash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mock_server.engine.call import Route

_FIELD = re.compile(r"\{([^{}]+)\}")


class Place:
    """The end of a path template: its methods, each with its operation and field names."""

    __slots__ = ("_methods", "allow")

    def __init__(self) -> None:
        self._methods: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.allow: tuple[str, ...] = ()
        """Methods this path serves, for an `Allow` header; HEAD wherever GET is."""

    def add(self, method: str, operation: str, names: tuple[str, ...]) -> None:
        """Bind a method.

        Raises:
            ValueError: the path already has an operation for the method.
        """
        if method in self._methods:
            raise ValueError(f"{method} is taken by {self._methods[method][0]}, {operation} cannot have it too")
        self._methods[method] = (operation, names)
        served = set(self._methods)
        self.allow = tuple(sorted(served | {"HEAD"} if "GET" in served else served))

    def find(self, method: str) -> tuple[str, tuple[str, ...]] | None:
        """Give the operation and field names of a method; HEAD falls back to GET."""
        found = self._methods.get(method)
        if found is None and method == "HEAD":
            return self._methods.get("GET")
        return found


class _Node:
    __slots__ = ("field", "literals", "mixed", "place")

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.mixed: list[tuple[re.Pattern[str], _Node]] = []
        self.field: _Node | None = None
        self.place: Place | None = None

    def child(self, segment: str) -> _Node:
        """Give the node below for a template segment, made where it is new."""
        if "{" not in segment:
            return self.literals.setdefault(segment, _Node())
        if _FIELD.fullmatch(segment):
            self.field = self.field or _Node()
            return self.field
        pattern = _compile_mixed(segment)
        for known, node in self.mixed:
            if known.pattern == pattern.pattern:
                return node
        node = _Node()
        self.mixed.append((pattern, node))
        return node

    def find(self, segments: Sequence[str], at: int, values: list[str]) -> Place | None:
        """Walk down, most literal first; `values` collects what the fields matched."""
        if at == len(segments):
            return self.place
        segment = segments[at]
        below = self.literals.get(segment)
        if below is not None and (place := below.find(segments, at + 1, values)):
            return place
        # An empty segment (a trailing or double slash) never fills a field.
        return self._find_field(segment, segments, at, values) if segment else None

    def _find_field(self, segment: str, segments: Sequence[str], at: int, values: list[str]) -> Place | None:
        mark = len(values)
        for pattern, node in self.mixed:
            if match := pattern.fullmatch(segment):
                values.extend(match.groups())
                if place := node.find(segments, at + 1, values):
                    return place
                del values[mark:]
        if self.field is None:
            return None
        values.append(segment)
        if place := self.field.find(segments, at + 1, values):
            return place
        del values[mark:]
        return None


class RouteTable:
    """Finds the place a path leads to. Literals win over fields, and a dead end is backed out of."""

    def __init__(self, routes: Iterable[Route]) -> None:
        """Build the table.

        Raises:
            ValueError: two routes share method and path.
        """
        self._root = _Node()
        for route in routes:
            node = self._root
            for segment in route.template.removeprefix("/").split("/"):
                node = node.child(segment)
            node.place = node.place or Place()
            node.place.add(route.method, route.operation, tuple(_FIELD.findall(route.template)))

    def find(self, segments: Sequence[str]) -> tuple[Place, list[str]] | None:
        """Give the place of a decoded path and the values of its fields, left to right."""
        values: list[str] = []
        place = self._root.find(segments, 0, values)
        return None if place is None else (place, values)


def _compile_mixed(segment: str) -> re.Pattern[str]:
    """Compile a segment that mixes text and fields, such as `{id}:archive`."""
    parts = re.split(r"\{[^{}]+\}", segment)
    return re.compile("(.+?)".join(re.escape(part) for part in parts), re.DOTALL)
