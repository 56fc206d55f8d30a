"""The files mean what they look like, and the same in YAML 1.1 and 1.2: every tool must read one contract."""

import re
from collections.abc import Iterator

import yaml

from specs.lint.finding import Finding
from specs.loader import Document

# YAML 1.1 names them as booleans; PyYAML's own table leaves them out, other parsers do not.
_SHORT_BOOLEANS = {"y", "Y", "n", "N"}
# 010 is eight to YAML 1.1 and ten to YAML 1.2.
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")


def check_yaml(document: Document) -> Iterator[Finding]:
    """Plain scalars, keys included, that a YAML 1.1 parser takes for something else, and texts cut at a comma."""
    if document.tree is None:
        yield Finding(document.name, 1, "yaml", "the file is empty")
        return
    old_loader = yaml.CSafeLoader("")
    for node in _nodes(document.tree, set()):
        yield from _cut_texts(document, node)
        if not isinstance(node, yaml.ScalarNode):
            continue
        kind = None if node.style else _old_kind(old_loader, node)
        if kind is not None:
            message = f"{node.value} is a {kind} to YAML 1.1; quote it, or write it in a form both read alike"
            yield Finding(document.name, node.start_mark.line + 1, "yaml", message)


def _old_kind(old_loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> str | None:
    """What YAML 1.1 takes a plain scalar for; None where both versions agree."""
    if node.value in _SHORT_BOOLEANS:
        return "bool"
    if _LEADING_ZERO.fullmatch(node.value):
        return "octal int"
    old: str = old_loader.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]
    return None if old == node.tag else old.rpartition(":")[2]


def _cut_texts(document: Document, node: yaml.Node) -> Iterator[Finding]:
    """In `{a: one, two}` the comma ends the text, and ` two` becomes a key without a value."""
    if not isinstance(node, yaml.MappingNode) or not node.flow_style:
        return
    for key, value in node.value:
        if isinstance(value, yaml.ScalarNode) and not value.style and value.value == "":
            message = f"{key.value!r} is a key without a value; quote the text before it, or write null"
            yield Finding(document.name, key.start_mark.line + 1, "yaml", message)


def _nodes(node: yaml.Node, seen: set[int]) -> Iterator[yaml.Node]:
    """A node and all below it, each once however many aliases lead to it."""
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(key, seen)
            yield from _nodes(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nodes(item, seen)
