"""A client made from a contract by openapi-python-client, as any developer would make one."""

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

SECONDS = 10  # an answer may take


class Failed(Exception):
    """The client cannot be made, or an answer differs from what it must be. The message is one line."""


@dataclass(frozen=True)
class Generated:
    """A package of generated code. It exists at run time alone: what comes out of it is Any, and nothing else is."""

    name: str
    operations: int  # of the document

    def load(self, place: str) -> Any:
        """A module of the package: `models`, `api.auth.login`…"""
        return import_module(f"{self.name}.{place}")

    def make(self, model: str, **members: object) -> Any:
        """A model of the package with these members."""
        return getattr(self.load("models"), model)(**members)

    def open(self, url: str, token: str | None = None) -> Any:
        """The package's own client for a server, to be used in a `with`."""
        from httpx import Timeout

        # Proxies of the environment are for servers elsewhere.
        options = {"timeout": Timeout(SECONDS), "httpx_args": {"trust_env": False}}
        module = self.load("client")
        if token is None:
            return module.Client(base_url=url, **options)
        return module.AuthenticatedClient(base_url=url, token=token, **options)


def generate(api: str, folder: Path) -> Generated:
    """Bundle the contract of an API, make a client from it and load that; both are written to a folder.

    Raises:
        Failed: a command fails, the generator warns of anything, or an operation got no function.
    """
    document, options, package = folder / f"{api}.json", folder / "options.json", folder / f"{api}_client"
    run("specs", "bundle", api, "-o", str(document))
    options.write_text(json.dumps({"post_hooks": []}), "utf-8")  # nobody reads the code: it need not be formatted
    wanted = ["--path", str(document), "--output-path", str(package), "--config", str(options)]
    run("openapi_python_client", "generate", "--meta", "none", "--fail-on-warning", *wanted)
    paths = json.loads(document.read_text("utf-8"))["paths"]
    described = sum("operationId" in operation for path in paths.values() for operation in path.values())
    made = sum(path.name != "__init__.py" for path in package.glob("api/*/*.py"))
    if made != described:
        raise Failed(f"the contract has {described} operations, the client functions for {made}")
    return load(package, described)


def load(package: Path, operations: int) -> Generated:
    """Import a generated package from its folder; `sys.path` stays as it is."""
    spec = spec_from_file_location(package.name, package / "__init__.py")
    if spec is None or spec.loader is None:
        raise Failed(f"{package} is no package")
    module = sys.modules[package.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return Generated(package.name, operations)


def run(*arguments: str) -> None:
    """Run `python -m …`; Failed with all it said where it fails."""
    done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        said = " ".join(f"{done.stdout} {done.stderr}".split())
        raise Failed(f"{arguments[0]} {arguments[1]} fails: {said}")
