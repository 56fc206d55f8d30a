"""Asking through a generated client, and comparing what came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.witness.generated import Failed, Generated

# What generated code raises where an answer is not of the shape it was made for.
SHAPES = (AttributeError, KeyError, TypeError, ValueError)


@dataclass
class Caller:
    """Somebody with a generated client, and where they are: the parameters of paths, by the client's names."""

    package: Generated
    url: str
    client: Any
    at: dict[str, str] = field(default_factory=dict)

    def ask(self, function: str, status: int = 200, **more: Any) -> Any:
        """Call a function of the client, `tag.operation`; gives its response.

        Raises:
            Failed: another status came, or the client cannot read the answer.
        """
        ask = self.package.load(f"api.{function}").sync_detailed
        taken = {name: value for name, value in self.at.items() if name in ask.__annotations__}
        try:
            answer = ask(client=self.client, **taken, **more)
        except (*SHAPES, httpx.HTTPError) as error:
            raise Failed(f"{function}: the client fails with {type(error).__name__}: {error}") from error
        if answer.status_code != status:
            said = answer.content[:300].decode("utf-8", "replace")
            raise Failed(f"{function}: {status} was expected, {answer.status_code.value} came: {said}")
        return answer

    def create(self, function: str, body: Any) -> Any:
        """Create a row; gives what the answer shows."""
        return self.ask(function, 201, body=body).parsed

    def find(self, function: str, made: Any) -> Any:
        """The row of a list that has the id of another; Failed where there is not exactly one."""
        rows = self.ask(function).parsed
        found = [row for row in rows if row.id == made.id]
        if len(found) != 1:
            raise Failed(f"{function}: {len(found)} of {len(rows)} rows have the id {made.id} of what was created")
        return found[0]


def agree(what: str, row: Any, **wanted: object) -> None:
    """Compare members of a model; Failed with the first that differs."""
    for name, value in wanted.items():
        if (seen := getattr(row, name)) != value:
            raise Failed(f"{what}: {name} is {seen!r} where {value!r} was expected")


def same(what: str, made: Any, *rows: Any) -> None:
    """Compare what a creation showed with what reading shows, in all members both models have."""
    told: Mapping[str, Any] = made.to_dict()
    for row in rows:
        for name, value in row.to_dict().items():
            if name not in row.additional_properties and name in told and told[name] != value:
                raise Failed(f"{what}: {name} reads {value!r}, the creation showed {told[name]!r}")
