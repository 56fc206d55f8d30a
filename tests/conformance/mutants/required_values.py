"""Values taken that no page allows."""

from __future__ import annotations

from .honest import Honest, Refusal, Request, Row
from .registry import mutant


@mutant("required", "CODESPAR-056", "CODESPAR-052", aim="An agent can be of a type nobody knows.")
class AnyTypeAccepted(Honest):
    def check_type(self, kind: str) -> None:
        return


@mutant("required", "CODESPAR-057", aim="A level outside 0 to 5 is moved into it on creation, and 2.5 rounded.")
class AnyFirstLevel(Honest):
    def read_body(self, request: Request) -> Row:
        body = super().read_body(request)
        level = body.get("autonomyLevel")
        if request.path == "/api/agents" and isinstance(level, int | float):
            body["autonomyLevel"] = max(0, min(5, int(level)))
        return body


@mutant("required", "cases", "crud", "derived", "CODESPAR-057", aim="A new agent starts at level 0.")
class LevelDefaultZero(Honest):
    def default_level(self) -> int:
        return 0


@mutant("required", "CODESPAR-058", aim="A project agent needs no project.")
class ProjectAgentWithoutProject(Honest):
    def check_project(self, kind: str, project: object, org: str | None) -> None:
        if project is not None:
            super().check_project(kind, project, org)


@mutant("required", "CODESPAR-083", aim="A repository needs no slash.")
class RepoWithoutSlash(Honest):
    def repo_of(self, text: str) -> str:
        return super().repo_of(text if "/" in text else f"{text}/{text}")


@mutant("required", "errors", "CODESPAR-013", aim="A body of any media type is read as JSON.")
class MediaIgnored(Honest):
    def check_media(self, request: Request) -> None:
        return


@mutant("required", "errors", "CODESPAR-014", aim="Broken JSON counts as an empty object.")
class BrokenJsonIsEmpty(Honest):
    def read_body(self, request: Request) -> Row:
        try:
            return super().read_body(request)
        except Refusal as refusal:
            if refusal.code == "INVALID_JSON":
                return {"name": f"unnamed {next(self.state.numbers)}", "type": "task", "action": "resume"}
            raise


@mutant("required", "errors", "CODESPAR-014", aim="NaN in a body counts as null.")
class NanAccepted(Honest):
    def parse(self, raw: bytes) -> Row:
        body = super().parse(raw.replace(b"NaN", b"null"))
        return {name: value for name, value in body.items() if value is not None} if b"NaN" in raw else body


@mutant("required", "cases", "CODESPAR-100", aim="A channel can be configured with empty values.")
class EmptyConfigAccepted(Honest):
    def check_config(self, name: str, config: object) -> None:
        if not isinstance(config, dict):
            super().check_config(name, config)


@mutant("required", "CODESPAR-175", aim="An identity can be looked up in a channel nobody knows.")
class AnyChannelType(Honest):
    def find_identity(self, request: Request) -> object:
        try:
            return super().find_identity(request)
        except Refusal as refusal:
            if refusal.code != "INVALID_PARAMETER":
                raise
            return self.nobody()
