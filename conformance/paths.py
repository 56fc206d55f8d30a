"""Filling paths: which values lead to a row, and which rows stand above one that is to be made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.chain import (
    above_names,
    creating,
    guard_names,
    is_nested,
    listing,
    names_in,
    own_name,
    stands_for,
)
from conformance.contract import Operation
from conformance.credentials import strongest_first
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.expr import pick
from conformance.lists import items_of
from conformance.target import Principal, Tenant

if TYPE_CHECKING:
    from conformance.maker import Made, Maker


LOOKS = 3  # at a list whose rows may still come
WAIT = 5.0  # seconds of a clock that can be moved; a tenth of it where time must really pass


class Paths:
    """The path parameters of one API, filled from the rows a maker made, shares or found."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.contract = maker.contract

    def known(self, resource: str | None, row_id: str, tenant: Tenant | None = None) -> Mapping[str, str]:
        """The parameters that lead to a row the run knows, those of guards above it left out; empty for others."""
        rows = [m for m in (*self.maker.shared.values(), *self.maker.made) if (m.resource, m.id) == (resource, row_id)]
        near = [m for m in rows if m.tenant == tenant] or rows
        if near:
            return near[-1].path
        return self.maker.seen.get((str(resource), row_id), {})

    def ids(
        self,
        operation: Operation,
        row_id: object = "",
        *,
        tenant: Tenant | None = None,
        parent: object = "",
        rest: str | None = None,
    ) -> dict[str, str]:
        """A value for each path parameter of a call on a row; what guards name is left to the tenant.

        Rows above one nobody knows are the run's own. ``parent`` names the row right above, where it matters;
        ``rest`` goes into parameters that stand for no resource.
        """
        names = names_in(operation.path)
        if not is_nested(self.contract):
            return dict.fromkeys(names[:-1], str(parent or row_id)) | dict.fromkeys(names[-1:], str(row_id))
        own = own_name(self.contract, operation)
        found = dict(self.known(operation.resource, str(row_id), tenant))
        if own is not None and row_id != "":
            found.setdefault(own, str(row_id))
        above = (self.contract.resources.get(str(operation.resource), {}).get("parent") or {}).get("resource")
        if parent != "" and above is not None:
            found = {**self.known(above, str(parent), tenant), **found}
            found |= {name: str(parent) for name in names if stands_for(self.contract, operation, name) == above}
        if rest is not None:
            found |= {n: rest for n in names if n not in found and stands_for(self.contract, operation, n) is None}
        return self._filled(operation, found, tenant)

    def to_create(self, operation: Operation, given: dict[str, Json], tenant: Tenant | None) -> dict[str, str]:
        """The path of a creation. Parents (or parameters) named in ``given`` are taken out of it and used."""
        parent = self.contract.resources.get(str(operation.resource), {}).get("parent") or {}
        found: dict[str, str] = {}
        for name in reversed(above_names(self.contract, operation)):
            above = stands_for(self.contract, operation, name)
            key = parent["field"] if above == parent.get("resource") else name
            for field in (name, key):
                if given.get(field) not in (None, ...):
                    value = str(given.pop(field))
                    found = {**self.known(above, value, tenant), **found, name: value}
        guard = next((g for g in self.contract.guards if g.resource == parent.get("resource")), None)
        if guard and guard.parameter in names_in(operation.path) and given.get(parent["field"]) not in (None, ...):
            value = str(given.pop(parent["field"]))
            found = {**found, guard.parameter: value, **self.known(guard.resource, value, tenant)}
        return self._filled(operation, found, tenant)

    def _filled(self, operation: Operation, found: dict[str, str], tenant: Tenant | None) -> dict[str, str]:
        """The rest of a path: rows the run shares, from right to left so that each hangs on the one before."""
        guarded = guard_names(self.contract)
        for name in reversed(names_in(operation.path)):
            if name in found or name in guarded:
                continue
            resource = stands_for(self.contract, operation, name)
            if resource is None:
                found[name] = self._linked(operation, name, found, tenant)
                continue
            found = {**self.above(resource, tenant).path, **found}
            if name not in found:
                raise CheckSkipped(f"no {resource} leads to {name} in {operation.path}")
        return {name: found[name] for name in names_in(operation.path) if name in found}

    def _linked(self, operation: Operation, name: str, found: Mapping[str, str], tenant: Tenant | None) -> str:
        """A value for a parameter of no resource: out of the answer of an operation whose link leads here."""
        for source in self.contract.operations.values():
            for answer in source.answers.values():
                for link in map(self.contract.resolve, answer.get("links", {}).values()):
                    where = link.get("parameters", {}).get(name, "")
                    if link.get("operationId") == operation.id and where.startswith("$response.body#/"):
                        return self._follow(source, where, found, tenant)
        raise CheckSkipped(f"nothing says what {name} in {operation.path} stands for")

    def _follow(self, source: Operation, where: str, found: Mapping[str, str], tenant: Tenant | None) -> str:
        if self.maker.forbidden and not source.is_read:
            raise CheckSkipped(f"needs {source.id} to be called, and {self.maker.forbidden}")
        rest = {name: value for name, value in found.items() if name in names_in(source.path)}
        own = own_name(self.contract, source)
        if own is not None and own not in rest:
            rest |= self.above(str(source.resource), tenant).path
        self.maker.begin()
        body = (
            {} if source.body_schema is None else {"json": self.maker.body(str(source.resource), operation=source.id)}
        )
        answer = self.maker.client.call(source, self._filled(source, rest, tenant), tenant=tenant, **body)
        value = pick(answer, where, None) if 200 <= answer.status < 300 else None
        if value is None:
            raise CheckSkipped(f"{source.id} does not show what its link promises")
        return str(value)

    def to_row(
        self, resource: str, row: dict[str, Json], ids: Mapping[str, str], row_id: str | None = None
    ) -> dict[str, str]:
        """The parameters that lead to a row that was just made or shown, given those of the path it came from."""
        guard = next((g for g in self.contract.guards if g.resource == resource), None)
        path = dict(ids)
        operations = (op for op in self.contract.operations.values() if op.resource == resource)
        named = (name for op in operations if (name := own_name(self.contract, op)) is not None)
        own = self.contract.resources[resource].get("parameter") or next(named, None)
        if own is not None:
            seen = str(row[guard.by]) if guard and guard.by in row else None
            path[own] = seen or row_id or self.maker.id_of(resource, row)
        return path

    def _members(self, resource: str, tenant: Tenant | None) -> list[Principal]:
        """The people of a tenant whose memberships are rows of a resource; those who may do least come first."""
        if not any(guard.members and guard.members.resource == resource for guard in self.contract.guards):
            return []
        ranked = strongest_first(self.contract, self.maker.target.principals)
        return [p for p in reversed(ranked) if p.user and tenant is not None and p.tenant == tenant.name]

    def remember(self, operation: Operation, answer: Exchange, rows: list[dict[str, Json]]) -> None:
        """Keep the ways to the rows a list showed."""
        found = operation.pattern.search(answer.request.path.split("?")[0])
        ids = dict(zip(names_in(operation.path), found.groups(), strict=True)) if found else {}
        ids = {name: value for name, value in ids.items() if name not in guard_names(self.contract)}
        resource = str(operation.resource)
        for row in rows:
            if (row_id := row.get(self.contract.resources[resource]["id"]["field"])) is not None:
                self.maker.seen[resource, str(row_id)] = self.to_row(resource, row, ids)

    def parent_in(self, resource: str, operation: Operation, ids: Mapping[str, str]) -> str | None:
        """The id of the parent, where the path names it."""
        above = (self.contract.resources[resource].get("parent") or {}).get("resource")
        names = [n for n in ids if stands_for(self.contract, operation, n) == above]
        return ids[names[-1]] if names and above else None

    def above(self, resource: str, tenant: Tenant | None) -> Made:
        """A row others can hang on: the check's own, one the run shares, one that is there, or a new one."""
        where = tenant or self.maker.home()
        if own := self.maker.own(resource, where):
            return own[-1]
        if shared := self.maker.shared.get((resource, where.name if where else None)):
            return shared
        if self.maker.forbidden or creating(self.contract, resource) is None:
            return self.existing(resource, where)
        self.maker.make(resource, tenant=where)
        return self.maker.made[-1]

    def hatched(self, resource: str, tenant: Tenant | None) -> Made | None:
        """A row that came with a row the run makes now, where rows of its kind are not made by themselves."""
        parent = (self.contract.resources[resource].get("parent") or {}).get("resource")
        rows = listing(self.contract, resource)
        hangs = rows is not None and parent in {stands_for(self.contract, rows, n) for n in names_in(rows.path)}
        if self.maker.forbidden or parent is None or not hangs or creating(self.contract, parent) is None:
            return None
        if parent in {guard.resource for guard in self.contract.guards}:
            return None
        self.maker.make(parent, tenant=tenant)
        for _ in range(LOOKS):
            try:
                return self.existing(resource, tenant)
            except CheckSkipped:
                self._wait(self.maker.made[-1])
        self.maker.made.insert(0, self.maker.made.pop())  # it does not help: others are preferred again
        return None

    def _wait(self, row: Made) -> None:
        """Let a little time pass on the target, and look at a row: some rows come of work that goes on there."""
        patience = self.maker.client.patience
        for operation in self.contract.by("read", row.resource)[:1]:
            self.maker.client.call(operation, self.ids(operation, row.id, tenant=row.tenant), tenant=row.tenant)
        (patience.advance or patience.sleep)(WAIT if patience.advance else WAIT / 10)

    def existing(self, resource: str, tenant: Tenant | None) -> Made:
        """The first row of a resource that its list shows. Raises CheckSkipped where there is none."""
        from conformance.maker import Made

        for principal in self._members(resource, tenant):
            path = self.to_row(resource, {}, {}, str(principal.user))
            return Made(resource, str(principal.user), tenant, path=path)
        if (operation := listing(self.contract, resource)) is not None:
            ids = self.ids(operation, tenant=tenant)
            answer = self.maker.client.call(operation, ids, tenant=tenant)
            rows = items_of(self.contract, answer) if 200 <= answer.status < 300 else []
            if rows and isinstance(rows[0], dict):
                path = self.to_row(resource, rows[0], ids)
                row_id = self.maker.id_of(resource, rows[0])
                self.maker.seen[resource, row_id] = path
                return Made(resource, row_id, tenant, path=path)
        raise CheckSkipped(f"the target shows no {resource} to work with")
