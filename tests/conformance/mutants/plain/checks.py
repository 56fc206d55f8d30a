"""What a body has to look like, member by member."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from .store import Store
from .wire import Refusal, Request, Row

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
SLUG = re.compile(r"[a-z0-9-]+")
OBJECT_ID = re.compile(r"[0-9a-f]{24}")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?")


@dataclass(frozen=True)
class Field:
    """One member of a body. ``low`` and ``high`` bound a length (texts, lists) or a value (whole numbers)."""

    kind: str
    required: bool = False
    null: bool = False
    low: int = 0
    high: int = 1_000_000
    options: tuple[str, ...] = ()
    form: str = ""


Form = dict[str, Field]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


class Checks(Store):
    """Bodies and query parameters against the forms of ``forms.FORMS``."""

    forms: dict[str, Form]

    def form(self, name: str) -> Form:
        """The members a kind of body may have."""
        return self.forms[name]

    def invalid(self, text: str) -> Refusal:
        """The refusal of a body or parameter that breaks a bound."""
        return Refusal(400, text)

    def read_body(self, request: Request) -> Row:
        """The JSON object a request carries; no body at all counts as one without members."""
        if request.fault is not None:
            raise request.fault
        if not request.raw:
            return {}
        if request.headers["content-type"].partition(";")[0].strip().lower() != "application/json":
            raise self.invalid("Content-Type must be application/json")
        try:
            body: object = json.loads(request.raw.decode("utf-8"), parse_constant=_refuse_constant)
            json.dumps(body, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (ValueError, RecursionError) as broken:
            raise self.invalid("The body is not valid JSON") from broken
        if not isinstance(body, dict):
            raise self.invalid("The body must be a JSON object")
        return body

    def take(self, request: Request, name: str) -> Row:
        """The checked members of a request's body; those the form does not know are left out."""
        return self.check_form(name, self.read_body(request))

    def take_query(self, request: Request, name: str) -> Row:
        """The checked query parameters of a request."""
        return self.check_form(name, {key: values[0] for key, values in request.query.items()})

    def check_form(self, name: str, body: Row) -> Row:
        """The members of ``body`` that the form knows, each checked and put into its stored form."""
        taken: Row = {}
        for key, field in self.form(name).items():
            if key in body:
                taken[key] = self.check_value(name, key, field, body[key])
            elif field.required:
                raise self.invalid(f"{key} is required")
        return taken

    def check_value(self, name: str, key: str, field: Field, value: object) -> object:
        """One value in its stored form; 400 where the field cannot hold it."""
        if value is None:
            if field.null:
                return None
            raise self.invalid(f"{key} must not be null")
        check = getattr(self, f"check_{field.kind}")
        return check(key, field, value)

    def check_text(self, key: str, field: Field, value: object) -> str:
        if not isinstance(value, str):
            raise self.invalid(f"{key} must be a string")
        if not field.low <= len(value) <= field.high:
            raise self.invalid(f"{key} must have {field.low} to {field.high} characters")
        return value

    def check_pattern(self, key: str, field: Field, value: object, pattern: re.Pattern[str]) -> str:
        text = self.check_text(key, field, value)
        if not pattern.fullmatch(text):
            raise self.invalid(f"{key} has the wrong form")
        return text

    def check_email(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, EMAIL)

    def check_slug(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, SLUG)

    def check_ident(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, OBJECT_ID)

    def check_color(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, COLOR)

    def check_date(self, key: str, field: Field, value: object) -> str:
        text = self.check_pattern(key, field, value, DATE)
        try:
            moment = datetime.fromisoformat(text)
            return self.stamp((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError) as broken:
            raise self.invalid(f"{key} is no date") from broken

    def check_enum(self, key: str, field: Field, value: object) -> str:
        if not isinstance(value, str) or value not in field.options:
            raise self.invalid(f"{key} must be one of {', '.join(field.options)}")
        return value

    def check_whole(self, key: str, field: Field, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not field.low <= value <= field.high:
            raise self.invalid(f"{key} must be a whole number from {field.low} to {field.high}")
        return value

    def check_flag(self, key: str, field: Field, value: object) -> bool:
        if not isinstance(value, bool):
            raise self.invalid(f"{key} must be true or false")
        return value

    def check_object(self, key: str, field: Field, value: object) -> Row:
        if not isinstance(value, dict):
            raise self.invalid(f"{key} must be an object")
        return self.check_form(field.form, value) if field.form else value

    def check_json(self, key: str, field: Field, value: object) -> Any:
        if not isinstance(value, dict | list):
            raise self.invalid(f"{key} must be an object or a list")
        return value

    def check_list(self, key: str, field: Field, value: object) -> list[Any]:
        """A list of objects after ``form``, of the enumerated ``options``, or of texts."""
        if not isinstance(value, list) or not field.low <= len(value) <= field.high:
            raise self.invalid(f"{key} must be a list of {field.low} to {field.high} items")
        kind = "object" if field.form else "enum" if field.options else "text"
        item = Field(kind, options=field.options, form=field.form)
        return [self.check_value(key, key, item, one) for one in value]
