"""A Spedy server in plain Python, written from the vendor's pages and not from our contract or engine."""

from tests.conformance.mutants.plain.checks import Field, Form
from tests.conformance.mutants.plain.wire import Refusal, Reply, Request, Row

from .people import BOARD_ROLES, PEOPLE
from .world import World

__all__ = ["BOARD_ROLES", "PEOPLE", "Field", "Form", "Refusal", "Reply", "Request", "Row", "Spedy"]


class Spedy(World):
    """The whole API. Subclasses replace a method or two and become twins or mutants."""
