"""What can be run here. Sessions use the environment nox itself runs in: `pip install -c constraints.txt -e '.[dev]'`.

`nox --default-venv-backend virtualenv` gives each session an environment of its own with only the extras it names,
which proves that those extras are enough.
"""

import sys
from pathlib import Path

import nox
from nox.virtualenv import PassthroughEnv

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "none"
nox.options.reuse_existing_virtualenvs = True
nox.options.stop_on_first_error = False
nox.options.sessions = ["lint", "types", "tests", "grid", "conform", "client"]

HERE = Path(__file__).parent
REPORTS = HERE / "build" / "reports"


def apis() -> list[str]:
    """Names of the APIs that have a contract."""
    return sorted(path.parent.name for path in HERE.glob("specs/*/openapi.yaml"))


def prepare(session: nox.Session, extras: str) -> None:
    """Install the project with some extras, unless the session shares nox's own environment."""
    if not isinstance(session.virtualenv, PassthroughEnv):
        session.install("-c", "constraints.txt", "-e", f".[{extras}]")


def python(session: nox.Session, *args: str) -> None:
    """Run the interpreter of the session, which need not be on PATH."""
    shared = isinstance(session.virtualenv, PassthroughEnv)
    session.run(sys.executable if shared else "python", *args)


def module(session: nox.Session, *args: str) -> None:
    """Run `python -m …`."""
    python(session, "-m", *args)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, import contracts, the contracts themselves, and bundles that match their sources."""
    prepare(session, "dev")
    module(session, "ruff", "check", ".")
    module(session, "ruff", "format", "--check", ".")
    python(session, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    module(session, "specs", "lint")
    module(session, "specs", "bundle", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Type check, strict."""
    prepare(session, "dev")
    module(session, "mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests but the grid. Arguments after `--` go to pytest."""
    prepare(session, "dev")
    module(session, "pytest", "-m", "not grid", "--cov", *session.posargs)


@nox.session
def grid(session: nox.Session) -> None:
    """Show CodeSpar's laws every broken twin: each must be caught, and no honest one accused."""
    prepare(session, "conformance")
    module(session, "tests.conformance.grid", "--api", "codespar", *session.posargs)


@nox.session
def grid_full(session: nox.Session) -> None:
    """The grid over the subjects of every API, a quarter of an hour; `-- --brief` ends with each mutant once caught."""
    prepare(session, "conformance")
    module(session, "tests.conformance.grid", *session.posargs)


@nox.session
def conform(session: nox.Session) -> None:
    """Judge the mock server, API by API; reports go to build/reports. Arguments after `--` go to `conformance run`."""
    prepare(session, "conformance")
    for api in apis():
        module(session, "conformance", "run", api, "--mock", "--report", str(REPORTS / api), *session.posargs)


@nox.session
def steady(session: nox.Session) -> None:
    """Judge the mock server twice with one seed: both runs must agree. Arguments after `--` are names of APIs."""
    prepare(session, "conformance")
    module(session, "tests.conformance.steady", *session.posargs)


@nox.session
def client(session: nox.Session) -> None:
    """Generate a client from Stellary's contract and let it create and read back what a newcomer would."""
    prepare(session, "dev")
    module(session, "tests.witness")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the mock server. Arguments after `--` go to the benchmark."""
    prepare(session, "conformance,fast")
    module(session, "tests.bench", *session.posargs)


@nox.session
def bundle(session: nox.Session) -> None:
    """Join the files of each contract anew; `-- --check` only proves that the bundles are fresh."""
    prepare(session, "specs")
    module(session, "specs", "bundle", *session.posargs)
