"""One request on its way through an operation: what a stage, a verb or a handler sees and may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NoReturn

import orjson

from mock_server.engine.chain import fill_from_path
from mock_server.engine.contract import ContractError, Json
from mock_server.engine.journal import record
from mock_server.engine.members import make_standing
from mock_server.engine.owner import caller_id, is_owner
from mock_server.engine.raw import Raw, Upload
from mock_server.engine.refusals import Refused
from mock_server.engine.rows import ANY
from mock_server.engine.sight import pick_seen, sees
from mock_server.engine.tokens import issue_token
from mock_server.engine.visit import Shown, Visit

if TYPE_CHECKING:
    from mock_server.engine.call import Call
    from mock_server.engine.outbox import Outbox
    from mock_server.engine.plan import Plan
    from mock_server.engine.table import Row
    from mock_server.engine.world import World

Handler = Callable[["Act"], "Json | Raw"]
"""Serves an operation that cannot be declared: gives the body of its answer, which is cut to the declared members, or
a `Raw` answer, which is sent as it is."""

Prepare = Callable[["Act"], None]
"""Looks at the request of a generic operation before its work: completes its body, lays down the fields that are
written in place of it, or refuses."""

Effect = Callable[["Act", "Row", "Row | None"], None]
"""What else follows from the work of a generic operation, given the row it left (of a deletion: as it was last) and
the row as it was before a change; a row it changes once more becomes `act.row`."""

_NO_FILES: Mapping[str, Upload] = {}


class Act:
    """A request being answered.

    `path`, `query` and `headers` hold typed parameters by name (header names in lower case), `body` the parsed body,
    `files` the uploads of a multipart body by part, `tenant` the tenant or None for the default context (with tenants
    from paths: the id of the innermost guard's row), `row` the row the path names (after a change: the new one),
    `before` that row as it was before the change. `fields` is None; what a prepare puts there is written by a generic
    create or update in place of the body.

    Who calls: `caller` (the user's row), `credential` (scheme, scopes, token row), `guarded` (row of a guard),
    `member` (the caller's membership there), `path_row` (row of a resource named in the path). A new row takes the ids
    of guards, parents and owner from them. `find` and `where` see what the caller may see; `get` and `everywhere`
    everything. Time: `later` registers a step; mail: `mail`; webhooks: `post`; bytes: `keep` and `bytes_of`; tokens:
    `issue`.
    """

    __slots__ = (
        "before", "body", "call", "fields", "files", "headers", "now", "path", "plan", "query", "row", "rows", "tenant",
        "visit", "world",
    )  # fmt: skip

    def __init__(self, plan: Plan, world: World, path: Mapping[str, Json], call: Call) -> None:
        self.plan = plan
        self.world = world
        self.rows = world.rows
        self.call = call
        self.path = path
        self.query: Mapping[str, Json] = {}
        self.headers: Mapping[str, Json] = {}
        self.body: Json = None
        self.fields: Mapping[str, Json] | None = None
        self.files = _NO_FILES
        self.tenant: str | None = None
        self.row: Row | None = None
        self.before: Row | None = None
        self.visit = Visit() if plan.visited else None
        self.now = world.clock.stamp()

    @property
    def current(self) -> Row:
        """The row the path names; ContractError in an operation whose path names none."""
        if self.row is None:
            raise ContractError(f"{self.plan.operation.id}: its path names no row")
        return self.row

    @property
    def caller(self) -> Row | None:
        """The row of the user who calls; None in a public operation."""
        return self.visit.caller if self.visit else None

    @property
    def credential(self) -> Shown | None:
        """The credential that was shown; None in a public operation."""
        return self.visit.credential if self.visit else None

    @property
    def accepts(self) -> str:
        """The Accept header; empty where there is none."""
        return self.call.headers.get("accept", "")

    @property
    def outbox(self) -> Outbox:
        """The mails of the world."""
        return self.world.outbox

    def guarded(self, guard: str) -> Row:
        """The row a guard's parameter names; KeyError where the path does not hold it."""
        return self._visited().guarded[guard]

    def member(self, guard: str) -> Row:
        """The caller's membership row of a guard, or of the row of a resource with `members` that the path names.

        Of a resource it is the declared default where there is no such row. KeyError where there is nothing to show.
        """
        visit, contract = self._visited(), self.rows.model.contract
        if guard in visit.members or guard not in visit.rows:
            return visit.members[guard]
        return make_standing(contract, contract.resource(guard))(self) or {}

    def path_row(self, resource: str) -> Row:
        """The row of a resource the path names; KeyError where it names none."""
        return self._visited().rows[resource]

    def tenant_of(self, resource: str) -> Json:
        """The tenant whose rows of a resource are in reach: a guard's id, the act's tenant, or `ANY`."""
        if self.visit is None:
            return self.tenant
        field = self.rows.model.contract.resource(resource).tenant or ""
        return self.visit.anchors.get(field, ANY if self.visit.open else self.tenant)

    def create(self, resource: str, fields: Mapping[str, Json]) -> Row:
        """Add a row in the act's tenant, under the rows of the path; Refused where a unique value is taken."""
        if self.visit is None:
            return self.rows.create(resource, self.tenant, fields)
        tenant = self.tenant_of(resource)
        whole = {**fill_from_path(self, resource), **fields}
        return self.rows.create(resource, None if tenant is ANY else tenant, whole, self.visit.caller)

    def find(self, resource: str, row_id: str) -> Row | None:
        """The row of that id, or None where there is none the caller may see."""
        row = self.rows.find(resource, row_id, self.tenant_of(resource))
        return row if row is not None and sees(self, resource, row) else None

    def where(self, resource: str, **fields: Json) -> list[Row]:
        """Rows the caller may see whose fields have those values, oldest first; a given tenant or owner field wins."""
        found = self.rows.where(resource, self.tenant_of(resource), **fields)
        entry = self.rows.model.contract.resource(resource)
        if entry.owner is not None and self.caller is not None and entry.owner not in fields:
            found = [row for row in found if is_owner(self, entry, row)]
        return pick_seen(self, resource, found)

    def get(self, resource: str, row_id: str) -> Row | None:
        """The row of that id, of whatever tenant and owner, or None."""
        return self.rows.store.get(resource, row_id)

    def everywhere(self, resource: str, **fields: Json) -> list[Row]:
        """Rows of all tenants and owners whose fields have those values, oldest first."""
        return self.rows.search(resource, fields)

    def change(self, fields: Mapping[str, Json]) -> Row:
        """Set fields of the row the path names; gives the new row and keeps the old one in `before`."""
        resource = self.plan.resource
        self.before = self.current
        self.row = self.rows.change(resource.name, self.before[resource.id_field], fields)
        return self.row

    def change_row(self, resource: str, row_id: str, fields: Mapping[str, Json]) -> Row:
        """Set fields of any row; KeyError for an unknown id."""
        return self.rows.change(resource, row_id, fields)

    def remove(self, resource: str, row_id: str) -> Row:
        """Delete any row as its resource declares; KeyError for an unknown id."""
        return self.rows.remove(resource, row_id)

    def move(self) -> Row:
        """Make the move the states of the resource declare for this operation; gives the new row."""
        if self.plan.move is None:
            raise ContractError(f"{self.plan.operation.id}: no move in the states of its resource names it")
        return self.plan.move(self)

    def emit(self, event: str, **fields: Json) -> None:
        """Append an event to the journal, about the act's row."""
        journal = self.rows.model.contract.journal
        tenant = self.tenant_of(journal.resource) if journal else self.tenant
        record(self.rows, event, None if tenant is ANY else tenant, self.row, fields)

    def issue(self, user: Row, scheme: str | None = None) -> str:
        """A signed token of a user; `scheme` where the contract has several signed kinds."""
        return issue_token(self.world, user, scheme)

    def later(self, seconds: float, step: str, payload: Mapping[str, Json]) -> None:
        """Register a step (a name in the package's STEPS) to run so many seconds from now by the world's clock."""
        self.world.plan_step(self.world.clock.now() + seconds, step, payload)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], done: str, payload: Mapping[str, Json]) -> None:
        """Send an HTTP POST in the background, after those posted before; nobody waits for it.

        Its outcome is told to the step `done` (a name in the package's STEPS), whose payload is this one with `status`
        (None without an answer) and `error` (None with one). Targets beyond this machine end in an error unless
        `--allow-webhook-host` names them. A step that logs the outcome should change a row made here: the ids it drew
        itself would depend on when the answer came.
        """
        self.world.post(url, body, headers, done, payload)

    def mail(self, to: str, subject: str, text: str, **facts: Json) -> None:
        """Send a mail, which stays in the world's outbox."""
        self.world.outbox.send(to, subject, text, self.now, **facts)

    def keep(self, name: str, data: bytes) -> None:
        """Keep bytes beside the rows, under a name such as a row's id."""
        self.world.blobs[name] = data

    def bytes_of(self, name: str) -> bytes | None:
        """Bytes kept under a name, or None."""
        return self.world.blobs.get(name)

    def refuse(self, cause: str, detail: str = "") -> NoReturn:
        """Refuse the request."""
        raise Refused(cause, detail)

    def show(self, resource: str, row: Row, schema: str) -> dict[str, Json]:
        """What a schema of `#/components/schemas` declares, of a row; derived fields are computed."""
        reference = {"$ref": f"#/components/schemas/{schema}"}
        return self.rows.model.cut_to_schema(resource, reference, self.plan.operation.id)(
            row, self.rows, caller_id(self)
        )

    def option(self, name: str) -> Json:
        """A switch of the world, as the API's package declares it and the control door sets it."""
        return self.world.options[name]

    def copy(self, row: Row) -> dict[str, Json]:
        """A copy of a row that may be changed."""
        copied: dict[str, Json] = orjson.loads(orjson.dumps(row))
        return copied

    def _visited(self) -> Visit:
        if self.visit is None:
            raise ContractError(f"{self.plan.operation.id}: its contract declares no guards and no path parameters")
        return self.visit
