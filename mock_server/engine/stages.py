"""The steps between a request and its act, each with the cause it refuses with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson

from mock_server.engine.contract import Body, Contract, Operation, Resource
from mock_server.engine.faults import Blame, Fault
from mock_server.engine.multipart import read_form
from mock_server.engine.parameters import Reader, read_named, read_query
from mock_server.engine.refs import follow
from mock_server.engine.refusals import Refused
from mock_server.engine.schemas import Schemas
from mock_server.engine.tenancy import cause_of_foreign, owns

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.table import Row

Stage = Callable[["Act"], None]

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


def make_size_stage(limit: int, files: Mapping[str, int]) -> Stage:
    """Refuse a body of more bytes than `limit`, or one the transport did not read because of its size.

    A form with files has no limit of its own here: each file has, once it is known.
    """

    def check(act: Act) -> None:
        body = act.call.body
        if body is None or (not files and len(body) > limit):
            raise Refused("too_large")

    return check


def make_media_stage(body: Body) -> Stage:
    """Refuse a body of another media type; no body at all is not this stage's matter."""
    expected, words = body.media_type, " or ".join((body.media_type, *body.also))

    def check(act: Act) -> None:
        sent = act.call.headers.get("content-type", "")
        if sent == expected or (not sent and not act.call.body):
            return
        if _bare(sent) not in (expected, *body.also):
            raise Refused("media_type", f"send {words}")

    return check


def make_parse_stage(body: Body) -> Stage:
    """Read the JSON body, or a form where the operation reads those too: its fields as texts, the first of each name.

    An empty body is no JSON; where none is required it counts as absent.
    """
    forms = FORM in (body.media_type, *body.also)

    def parse(act: Act) -> None:
        sent = act.call.body
        if not sent:
            if body.required:
                raise Refused("malformed", "the body is empty")
            return
        if forms and _bare(act.call.headers.get("content-type", "")) == FORM:
            act.body = _read_fields(sent)
            return
        try:
            act.body = orjson.loads(sent)
        except orjson.JSONDecodeError as error:
            raise Refused("malformed", f"{error.msg} (character {error.pos})") from None

    return parse


def _bare(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def _read_fields(sent: bytes) -> dict[str, str]:
    """The fields of an `application/x-www-form-urlencoded` body."""
    try:
        pairs = parse_qsl(sent.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise Refused("malformed", f"the form: {error}") from None
    return dict(reversed(pairs))


def make_form_stage(body: Body, files: Mapping[str, int]) -> Stage:
    """Read a multipart body into the act's body and files; each file may have so many bytes."""

    def parse(act: Act) -> None:
        sent = act.call.body
        if not sent and not body.required:
            return
        try:
            act.body, act.files = read_form(act.call.headers.get("content-type", ""), sent or b"", files)
        except ValueError as error:
            raise Refused("malformed", f"the form: {error}") from None
        for name, upload in act.files.items():
            if name in files and len(upload.data) > files[name]:
                raise Refused("too_large", f"{name} may have {files[name]} bytes")

    return parse


def make_row_stage(contract: Contract, resource: Resource, parameter: str) -> Stage:
    """Find the row the path names; a foreign one is refused as the contract says."""
    name, missing = resource.name, resource.missing or "invalid"
    foreign = cause_of_foreign(contract, resource)

    def find(act: Act) -> None:
        row = act.rows.store.get(name, act.path[parameter])
        if row is None:
            raise Refused(missing)
        if not owns(resource, row, act.tenant):
            raise Refused(foreign)
        act.row = row

    return find


def make_parent_stage(
    parent: Resource, member: str, cause: str, hangs: Callable[[Act, Row], bool] | None = None
) -> Stage:
    """Refuse a reference to no row, or to one that does not hang on the rows of the path.

    It may run before validation, so it looks at texts only.
    """
    name = parent.name

    def look(act: Act) -> None:
        given = act.body.get(member) if isinstance(act.body, Mapping) else None
        if not isinstance(given, str):
            return
        row = act.find(name, given)
        if row is None or (hangs is not None and not hangs(act, row)):
            raise Refused(cause, f"{member} names none")

    return look


def make_check_stage(
    operation: Operation, schemas: Schemas, blame: Blame, readers: Mapping[str, list[Reader]]
) -> Stage:
    """Type and check parameters and body; of several faults the one whose cause comes first is told."""
    query, header, path = (readers.get(place, []) for place in ("query", "header", "path"))
    validator = schemas.compile(operation.body.schema) if operation.body else None
    body_required = operation.body is not None and operation.body.required

    def check(act: Act) -> None:
        faults: list[Fault] = []
        if query:
            act.query = read_query(query, act.call.query, faults, blame.missing)
        if header:
            act.headers = read_named(header, act.call.headers, faults, blame.missing)
        if path:
            act.path = read_named(path, act.path, faults, blame.missing)
        if validator is not None and (body_required or act.call.body):
            faults += blame.find_body_faults(validator, act.body)
        if faults:
            raise blame.refuse(faults)

    return check


def find_row_parameter(operation: Operation, resource: Resource) -> str | None:
    """The path parameter that names the row: the one called as the id field, else the last one."""
    names = [parameter.name for parameter in operation.parameters if parameter.place == "path"]
    if not names or operation.verb in ("list", "create"):
        return None
    return resource.id_field if resource.id_field in names else names[-1]


def body_members(schemas: Schemas, operation: Operation) -> Mapping[str, object]:
    """The declared members of the operation's body."""
    if operation.body is None:
        return {}
    return schemas.members(follow(schemas.document, operation.body.schema))
