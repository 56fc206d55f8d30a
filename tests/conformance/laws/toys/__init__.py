"""Toys: servers of small contracts, for the laws that no API of `specs` uses yet."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from shutil import copy, copytree
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import specs
from conformance.contract import Contract, read
from conformance.redact import Secret
from conformance.target import Principal, Target, Tenant
from specs.bundle import build
from tests.conformance.grid import kind_of

from .door import TOKEN, Door
from .people import PEOPLE, SLUGS
from .shelves import GUEST, NORTH, POOR, SOUTH
from .shops import OPEN, SHUT

Toy = TypeVar("Toy", bound=Door)
CONTRACTS = Path(__file__).parent / "contracts"
TENANTS = tuple(Tenant(name, disposable=True, path={"shop": name}) for name in (OPEN, SHUT))
KEEPERS = tuple(Principal(f"keeper of {name}", tenant=name, token=Secret(TOKEN)) for name in (OPEN, SHUT))
TARGET = Target("http://127.0.0.1:9", tenants=TENANTS, principals=KEEPERS)
ORGANIZATIONS = tuple(Tenant(slug, org, disposable=True, host=f"{slug}.boards.test") for org, slug in SLUGS.items())
WORKERS = tuple(
    Principal(
        name,
        tenant=SLUGS[person["org"]],
        roles={"user.role": (person["role"],), "user.rights": tuple(person["rights"])},
        scopes=tuple(person["rights"]),
        token=Secret(f"pat_{person['id']}"),
        scheme="pat",
        user=person["id"],
        email=f"{person['id']}@boards.test",
    )
    for name, person in PEOPLE.items()
)
HOSTS = Target("http://127.0.0.1:9", capabilities={"hosts": True}, tenants=ORGANIZATIONS, principals=WORKERS)

HOUSES = tuple(Tenant(name, name, disposable=True) for name in (NORTH, SOUTH, POOR))
LIBRARIANS = tuple(Principal(house.name, tenant=house.name, token=Secret(f"sesame-{house.name}")) for house in HOUSES)
GUESTS = (Principal("guest", tenant=NORTH, token=Secret(GUEST), scopes=("volumes:view",)),)
LIBRARY = Target(
    "http://127.0.0.1:9",
    tenants=HOUSES,
    principals=(*LIBRARIANS, *GUESTS),
    facts={"closed_gates": {"plan": POOR}},
)

DESKS = (Tenant("desk", "desk", disposable=True),)
CLERKS = (Principal("clerk", tenant="desk", token=Secret(TOKEN), user="user-1"),)
DESK = Target("http://127.0.0.1:9", capabilities={"clock": True}, tenants=DESKS, principals=CLERKS)


def _broken() -> list[type[Door]]:
    """Every toy that says which law it breaks."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = (toy for module in modules for toy in vars(module).values() if isinstance(toy, type))
    return list(dict.fromkeys(toy for toy in found if issubclass(toy, Door) and toy.breaks))


BROKEN = _broken()
TOYS = {kind_of("laws", toy.breaks.partition(".")[0]) for toy in BROKEN}
"""The families of laws that a toy breaks, named as mutants name them."""


def broken(kind: type[Toy], law: str) -> list[type[Toy]]:
    """The toys of one kind that break a law of a family."""
    return [toy for toy in BROKEN if issubclass(toy, kind) and toy.breaks.startswith(f"{law}.")]


def place(folder: Path) -> Path:
    """The toys' contracts and the vocabulary, side by side in a new folder as they are in `specs`."""
    base = copytree(CONTRACTS, folder / "base")
    copy(specs.HERE / "vocabulary.yaml", base)
    return base


def bundle(api: str = "shops") -> dict[str, Any]:
    """The bundle of one of the toys' contracts."""
    with TemporaryDirectory() as folder:
        return build(api, place(Path(folder)))


@cache
def shops() -> Contract:
    """The contract of the shops."""
    return read(bundle())


@cache
def boards() -> Contract:
    """The contract of the boards."""
    return read(bundle("boards"))


@cache
def shelves() -> Contract:
    """The contract of the shelves."""
    return read(bundle("shelves"))


@cache
def desks() -> Contract:
    """The contract of the desks."""
    return read(bundle("desks"))
