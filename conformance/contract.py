"""The judge's own reader of a bundle: the contract as frozen dataclasses.

Written apart from the mock's reader on purpose: a shared one would share its bugs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from conformance.access import Credential, Gate, Guard, Members, read_credentials, read_gates, read_guards, read_members
from conformance.exchange import Json
from conformance.expr import MISSING, pick
from conformance.parts import BASES, Cause, Operation, Parameter, Requirement, answer_for, strongest

__all__ = [
    "BASES",
    "MISSING",
    "Cause",
    "Contract",
    "Operation",
    "Parameter",
    "Requirement",
    "answer_for",
    "load",
    "pick",
    "read",
    "strongest",
]


@dataclass(frozen=True)
class Contract:
    """All the judge knows of one API."""

    api: str
    hash: str
    document: dict[str, Json] = field(repr=False)
    operations: dict[str, Operation]
    resources: dict[str, dict[str, Json]]
    conventions: dict[str, Json]
    requirements: list[Requirement]

    @cached_property
    def validators(self) -> dict[str, Callable[[Json], bool]]:
        """Validators built so far, by the text of their schema: building one reads every component."""
        return {}

    def resolve(self, node: Json) -> Json:
        """Follow ``{"$ref": "#/…"}`` (or a bare ``#/…`` string) to the end; siblings win over the target."""
        seen = 0
        while (ref := _reference(node)) is not None and seen < 50:
            found: Json = self.document
            for part in ref[2:].split("/"):
                found = found[unquote(part).replace("~1", "/").replace("~0", "~")]
            siblings = {k: v for k, v in node.items() if k != "$ref"} if isinstance(node, dict) else {}
            node = {**found, **siblings} if siblings and isinstance(found, dict) else found
            seen += 1
        return node

    def schema(self, ref: str | dict[str, Json]) -> dict[str, Json]:
        """The schema a reference, a component name or an inline schema stands for (top level resolved)."""
        if isinstance(ref, str) and not ref.startswith("#/"):
            ref = f"#/components/schemas/{ref}"
        resolved: dict[str, Json] = self.resolve(ref)
        return resolved

    def standalone(self, ref: str | dict[str, Json]) -> dict[str, Json]:
        """A schema with the document's components beside it, so that a JSON Schema validator can use it alone."""
        return {**self.schema(ref), "components": self.document.get("components", {})}

    def by(self, act: str, resource: str | None = None) -> list[Operation]:
        """Operations that do one act, of one resource or of all."""
        return [op for op in self._by_act.get(act, ()) if resource is None or op.resource == resource]

    @cached_property
    def _by_act(self) -> dict[str, list[Operation]]:
        found: dict[str, list[Operation]] = defaultdict(list)
        for op in self.operations.values():
            found[str(op.acts.get("as"))].append(op)
        return dict(found)

    def cause(self, name: str) -> Cause:
        """The named cause. KeyError when the contract has none of that name."""
        raw = self.conventions["errors"]["causes"][name]
        basis = _basis(raw) or "documented"
        return Cause(
            name=name,
            status=raw["status"],
            code=raw.get("code"),
            basis=basis,
            code_basis=raw.get("code_basis", basis),
            also=tuple(raw.get("also", ())),
            headers=tuple(raw.get("headers", ())),
            raw=raw,
        )

    def answer_schema(self, operation: Operation, status: int, media: str = "application/json") -> Json | None:
        """The schema of one documented answer, or None."""
        answer = answer_for(operation, status)
        content = (answer or {}).get("content", {})
        return content.get(media, {}).get("schema")

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """The rows in paths that only members may enter, in the order they are asked for."""
        return read_guards(self.conventions)

    @cached_property
    def credentials(self) -> dict[str, Credential]:
        """Kinds of tokens by security scheme."""
        return read_credentials(self.conventions)

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """Features behind flags, by name."""
        return read_gates(self.conventions)

    @cached_property
    def members(self) -> dict[str, Members]:
        """The rows that make somebody a member of another row, by the resource of that other row."""
        return read_members(self.resources)

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Path prefixes that stand for the same operations (``/v1``), longest first."""
        declared = self.conventions.get("alias") or self.conventions.get("aliases") or []
        found = [declared] if isinstance(declared, (str, dict)) else list(declared)
        prefixes = [str(a["prefix"]) if isinstance(a, dict) else str(a) for a in found]
        return tuple(sorted(prefixes, key=len, reverse=True))

    def match(self, method: str, path: str) -> Operation | None:
        """The operation a request goes to (query ignored, alias prefix stripped), literal paths before templates."""
        bare = path.split("?", 1)[0]
        forms = [bare, *(bare[len(a) :] for a in self.aliases if bare.startswith(a + "/"))]
        found = [
            op for op in self.operations.values() if op.method == method and any(op.pattern.match(f) for f in forms)
        ]
        return min(found, key=lambda op: op.path.count("{"), default=None)


def _reference(node: Json) -> str | None:
    ref = node.get("$ref") if isinstance(node, dict) else node
    return ref if isinstance(ref, str) and ref.startswith("#/") else None


def _basis(node: Json) -> str | None:
    source = node.get("x-source") or {} if isinstance(node, dict) else {}
    found = source.get("basis") or (node.get("basis") if isinstance(node, dict) else None)
    return str(found) if found else None


def load(api: str) -> Contract:
    """Read the bundle of an API by ``specs.load``. KeyError or LookupError of ``specs`` pass through."""
    import specs

    return read(specs.load(api))


def read(bundle: dict[str, Any]) -> Contract:
    """Turn a bundle (see ARCHITECTURE.md) into a Contract."""
    from conformance.operations import read_operations  # the two modules name each other's types

    document = bundle["document"]
    bare = Contract(
        api=bundle["api"],
        hash=bundle.get("hash", ""),
        document=document,
        operations={},
        resources=document.get("components", {}).get("x-resources", {}),
        conventions=document.get("x-conventions", {}),
        requirements=[_requirement(row) for row in bundle.get("requirements", [])],
    )
    bare.operations.update(read_operations(bare))
    return bare


def _requirement(row: dict[str, Json]) -> Requirement:
    return Requirement(
        id=row["id"],
        says=row["says"],
        basis=row["basis"],
        source=row.get("source"),
        operations=tuple(row.get("operations", ())),
        checks=tuple(row.get("checks", ())),
        unverifiable=row.get("unverifiable"),
        conflict=row.get("conflict"),
    )
